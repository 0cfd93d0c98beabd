import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import Sqlite from 'better-sqlite3';
import type { Packs } from '../src/assemble/packs.ts';
import { built } from './built.ts';
import { MONDAY, manyPeople } from './people.ts';
import { fillRecords } from './records.ts';
import { median } from './rounds.ts';

const PEOPLE = 10_000;
const TIMES = 9;
/** HOY names so many; the screen shows so many at once. */
const MOST = 50;

/** The call list, as somebody of the programme asks for it and as somebody of one site does: milliseconds, median. */
export interface Called {
  readonly what: string;
  readonly people: number;
  readonly ms: number;
}

export async function calls(folder: string, packs: Packs): Promise<Called[]> {
  const path = join(folder, 'calls.db');
  await manyPeople(path, PEOPLE, packs);
  const db = new Sqlite(path);
  fillRecords(db);
  // A fifth of them for one reason, and each tenth of those for another as well.
  for (const [rule, nth] of [
    ['sessions', 5],
    ['homework', 50],
  ] as const)
    db.exec(`insert into at_risk (person_id, programme, rule, n, since)
      select person_id, 'llera', '${rule}', 2, ${MONDAY} - n * 1000
        from (select person_id, row_number() over (order by person_id) as n from enrolment where state = 'active') where n % ${nth} = 0`);
  const { callsQuery } =
    await built<typeof import('../src/programme/follow-up/calls.ts')>('programme/follow-up/calls.js');
  const { shellSight } = await built<typeof import('../src/programme/sight.ts')>('programme/sight.js');
  const whole = shellSight('main');
  const asks = [
    ['call list: the whole programme', whole],
    ['call list: one site', { ...whole, within: ['site1'] }],
  ] as const;
  const found = asks.map(([what, sight]) => {
    const { sql, params } = callsQuery(sight, MONDAY, { programme: 'llera', most: MOST });
    const statement = db.prepare(sql.sqlite);
    statement.all(params);
    const took = Array.from({ length: TIMES }, () => {
      const began = performance.now();
      statement.all(params);
      return performance.now() - began;
    });
    return { what, people: PEOPLE, ms: median(took) };
  });
  db.close();
  return found;
}
