import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { idsFrom } from '../../src/base/ids.ts';
import type { FactSource, Operation, Query, RowWrite, SqlRow } from '../../src/store/port.ts';
import { createWriteRows } from '../../src/store/sqlite/write-rows.ts';

const MIGRATIONS = join(import.meta.dirname, '../../migrations');

/** A real database with our schema, in memory, and the store's own way of writing rows into it. */
export function openDatabase() {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = on');
  for (const file of readdirSync(MIGRATIONS).sort()) {
    if (file.endsWith('.sqlite.sql')) db.exec(readFileSync(join(MIGRATIONS, file), 'utf8'));
  }
  const writeRow = createWriteRows(db);
  const read = (query: Query): SqlRow[] => db.prepare(query.sql.sqlite).all(query.params) as SqlRow[];
  return {
    db,
    write: (rows: readonly RowWrite[]): void => rows.forEach(writeRow),
    all: (sql: string, ...params: unknown[]): SqlRow[] => db.prepare(sql).all(...params) as SqlRow[],
    fact: (source: FactSource, person: string): SqlRow[] =>
      read({ sql: { sqlite: source.query.sqlite }, params: { person } }),
    /** As an engine runs a named operation: checked input, declared reads, rows. */
    operate<I, O>(operation: Operation<I, O>, given: unknown, now: number, seed = 'seed'): O {
      const input = operation.input.parse(given);
      const loaded = Object.fromEntries(
        Object.entries(operation.reads).map(([name, make]) => [name, read(make(input, now))]),
      );
      const { rows, statements = [], output } = operation.decide(loaded, input, { now, newId: idsFrom(now, seed) });
      db.transaction(() => {
        rows.forEach(writeRow);
        for (const { sql, params } of statements) db.prepare(sql.sqlite).run(params);
      })();
      return output;
    },
    /** A lane with one address and one person. */
    person(id: string, now = 0): void {
      db.prepare('insert into lane (id, created_at) values (?, ?)').run(`lane-${id}`, now);
      db.prepare(
        `insert into address (id, lane_id, channel, our_number, raw, phone, created_at) values (?, ?, 'twilio-sms', '+5215550000', ?, ?, ?)`,
      ).run(`address-${id}`, `lane-${id}`, `+52${id}`, `+52${id}`, now);
      db.prepare('insert into person (id, lane_id, name, created_at) values (?, ?, ?, ?)').run(
        id,
        `lane-${id}`,
        'Ana',
        now,
      );
      db.prepare('insert into person_address (person_id, address_id, since) values (?, ?, ?)').run(
        id,
        `address-${id}`,
        now,
      );
    },
  };
}
export type TestDatabase = ReturnType<typeof openDatabase>;
