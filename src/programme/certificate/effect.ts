import { localDate } from '../../domain/time.ts';
import type { Handler } from '../manifest.ts';
import { evidenceIn } from './fact.ts';
import { issueRows, lackRow } from './rows.ts';

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** She fulfils the rule. `rule` is kept with the certificate as it read on that day. */
    'certificate.issue': FromStep & { readonly rule: string };
    /** She does not fulfil it yet: the parts that fail, for the report of where people stopped. */
    'certificate.lack': { readonly personId: string; readonly programme: string; readonly parts: readonly string[] };
  }
}

export const certificateIssue: Handler<'certificate.issue'> = ({ personId, flow, rule }, at) => {
  const day = localDate(at.now, at.rest(personId).zone ?? 'UTC');
  const evidence = evidenceIn(at.facts(personId));
  return issueRows(
    { person: personId, programme: flow.split('/')[0]!, rule, evidence, year: Number(day.slice(0, 4)) },
    at,
  );
};

export const certificateLack: Handler<'certificate.lack'> = ({ personId, programme, parts }, at) => [
  lackRow(personId, programme, parts, at),
];
