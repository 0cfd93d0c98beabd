import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { HandClock } from '../../src/base/clock.ts';
import { hash32 } from '../../src/base/random.ts';
import type { Inbound } from '../../src/domain/inbound.ts';
import type { Migration } from '../../src/store/migrate.ts';
import { storeOperations } from '../../src/store/operations.ts';
import type { Store } from '../../src/store/port.ts';
import { openEngine, type SqliteOptions } from '../../src/store/sqlite/engine.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { openSqliteWorker } from '../../src/store/worker/open.ts';
import { testOperations } from './operations.ts';
import { facts, think } from './think.ts';

export const START = Date.UTC(2026, 2, 2, 16);

export function migrations(): Migration[] {
  const folder = new URL('../../migrations/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sqlite.sql'))
    .map((name) => ({ name, sql: readFileSync(new URL(name, folder), 'utf8') }));
}

export const optionsFor = (path: string): SqliteOptions => ({
  path,
  migrations: migrations(),
  clock: new HandClock(START),
  think,
  operations: [...storeOperations, ...testOperations],
  facts,
  thinkTimeoutMs: 300,
  // A reload adds a mark to what became of each turn, so that the test sees which brain thought.
  rebuild: (mark) => ({ facts, think: (...all) => ({ ...think(...all), did: String(mark) }) }),
});

export type Tuning = Pick<SqliteOptions, 'maxPages'>;
export const openTestEngine = (path: string, tuning: Tuning) => openEngine({ ...optionsFor(path), ...tuning });

/** Every engine that must keep the contract. PostgreSQL will be a third line. */
export const ENGINES: readonly {
  readonly name: string;
  open(path: string, tuning?: Tuning, onCrash?: () => void): Promise<Store>;
}[] = [
  { name: 'SQLite in this thread', open: async (path, tuning) => openSqlite({ ...optionsFor(path), ...tuning }) },
  {
    name: 'SQLite in a worker thread',
    open: (path, tuning = {}, onCrash = () => {}) =>
      openSqliteWorker({ entry: new URL('./engine-thread.ts', import.meta.url), data: { path, tuning }, onCrash }),
  },
];

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'recado-store-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

let made = 0;

/** A text from someone: a name stands for her phone. */
export function text(from: string, says: string, more: Partial<Inbound> = {}): Inbound {
  const phone = `+52155${hash32(from) % 100_000_000}`;
  return {
    our: { channel: 'whatsapp-cloud', number: '111' },
    providerId: `wamid.${++made}`,
    sender: { raw: phone.slice(1), waId: phone.slice(1), phone },
    sentAt: START,
    sentBy: 'provider',
    content: { kind: 'text', text: says },
    ...more,
  };
}

let batches = 0;

export function batch(store: Store, arrived: readonly Inbound[], more: { limit?: number; now?: number } = {}) {
  return store.turnBatch({ arrived, limit: 100, now: START, seed: `batch-${++batches}`, ...more });
}

/** Batches until nothing is pending. Returns all turns. */
export async function drain(store: Store, now: number = START) {
  const turns = [];
  for (let more = true, i = 0; more && i < 1000; i++) {
    const outcome = await batch(store, [], { now });
    turns.push(...outcome.turns);
    more = outcome.more;
  }
  return turns;
}

/** Looks into the database from outside, by a connection of the test's own. */
export function peek<R>(path: string, sql: string): R[] {
  const db = new Sqlite(path);
  try {
    return db.prepare(sql).all() as R[];
  } finally {
    db.close();
  }
}
