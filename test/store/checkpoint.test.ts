import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createCheckpoints } from '../../src/store/sqlite/checkpoint.ts';
import { connectWriter } from '../../src/store/sqlite/connect.ts';

const PAGE = 4_096;

test('the log is copied back beside the writer and begins anew, long before the writer would do it itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'recado-checkpoint-'));
  const path = join(folder, 'recado.db');
  const db = connectWriter(path);
  db.exec('create table t (id integer primary key, v blob)');
  const checkpoints = createCheckpoints(db);
  const insert = db.prepare('insert into t (v) values (zeroblob(400000))'); // some hundred pages each
  const write = (times: number): void => {
    for (let n = 0; n < times; n++) {
      insert.run();
      checkpoints.committed();
    }
  };
  const inLog = () => (db.prepare('pragma wal_checkpoint(noop)').raw().get() as [number, number, number]).slice(1);

  write(48);
  for (let n = 0; n < 200 && inLog()[0] !== inLog()[1]; n++) await wait(50);
  expect(inLog()[0]).toBe(inLog()[1]); // all that the log holds is in the database
  const size = statSync(`${path}-wal`).size;
  expect(size).toBeLessThan(16_000 * PAGE);
  write(4);
  expect(statSync(`${path}-wal`).size).toBe(size); // begun anew, not grown
  await checkpoints.close();
  db.close();
  const kept = new Sqlite(path, { readonly: true });
  expect(kept.prepare('select count(*) from t').pluck().get()).toBe(52);
  expect(kept.pragma('integrity_check', { simple: true })).toBe('ok');
  kept.close();
  rmSync(folder, { recursive: true });
}, 30_000);
