import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { batch, drain, ENGINES, migrations, optionsFor, peek, temporaryFolder, text } from './setup.ts';

let folder: ReturnType<typeof temporaryFolder>;
let open: Store[];
const path = () => join(folder.path, 'recado.db');
const count = (from: string) => peek<{ n: number }>(path(), `select count(*) as n from ${from}`)[0]!.n;

beforeEach(() => {
  folder = temporaryFolder();
  open = [];
});
afterEach(async () => {
  for (const store of open) await store.close().catch(() => {});
  folder.remove();
});

function opened(store: Store): Store {
  open.push(store);
  return store;
}

for (const engine of ENGINES) {
  describe(engine.name, () => {
    it('makes the folder of a new database', async () => {
      const deep = join(folder.path, 'a', 'b', 'recado.db');
      opened(await engine.open(deep));
      expect(peek(deep, "select value from setting where name = 'clean_stop'")).toEqual([{ value: '0' }]);
    });

    it('says that a folder cannot be written', async () => {
      writeFileSync(join(folder.path, 'file'), '');
      await expect(engine.open(join(folder.path, 'file', 'recado.db'))).rejects.toMatchObject({
        code: 'DATABASE_UNWRITABLE',
      });
      await expect(engine.open(folder.path)).rejects.toMatchObject({ code: 'DATABASE_UNWRITABLE' });
    });

    it('says that a file is damaged or none of ours', async () => {
      writeFileSync(
        path(),
        'this is a letter, not a database, and it is long enough to be read as a header'.repeat(99),
      );
      await expect(engine.open(path())).rejects.toMatchObject({ code: 'DATABASE_CORRUPT' });
    });

    it('says that another process holds the file', async () => {
      const other = new Sqlite(path());
      other.pragma('locking_mode = exclusive');
      other.exec('create table x (a); begin exclusive');
      await expect(engine.open(path())).rejects.toMatchObject({ code: 'DATABASE_LOCKED' });
      other.close();
    });

    it('keeps what arrived when the disk has no room for the turns, and works them later', async () => {
      const pages = await roomFor(engine, 12);
      let store = opened(await engine.open(path(), { maxPages: pages }));
      const outcome = await batch(store, [text('Ana', 'big 200'), text('Luz', 'hola')]);
      expect(outcome).toMatchObject({ accepted: ['new', 'new'], turns: [], more: true, stuck: 'SQLITE_FULL' });
      expect(count('inbox where state = 0 and tries = 0')).toBe(2);
      expect(count('outbox')).toBe(0);
      await store.close();
      store = opened(await engine.open(path()));
      expect((await drain(store)).map((t) => t.state)).toEqual(['done', 'done']);
    });

    it('refuses with a code when not even the acceptance fits, and loses nothing that was accepted', async () => {
      const pages = await roomFor(engine, 12);
      const store = opened(await engine.open(path(), { maxPages: pages }));
      const many = Array.from({ length: 300 }, (_, i) => text(`P${i}`, `hola ${i}`));
      await expect(batch(store, many)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', status: 503 });
      expect(count('inbox')).toBe(0);
      expect((await batch(store, [text('Ana', 'hola')])).accepted).toEqual(['new']);
    });

    it('is careful after an unclean stop until the backlog is worked', async () => {
      const store = opened(await engine.open(path()));
      await batch(store, [text('Ana', 'hola')]);
      const copy = join(folder.path, 'copy.db'); // as the disk would look after a power cut
      for (const end of ['', '-wal']) copyFileSync(path() + end, copy + end);
      const again = opened(await engine.open(copy));
      const outcome = await batch(again, [text('Ana', 'sigo'), text('Eva', 'throw'), text('Luz', 'hola')]);
      expect(outcome.accepted).toEqual(['new', 'new', 'new']);
      expect(outcome.turns.map((t) => t.state)).toEqual(['done', 'failed', 'done']);
      const tries = peek<{ tries: number }>(copy, 'select tries from inbox order by seq').map((row) => row.tries);
      expect(tries).toEqual([0, 1, 1, 1]); // the first was worked before, when nobody counted ahead
      await drain(again);
      await batch(again, [text('Ana', 'otra')]);
      expect(peek(copy, 'select tries, state from inbox order by seq desc limit 1')).toEqual([{ tries: 0, state: 1 }]);
    });
  });
}

/** A prepared database and the number of pages that leaves only so many free. */
async function roomFor(engine: (typeof ENGINES)[number], free: number): Promise<number> {
  const store = await engine.open(path());
  await store.close();
  return peek<{ page_count: number }>(path(), 'pragma page_count')[0]!.page_count + free;
}

describe('SQLite in a worker thread', () => {
  it('reports a thread that dies, and sets the message aside that killed it five times', async () => {
    const worker = ENGINES[1]!;
    let crashes = 0;
    const start = async () => opened(await worker.open(path(), {}, () => crashes++));
    // The first death takes its batch with it: nobody was told that it was kept.
    let store = await start();
    const poison = text('Eva', 'die');
    await expect(batch(store, [poison])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(batch(store, [])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect([crashes, count('inbox')]).toEqual([1, 0]);
    // The provider sends it again, and now acceptance and tries are committed first.
    for (let tries = 1; tries <= 5; tries++) {
      store = await start();
      const arrived = tries === 1 ? [poison, text('Luz', 'hola', { sentAt: poison.sentAt + 1 })] : [];
      await expect(batch(store, arrived)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      expect(peek(path(), 'select tries, state from inbox where seq = 1')).toEqual([{ tries, state: 0 }]);
    }
    store = await start();
    expect((await drain(store)).map((t) => [t.state, t.did])).toEqual([
      ['aside', 'TURN_KILLED'],
      ['done', 'heard hola'],
    ]);
    expect(crashes).toBe(6);
  });
});

describe('opening', () => {
  // By ways that stop even root, whom a folder without rights would not.
  it.each([
    ['a folder that is a file', () => writeFileSync(join(folder.path, 'not-a-folder'), ''), 'not-a-folder/recado.db'],
    ['a folder that takes no files', () => {}, '/proc/self/recado.db'],
    ['a database that is a folder', () => mkdirSync(join(folder.path, 'recado.db')), 'recado.db'],
  ])('says that it cannot write: %s', (_says, prepare, file) => {
    prepare();
    const options = optionsFor(resolve(folder.path, file));
    expect(() => openSqlite(options)).toThrow(expect.objectContaining({ code: 'DATABASE_UNWRITABLE' }));
  });

  it('refuses a database of a newer version', async () => {
    const files = migrations();
    await openSqlite({
      ...optionsFor(path()),
      migrations: [...files, { name: '9999-later.sqlite.sql', sql: 'create table later (id text) strict;' }],
    }).close();
    expect(() => openSqlite(optionsFor(path()))).toThrow(expect.objectContaining({ code: 'SCHEMA_NEWER' }));
  });
});
