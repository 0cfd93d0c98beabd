import { z } from 'zod';
import type { Millis } from '../../base/clock.ts';
import { type Cel, createCel } from '../../flow/cel.ts';
import type { Programme } from '../../flow/programme.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { type Audience, audienceQuery } from '../audience.ts';
import type { Sight } from '../sight.ts';
import { type Counted, countIndicators } from './count.ts';

const name = z.string().trim().min(1).max(80);

/** Whom a report is about: a programme, a community, a stage, a cohort, what a partner brought. */
export const scope = {
  programme: name,
  site: name.optional(),
  stage: name.optional(),
  cohort: name.optional(),
  partner: name.optional(),
};
export type ReportScope = z.output<z.ZodObject<typeof scope>>;

export interface Indicators {
  readonly people: number;
  readonly enterprises: number;
  readonly households: number;
  readonly counted: readonly Counted[];
  readonly skipped: readonly string[];
}

/** One for all reports: compiled conditions are kept in it. */
const cel: Cel = createCel({ enterprise: 'map' });

/** A person counts once, however many enterprises or visits she has; an enterprise once, however many run it. */
export async function indicatorsReport(
  given: ReportScope,
  programme: Programme,
  {
    read,
    sight,
    now,
  }: { readonly read: (query: Query) => Promise<readonly SqlRow[]>; readonly sight: Sight; readonly now: Millis },
): Promise<Indicators> {
  const who = audienceQuery(audienceOf(given), sight, now, { erased: true });
  const people = await read({
    sql: {
      sqlite: `with who as (${who.sql.sqlite})
        select p.id, p.person_values, p.profile, p.language, b.sector, b.line, b.family_run
        from who join person p on p.id = who.person_id
        left join enterprise b on b.id = (select m.enterprise_id from enterprise_member m
          join enterprise x on x.id = m.enterprise_id and x.ended_at is null and x.programme = @programme
          where m.person_id = p.id and m.until is null order by m.since, m.enterprise_id limit 1)`,
    },
    params: { ...who.params, programme: given.programme },
  });
  const units = await read({
    sql: {
      sqlite: `with who as (${who.sql.sqlite}),
          mine as (select distinct m.enterprise_id from who join enterprise_member m on m.person_id = who.person_id
            and m.until is null)
        select b.id, b.sector, b.line, b.family_run from mine join enterprise b on b.id = mine.enterprise_id
        where b.ended_at is null and b.programme = @programme order by b.id`,
    },
    params: { ...who.params, programme: given.programme },
  });
  const [homes] = await read({
    sql: {
      sqlite: `with who as (${who.sql.sqlite})
        select count(distinct h.household_id) as n from who join household_member h on h.person_id = who.person_id`,
    },
    params: who.params,
  });
  return {
    people: people.length,
    enterprises: units.length,
    households: Number(homes?.['n'] ?? 0),
    ...countIndicators(programme, { people, enterprises: units }, cel, sight),
  };
}

function audienceOf({ programme, site, stage, cohort, partner }: ReportScope): Audience {
  return {
    programme,
    ...(site === undefined ? {} : { sites: [site] }),
    ...(stage === undefined ? {} : { stages: [stage] }),
    ...(cohort === undefined ? {} : { cohorts: [cohort] }),
    ...(partner === undefined ? {} : { partners: [partner] }),
  };
}
