import type { Handler } from '../manifest.ts';

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** She fulfils the rule. `rule` is kept with the certificate as it read on that day. */
    'certificate.issue': FromStep & { readonly rule: string };
  }
}

/** One a person and programme: a second finding changes nothing. The code is what anybody can check it by. */
export const certificateIssue: Handler<'certificate.issue'> = ({ personId, flow, rule }, at) => {
  const id = at.newId();
  return [
    {
      op: 'insert-new',
      table: 'certificate',
      values: {
        id,
        workspace: at.workspace,
        person_id: personId,
        programme: flow.split('/')[0]!,
        rule,
        // The chance part of a fresh id: 40 bits, in letters and digits that survive being read aloud.
        code: at.newId().slice(-8),
        issued_at: at.now,
      },
    },
  ];
};
