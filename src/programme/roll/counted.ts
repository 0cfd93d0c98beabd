import type { Query } from '../../store/port.ts';
import { audienceQuery } from '../audience.ts';
import { everEnrolled } from '../denominators.ts';
import { type Count, tallied } from '../held.ts';
import type { ReportAsked, ReportContext } from '../report.ts';

/** What the report of attendance counts of each person. */
export const COUNTS: readonly Count[] = [
  'held',
  'attended',
  'late',
  'represented',
  'excused',
  'self_only',
  'conflicts',
];

/** CTEs and parameters that every table of this report begins with: `who`, `held`, `tally`. */
export function counted(
  { audience, programme, since, until }: ReportAsked,
  { sight, now }: Pick<ReportContext, 'sight' | 'now'>,
): Query {
  const who = audienceQuery(everEnrolled(audience), sight, now, { erased: true });
  return {
    sql: {
      sqlite: `with who as materialized (${who.sql.sqlite}),
        ${tallied(COUNTS, { who: 'who', now: '@att_now', programme: '@att_programme', period: true })}`,
    },
    params: {
      ...who.params,
      att_now: now,
      att_since: since,
      att_until: until,
      att_programme: programme.programme,
    },
  };
}
