import { RecadoError } from '../base/errors.ts';
import type { Programme } from '../flow/programme.ts';
import type { Query } from '../store/port.ts';
import { type Audience, audienceQuery } from './audience.ts';
import { mayLeave } from './classes.ts';
import type { Breakdown } from './report.ts';
import type { Sight } from './sight.ts';

const titleOf = (column: string): string => `coalesce((select u.title from unit u where u.id = who.${column}), '')`;

const SQL: Readonly<Record<Breakdown, string>> = {
  site: titleOf('site_id'),
  stage: titleOf('stage_id'),
  partner: titleOf('partner_id'),
  cohort: "coalesce((select c.name from cohort c where c.id = who.cohort_id), '')",
  language: "coalesce((select p.language from person p where p.id = who.person_id), '')",
  // Where lists and the built-in registration keep it.
  sex: "coalesce((select json_extract(p.profile, '$.sexo') from person p where p.id = who.person_id), '')",
};

/** What a row of `who` (an `audienceQuery`) is broken down by, as SQL; '' where it is not known, and for all where no breakdown is asked. */
export const breakdownSql = (by: Breakdown | undefined): string => (by === undefined ? "''" : SQL[by]);

/** Throws FIELD_CLOSED where the programme keeps sex from this reader. */
export function mayBreakDown(by: Breakdown | undefined, { fields }: Pick<Programme, 'fields'>, sight: Sight): void {
  const path = 'profile.sexo';
  // In totals the team's fields are no secret; those of few eyes are.
  const classes = { classes: [...sight.classes, 'team' as const] };
  if (by === 'sex' && !mayLeave(path, fields ? { fields } : undefined, classes))
    throw new RecadoError('FIELD_CLOSED', { field: path });
}

/**
 * Everybody a report is about as `select person_id, cohort_id, group_id, site_id, stage_id, partner_id, value`, `value` being
 * what she is broken down by: worked out once a person, before what is counted of her is joined to it. For a CTE `who`.
 */
export function whoQuery(
  { audience, by }: { readonly audience: Audience; readonly by?: Breakdown },
  { sight, now }: { readonly sight: Sight; readonly now: number },
): Query {
  const { sql, params } = audienceQuery(audience, sight, now, { erased: true });
  return { sql: { sqlite: `select who.*, ${breakdownSql(by)} as value from (${sql.sqlite}) who` }, params };
}
