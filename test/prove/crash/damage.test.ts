import { closeSync, openSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { build, pause } from '../../end-to-end/process.ts';
import { rows } from './books.ts';
import { Town } from './town.ts';

/** Pages are of this size (SQLite's default). */
const PAGE = 4_096;
/** At the start, or when it is first needed. */
const TOLD = /DATABASE_CORRUPT|STORE_DAMAGED/;
/** By the table itself, also where one of its indexes is damaged. */
const KEPT = 'select provider_id as id from inbox not indexed';

const readable = (damaged: string) => damaged !== 'inbox';

let town: Town;

beforeAll(build, 300_000);
afterEach(async () => town?.close());

/** Overwrites a page of a table or index, as a failing disk does, while nobody has the file open. */
function damage(name: string): void {
  const [{ rootpage } = { rootpage: 0 }] = rows<{ rootpage: number }>(
    town,
    `select rootpage from sqlite_master where name = '${name}'`,
  );
  const db = new Database(town.database);
  db.pragma('wal_checkpoint(truncate)');
  db.close();
  const file = openSync(town.database, 'r+');
  writeSync(file, Buffer.alloc(PAGE, 0xa5), 0, PAGE, (rootpage - 1) * PAGE);
  closeSync(file);
}

const DAMAGED = ['conversation', 'inbox_pending', 'migration', 'inbox', 'outbox'];
/** `npm test` looks at three; `PROVE_LONG=1` at all. */
const LOOKED_AT = process.env['PROVE_LONG'] === undefined ? DAMAGED.slice(0, 3) : DAMAGED;

test.each(LOOKED_AT)(
  'E: a page of %s is damaged: told by its code, acknowledged only what is kept',
  { timeout: 120_000 },
  async (name) => {
    town = await new Town('main').open('damage');
    town.start();
    await town.process.serving();
    const phone = town.emulator.phone('528341100001', 'whatsapp-cloud');
    phone.sends('MUELLE');
    for (let i = 0; phone.inbox.length === 0 && i < 600; i++) await pause(50);
    expect(await town.process.end('SIGTERM')).toBe(0);
    damage(name);
    const before = [...town.acknowledged];
    town.start();
    const served = await town.process.serving().then(
      () => true,
      () => false,
    );
    if (served) {
      phone.sends('11');
      for (let i = 0; !TOLD.test(town.process.errors + town.process.said) && i < 400; i++) await pause(50);
      const kept = new Set(readable(name) ? rows<{ id: string }>(town, KEPT).map(({ id }) => id) : before);
      expect([...town.acknowledged].filter((one) => !kept.has(one))).toEqual([]);
    }
    expect(town.process.errors + town.process.said).toMatch(TOLD);
  },
);
