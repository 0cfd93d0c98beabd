import type { Query, SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { cohortInSight } from '../in-sight.ts';
import type { Sight } from '../sight.ts';

/** Cohorts and units of a programme that the importer works with; a list may name no others. */
export function placesQuery(programme: string, sight: Sight): Query {
  const seen = cohortInSight(sight);
  const within =
    sight.within === null
      ? ''
      : 'and (u.id in (select value from json_each(@within)) or u.cohort_id in (select c.id from cohort c where ' +
        seen.sql +
        '))';
  return {
    sql: {
      sqlite: `select 'cohort' as kind, c.id, c.name, c.name as title, null as cohort from cohort c
          where ${seen.sql} and c.programme = @programme
        union all select u.kind, u.id, u.name, u.title, k.name from unit u left join cohort k on k.id = u.cohort_id
          where u.workspace = @sight_workspace and u.programme = @programme ${within} order by 1, 3`,
    },
    params: {
      ...seen.params,
      programme,
      ...(sight.within === null ? {} : { within: JSON.stringify(sight.within) }),
    },
  };
}

export type PlaceKind = 'cohort' | 'group' | 'site' | 'stage' | 'partner';

export interface Place {
  readonly id: string;
  /** What staff type: `la-mesa`. */
  readonly name: string;
  /** Of a group: the name of its cohort. */
  readonly cohort: string | null;
}

/** The places by what people call them: «La Mesa», `la-mesa`. */
export interface Places {
  find(kind: PlaceKind, said: string): readonly Place[];
  /** Some of their names, for who wrote another. */
  some(kind: PlaceKind): string;
}

const SHOWN = 8;

export function placesOf(rows: readonly SqlRow[]): Places {
  const by = new Map<string, Place[]>();
  const names = new Map<string, string[]>();
  for (const row of rows) {
    const kind = String(row['kind']);
    const place = { id: String(row['id']), name: String(row['name']), cohort: row['cohort'] as string | null };
    for (const called of new Set([place.name, String(row['title'])].map(normalise))) {
      const key = `${kind} ${called}`;
      by.set(key, [...(by.get(key) ?? []), place]);
    }
    names.set(kind, [...(names.get(kind) ?? []), place.name]);
  }
  return {
    find: (kind, said) => by.get(`${kind} ${normalise(said)}`) ?? [],
    some: (kind) => (names.get(kind) ?? []).slice(0, SHOWN).join(', '),
  };
}
