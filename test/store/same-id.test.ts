import Sqlite from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import type { Think } from '../../src/store/port.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { batch, optionsFor, START, temporaryFolder, text } from './setup.ts';
import { think } from './think.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

test('two turns that draw the same id for their replies: one waits for the next batch, and both are answered', async () => {
  const path = `${folder.path}/same-id.db`;
  const drawn: Think = (lane, item, at) => {
    const thought = think(lane, item, at);
    const rows = thought.rows.map((row) =>
      row.table === 'outbox' && row.op === 'insert' ? { ...row, values: { ...row.values, id: `r${at.now}` } } : row,
    );
    return { ...thought, rows };
  };
  const store = openSqlite({ ...optionsFor(path), think: drawn });
  const { turns } = await batch(store, [text('Ana', 'hola'), text('Luz', 'hola')]);
  expect(turns.map(({ state, did }) => [state, did])).toEqual([
    ['done', 'heard hola'],
    ['failed', expect.stringMatching(/^SQLITE_CONSTRAINT/)],
  ]);
  await batch(store, [], { now: START + 1 });
  await store.close();
  const db = new Sqlite(path, { readonly: true });
  expect(db.prepare('select cause, id from outbox order by cause').raw().all()).toEqual([
    [1, `r${START}`],
    [2, `r${START + 1}`],
  ]);
  expect(db.prepare('select state, count(*) from inbox group by state').raw().all()).toEqual([[1, 2]]);
  db.close();
});
