import type { Query } from '../port.ts';
import { statement } from './sql.ts';
import { LANE_TABLES } from './tables.ts';

/** Who is reached where, in one lane. */
export interface Links {
  readonly persons: readonly string[];
  readonly addresses: readonly string[];
  readonly links: readonly { readonly person: string; readonly address: string }[];
}

/** The parts of a lane that nothing connects, each with its persons and addresses, the one with the oldest id first. */
export function partsOf({ persons, addresses, links }: Links): readonly ReadonlySet<string>[] {
  const part = new Map([...persons, ...addresses].map((id) => [id, new Set([id])] as const));
  for (const { person, address } of links) {
    const [one, other] = [part.get(person), part.get(address)];
    if (!one || !other || one === other) continue;
    for (const id of other) {
      one.add(id);
      part.set(id, one);
    }
  }
  const oldest = (ids: ReadonlySet<string>) => [...ids].reduce((a, b) => (a < b ? a : b));
  return [...new Set(part.values())].toSorted((a, b) => (oldest(a) < oldest(b) ? -1 : 1));
}

/** These persons and addresses, with what waits for them, go to another lane. */
export function laneStatements(to: string, ids: Iterable<string>): Query[] {
  const params = { lane: to, ids: JSON.stringify([...ids]) };
  const among = (column: string) => `${column} in (select value from json_each(@ids))`;
  return LANE_TABLES.map(({ table }) => {
    if (table === 'address' || table === 'person')
      return statement(`update ${table} set lane_id = @lane where ${among('id')}`, params);
    const waits = table === 'event' || table === 'job' ? ' and state = 0' : '';
    return statement(
      `update ${table} set lane_id = @lane where ${among('person_id')} and lane_id is not null${waits}`,
      params,
    );
  });
}
