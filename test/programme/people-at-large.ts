import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { OPERATIONS } from '../../src/assemble/capabilities.ts';
import { HandClock, type Millis } from '../../src/base/clock.ts';
import { readMigrations } from '../../src/files.ts';
import type { PackFacts } from '../../src/programme/pack-facts.ts';
import { type AnyOperation, type Operation, operationName, type SqlRow } from '../../src/store/port.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';

/** Monday 2 March 2026, 10:00 in Monterrey. */
export const MONDAY: Millis = Date.parse('2026-03-02T10:00:00-06:00');

export const PACK: PackFacts = {
  programme: 'llera',
  title: 'Negocio de mi tierra',
  languages: ['es-MX', 'yua'],
  timezone: 'America/Monterrey',
  quiet: [{ from: '20:00', to: '09:00' }],
  currency: 'MXN',
  consent: 'consentimiento-1',
  join: 'MITIERRA',
  mayStart: true,
  purposes: [],
  prices: [{ form: 'sms', milli: 80_000, currency: 'MXN', verifiedOn: '2026-03-01' }],
  templates: [],
  signature: {
    'es-MX': { text: 'Para {{name}}:', sms: 'Para {{name}}:' },
    yua: { text: 'Ti {{name}}:', sms: 'Ti {{name}}:' },
  },
};

/** A real store with our operations and nothing that thinks, which a test may fill and spoil. */
export async function openRecords(more: readonly AnyOperation[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'recado-records-'));
  const path = join(folder, 'records.db');
  const clock = new HandClock(MONDAY);
  const store = openSqlite({
    path,
    migrations: readMigrations(join(import.meta.dirname, '../../migrations'), 'sqlite'),
    clock,
    think: () => ({ conversations: [], rows: [], did: 'nothing' }),
    facts: [],
    operations: [...OPERATIONS, ...more],
    rebuild: () => {
      throw new Error('nothing to rebuild');
    },
  });
  const db = new Database(path);
  let seeds = 0;
  db.prepare(`insert into setting (name, value, updated_at) values ('pack.llera', ?, 0)`).run(JSON.stringify(PACK));
  return {
    clock,
    store,
    db,
    operate: <I, O>(operation: Operation<I, O>, input: I): Promise<O> =>
      store.operate(operationName(operation), input, { now: clock.now(), seed: `records-${seeds++}` }),
    rows: (sql: string, ...params: unknown[]): SqlRow[] => db.prepare(sql).all(...params) as SqlRow[],
    run: (sql: string, ...params: unknown[]): void => void db.prepare(sql).run(...params),
    async close(): Promise<void> {
      db.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type Records = Awaited<ReturnType<typeof openRecords>>;

/** So many enrolled people with a phone each, a third of them on WhatsApp with a closed window and no SMS. */
export function fill({ db }: Records, people: number): void {
  const some = `with recursive some (i) as (select 0 union all select i + 1 from some where i + 1 < ${people}),
    named as (select i, printf('p%06d', i) as id, printf('+52834%07d', i) as phone from some)`;
  db.exec(`begin;
    ${some} insert into lane (id, created_at) select 'l' || id, 0 from named;
    ${some} insert into address (id, lane_id, channel, our_number, raw, phone, window_at, created_at)
      select 'a' || id, 'l' || id, iif(i % 3 = 0, 'whatsapp-cloud', 'twilio-sms'), '+520', phone, phone, 0, 0 from named;
    ${some} insert into person (id, lane_id, name, language, created_at) select id, 'l' || id, 'Ana ' || i, 'es-MX', 0 from named;
    ${some} insert into person_address (person_id, address_id, since) select id, 'a' || id, 0 from named;
    ${some} insert into enrolment (person_id, programme, state, since) select id, 'llera', 'active', 0 from named;
    commit`);
}
