import type { Handler } from '../manifest.ts';

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** A person of the team is asked for: by a flow's `handoff`, or by her (PERSONA). */
    'case.open': Partial<FromStep> & { readonly personId: string; readonly topic: string; readonly reason?: string };
  }
}

/** Its number is drawn by the table. While a case on this topic is open, a second one changes nothing. */
export const caseOpen: Handler<'case.open'> = ({ personId, topic, reason, flow, threadId }, at) => [
  {
    op: 'insert-new',
    table: 'care_case',
    values: {
      id: at.newId(),
      workspace: at.workspace,
      person_id: personId,
      topic,
      reason: reason ?? flow ?? '',
      state: 'open',
      thread_id: threadId ?? null,
      opened_at: at.now,
    },
  },
];
