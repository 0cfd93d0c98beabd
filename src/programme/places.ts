import { RecadoError } from '../base/errors.ts';
import type { Query, SqlRow } from '../store/port.ts';

/** How somebody names a part of a programme, one name each → the filter of an audience. */
export const PLACES = {
  cohort: 'cohorts',
  group: 'groups',
  site: 'sites',
  stage: 'stages',
  partner: 'partners',
} as const;
export type PlaceKind = keyof typeof PLACES;

export interface Place {
  readonly kind: PlaceKind;
  readonly name: string;
}

/** The parts that were named. */
export const placesOf = (said: Readonly<Partial<Record<PlaceKind, string | undefined>>>): Place[] =>
  (Object.keys(PLACES) as PlaceKind[]).flatMap((kind) => {
    const name = said[kind];
    return name === undefined ? [] : [{ kind, name }];
  });

/** Throws UNIT_UNKNOWN: a misspelt name would be an empty report, which reads as if nobody had come. */
export async function mustStand(
  places: readonly Place[],
  programme: string,
  read: (query: Query) => Promise<readonly SqlRow[]>,
  workspace: string,
): Promise<void> {
  if (places.length === 0) return;
  const [missing] = await read({
    sql: {
      sqlite: `select json_extract(w.value, '$.name') as name from json_each(@said) w where not exists
          (select 1 from cohort c where c.workspace = @workspace and c.programme = @programme
            and json_extract(w.value, '$.kind') = 'cohort' and c.name = json_extract(w.value, '$.name'))
        and not exists (select 1 from unit u where u.workspace = @workspace and u.programme = @programme
            and u.kind = json_extract(w.value, '$.kind') and u.name = json_extract(w.value, '$.name'))`,
    },
    params: { said: JSON.stringify(places), workspace, programme },
  });
  if (missing) throw new RecadoError('UNIT_UNKNOWN', { name: String(missing['name']) });
}
