import type { Query, SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { FOLDED_NAME } from '../folded-name.ts';
import type { StaffLine } from '../manifest.ts';
import { packFactsIn } from '../pack-facts.ts';
import { FACE_TO_FACE, FACE_TO_FACE_SQL, type VisitKind } from './kinds.ts';
import { CALLED, type Found, rangesOf, type Whom } from './whom.ts';

/**
 * A visit counts for a business: the one it was to, else the one of each who was there; for whoever works in none, for
 * herself. Visits to applicants are no counselling. Wants @programme, or null.
 */
const SEEN = `select distinct v.id, v.kind, coalesce(v.enterprise_id, m.enterprise_id, p.person_id) as unit
  from visit v join visit_person p on p.visit_id = v.id
  left join (select m.* from enterprise_member m join enterprise b on b.id = m.enterprise_id and b.ended_at is null) m
    on v.enterprise_id is null and m.person_id = p.person_id and m.until is null
      and (select programme from enterprise where id = m.enterprise_id) = v.programme
  where v.state = 'done' and v.undone_at is null and p.applicant = 0`;

/** How many of each kind the businesses of these people have had. */
export function countsOf({ who, workspace }: Whom): Query {
  return {
    sql: {
      sqlite: `with ${CALLED},
          business as (select enterprise_id as id from enterprise_member where until is null and person_id in (select id from called)
            union select id from enterprise where workspace = @workspace and ${FOLDED_NAME} in (select value from json_each(@folded)))
        select kind, unit, count(*) as n from (${SEEN} and v.id in (
            select visit_id from visit_person where person_id in (select id from called)
            union select visit_id from visit_person where person_id in (
              select person_id from enterprise_member where enterprise_id in (select id from business))))
        group by kind, unit`,
    },
    params: { workspace, ranges: rangesOf(who), folded: JSON.stringify(who.map(normalise)) },
  };
}

/** "Visitas: 2 de 4": this one counted too. Nothing where the programme sets no such target, or several are meant. */
export function countLine(
  loaded: Readonly<Record<string, readonly SqlRow[]>>,
  found: Found,
  kind: VisitKind,
): readonly StaffLine[] {
  const targets = packFactsIn(loaded['packs']).find(({ programme }) => programme === found.programme)?.counselling;
  const unit = found.enterprise ?? (found.several ? undefined : found.people[0]?.id);
  const is = FACE_TO_FACE.includes(kind) ? 'individual' : kind === 'group' ? 'group' : undefined;
  const of = is && targets?.[is];
  if (unit === undefined || !of || found.people.every(({ applicant }) => applicant)) return [];
  const kinds = is === 'group' ? ['group'] : FACE_TO_FACE;
  const before = (loaded['counts'] ?? []).filter(
    (row) => row['unit'] === unit && kinds.includes(row['kind'] as VisitKind),
  );
  const n = before.reduce((sum, row) => sum + Number(row['n']), 0) + 1;
  return [{ key: `visit.count-${is}`, vars: { n, of } }];
}

/** One business, or a person who works in none, and the visits it has had. */
export interface Counselled {
  readonly id: string;
  readonly is: 'enterprise' | 'person';
  readonly name: string;
  readonly individual: number;
  readonly group: number;
  readonly calls: number;
}

/** Of everybody in `who` (an `audienceQuery`): each business once, and each person without one. */
export function counselledQuery(who: Query, programme: string): Query {
  return {
    sql: {
      sqlite: `with who as (${who.sql.sqlite}), seen as (${SEEN} and v.programme = @programme),
          works as (select w.person_id, b.id, b.name from who w join enterprise_member m on m.person_id = w.person_id and m.until is null
            join enterprise b on b.id = m.enterprise_id and b.ended_at is null and b.programme = @programme),
          unit as (select distinct id, name, 'enterprise' as kind from works
            union all select p.id, coalesce(p.name, ''), 'person' from who w join person p on p.id = w.person_id
              where w.person_id not in (select person_id from works))
        select u.id, u.name, u.kind as is_a,
          count(s.id) filter (where s.kind in ${FACE_TO_FACE_SQL}) as individual,
          count(s.id) filter (where s.kind = 'group') as in_group, count(s.id) filter (where s.kind = 'call') as calls
        from unit u left join seen s on s.unit = u.id group by u.id, u.name, u.kind order by u.name, u.id`,
    },
    params: { ...who.params, programme },
  };
}

export const counselledOf = (row: SqlRow): Counselled => ({
  id: String(row['id']),
  is: row['is_a'] as Counselled['is'],
  name: String(row['name']),
  individual: Number(row['individual']),
  group: Number(row['in_group']),
  calls: Number(row['calls']),
});

/** Of a target the visits that are still to be made; null where the programme sets none. */
export function pending(done: number, target: number | undefined): number | null {
  return target === undefined ? null : Math.max(0, target - done);
}
