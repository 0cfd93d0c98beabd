import type { Json } from '../../base/json.ts';
import { PARTICIPATION } from '../audience.ts';
import { leaving } from '../classes.ts';
import type { RouteContext } from '../route.ts';
import { briefOf, OF_PROGRAMME, peopleQuery } from './query.ts';

/** What one programme knows of a person, whatever her state there; undefined where the caller does not see her. */
export async function recordsOf(id: string, programme: string, { read, sight, now, programmes }: RouteContext) {
  const audience = { programme, persons: [id], states: [...PARTICIPATION] };
  const pack = programmes.get(programme);
  const [row] = await read(peopleQuery(audience, sight, now, { limit: 1 }));
  if (!row) return undefined;
  const of = { person: id, aud_programme: programme };
  const [flows, homeworks, [values]] = await Promise.all([
    read({
      sql: {
        sqlite: `select flow, released_at, opened_at, finished_at from flow_progress
          where person_id = @person and ${OF_PROGRAMME} order by opened_at, flow`,
      },
      params: of,
    }),
    read({
      sql: {
        sqlite: `select name, state from homework where person_id = @person and programme = @aud_programme
          order by assigned_at, name`,
      },
      params: of,
    }),
    read({ sql: { sqlite: 'select person_values, profile from person where id = @id' }, params: { id } }),
  ]);
  const root = (name: 'person' | 'profile', column: string) =>
    Object.entries(
      leaving(name, JSON.parse(String(values?.[column] ?? '{}')) as Record<string, Json>, pack, sight),
    ).map(([key, value]) => [`${name}.${key}`, value] as const);
  return {
    ...briefOf(row, pack, sight),
    programme,
    fields: Object.fromEntries([...root('person', 'person_values'), ...root('profile', 'profile')]),
    flows: flows.map((one) => ({
      flow: String(one['flow']),
      released_at: one['released_at'] as number | null,
      opened_at: one['opened_at'] as number | null,
      finished_at: one['finished_at'] as number | null,
    })),
    homeworks: homeworks.map((one) => ({ name: String(one['name']), state: String(one['state']) })),
  };
}
