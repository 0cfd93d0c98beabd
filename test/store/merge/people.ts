import Database from 'better-sqlite3';
import { idsFrom } from '../../../src/base/ids.ts';
import { seededRandom } from '../../../src/base/random.ts';
import { FOLLOWING } from '../../../src/store/merge/tables.ts';
import type { AnyOperation, SqlRow } from '../../../src/store/port.ts';
import { createOperate } from '../../../src/store/sqlite/operate.ts';
import { createWriteRows } from '../../../src/store/sqlite/write-rows.ts';
import { migrations } from '../setup.ts';

export const NOW = Date.UTC(2026, 2, 2, 16);
export const PEOPLE = ['ana-1', 'ana-2', 'luz'] as const;

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

export type Database_ = ReturnType<typeof openPeople>;

/** A real database with our schema and three people, each with a phone and a lane of her own, and our named operations. */
export function openPeople(operations: readonly AnyOperation[]) {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = on');
  for (const { sql } of migrations().toSorted((a, b) => (a.name < b.name ? -1 : 1))) db.exec(sql);
  const operate = createOperate(db, createWriteRows(db), operations);
  let seeds = 0;
  for (const who of PEOPLE) {
    db.prepare('insert into lane (id, state, created_at) values (?, ?, 0)').run(`lane ${who}`, '{}');
    db.prepare(
      `insert into address (id, lane_id, channel, our_number, raw, phone, created_at) values (?, ?, 'twilio-sms', '+1', ?, ?, 0)`,
    ).run(`phone ${who}`, `lane ${who}`, `+52${who}`, `+52${who}`);
    db.prepare('insert into person (id, lane_id, name, person_values, created_at) values (?, ?, ?, ?, 0)').run(
      who,
      `lane ${who}`,
      who === 'luz' ? 'Luz' : 'Ana',
      JSON.stringify({ [who]: 1, both: who }),
    );
    db.prepare('insert into person_address (person_id, address_id, since) values (?, ?, 0)').run(who, `phone ${who}`);
  }
  db.exec(`insert into cohort (id, programme, name, starts_on, timezone, created_at) values ('k1','p','k1','2026-03-02','UTC',0), ('k2','p','k2','2026-03-02','UTC',0);
    insert into unit (id, programme, kind, name, title, created_at) values ('u1','p','group','u1','U',0), ('u2','p','site','u2','U',0);
    insert into session (id, cohort_id, plan_id, title, starts_at, ends_at) values ('s1','k1','s1','S',0,1), ('s2','k1','s2','S',2,3);
    insert into enterprise (id, programme, name, created_at) values ('e1','p','e1',0), ('e2','p','e2',0);
    insert into household (id, programme, name, created_at) values ('h1','p','h1',0), ('h2','p','h2',0);`);
  return {
    db,
    all: (sql: string, ...params: unknown[]): SqlRow[] => db.prepare(sql).all(...params) as SqlRow[],
    run: (sql: string, ...params: unknown[]): void => void db.prepare(sql).run(...params),
    operate: <O>(name: string, given: object, now = NOW): O =>
      db.transaction(() => operate(name, given, { now, seed: `seed ${seeds++}` }) as O)(),
    /** All rows of all tables, those of the merge itself left out. */
    dump(): Readonly<Record<string, readonly unknown[]>> {
      const tables = db
        .prepare(
          "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not in ('merge', 'merge_row')",
        )
        .pluck()
        .all() as string[];
      return Object.fromEntries(
        tables.map((table) => [
          table,
          (db.prepare(`select * from ${table}`).all() as object[]).map((row) => JSON.stringify(row)).sort(),
        ]),
      );
    },
    /** Rows of chance in every table that names a person, so that unique keys collide in all the ways they can. */
    fill(seed: string, together: boolean): void {
      if (together) {
        // Two names on one phone: one lane from the beginning.
        db.exec(`update person set lane_id = 'lane ana-1' where id = 'ana-2'; update address set lane_id = 'lane ana-1' where id = 'phone ana-2';
          insert into person_address (person_id, address_id, since, silent_since) values ('ana-1', 'phone ana-2', 5, 6), ('ana-2', 'phone ana-1', 7, null)`);
      }
      const random = seededRandom(seed);
      const id = idsFrom(NOW, seed);
      const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
      const tables = FOLLOWING.map(({ table }) => table).filter(
        (table) => table !== 'merge' && table !== 'person_address',
      );
      // Parents before children.
      for (const table of [
        ...tables.filter((t) => t !== 'link_code' && t !== 'case_told' && t !== 'homework'),
        'homework',
        'link_code',
        'case_told',
        'homework_part',
      ])
        for (let n = 0; n < 8; n++) insertOne(db, table, { random, id, pick });
    },
  };
}

interface Chance {
  readonly random: () => number;
  readonly id: () => string;
  readonly pick: <T>(of: readonly T[]) => T;
}

const STATES: Readonly<Record<string, readonly string[]>> = {
  enrolment: ['active', 'invited', 'completed', 'dropped'],
  homework: ['assigned', 'received', 'accepted'],
  care_case: ['open', 'open', 'closed'],
  task: ['open', 'open', 'done'],
  media: ['pending', 'kept'],
  link_claim: ['open', 'failed'],
};

function insertOne(db: Database.Database, table: string, chance: Chance): void {
  const { random, id, pick } = chance;
  const columns = db.pragma(`table_info(${table})`) as Column[];
  const parents = db.pragma(`foreign_key_list(${table})`) as { from: string; table: string; to: string }[];
  const values: Record<string, unknown> = {};
  for (const { name, type, notnull, pk } of columns) {
    const parent = parents.find(({ from }) => from === name);
    const optional = notnull === 0 && pk === 0 && random() < 0.4;
    if (name === 'seq' || name === 'number' || name === 'workspace') continue;
    if (optional) values[name] = null;
    else if (/^(person_id|owner_id|by_person|closed_by)$/.test(name)) values[name] = pick(PEOPLE);
    else if (name === 'lane_id') values[name] = `lane ${pick(PEOPLE)}`;
    else if (name === 'address_id') values[name] = `phone ${pick(PEOPLE)}`;
    else if (name === 'case_id')
      values[name] = db.prepare('select id from care_case order by random() limit 1').pluck().get() ?? 'none';
    else if (parent) {
      const known = db.prepare(`select ${parent.to} from ${parent.table} order by 1`).pluck().all();
      if (known.length === 0) return;
      values[name] = pick(known);
    } else if (name === 'id') values[name] = id();
    else if (name === 'copy_of') values[name] = null;
    else if (name === 'state' && STATES[table]) values[name] = pick(STATES[table]);
    else if (name === 'payload' || name === 'input' || name === 'then_events')
      values[name] = JSON.stringify({ to: pick(PEOPLE) });
    else if (name === 'state' && type === 'TEXT') values[name] = JSON.stringify({ n: Math.floor(random() * 1000) });
    else if (name === 'key') values[name] = pick(['pause', 'release', `case:${id()}`]);
    else if (name === 'state') values[name] = pick([0, 0, 1]);
    else if (type === 'INTEGER') values[name] = Math.floor(random() * 1000);
    else values[name] = pick(['a', 'b', 'c', 'self']);
  }
  // One lane a person: the store keeps it so.
  if (values['lane_id'] && values['person_id'])
    values['lane_id'] = db.prepare('select lane_id from person where id = ?').pluck().get(values['person_id']);
  if (table === 'roster') values['number'] = Math.floor(random() * 1000);
  const names = Object.keys(values);
  db.prepare(`insert or ignore into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`).run(
    Object.values(values),
  );
}
