import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HandClock } from '../../src/base/clock.ts';
import { readMigrations } from '../../src/files.ts';
import { openEngine } from '../../src/store/sqlite/engine.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-visitor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const MIGRATIONS = readMigrations(join(import.meta.dirname, '../../migrations'), 'sqlite');

it('a command beside the running product leaves the note of its clean stop alone', async () => {
  const path = join(folder, 'recado.db');
  const options = { path, migrations: MIGRATIONS, clock: new HandClock(1), operations: [], facts: [] };
  const think = () => ({ conversations: [], rows: [], did: 'nothing' });
  const note = (): unknown => {
    const db = new Sqlite(path, { readonly: true });
    const value = db.prepare("select value from setting where name = 'clean_stop'").pluck().get();
    db.close();
    return value;
  };

  const product = openEngine({ ...options, think });
  expect(note()).toBe('0'); // a kill -9 from here on is seen at the next start
  await openEngine({ ...options, think, visitor: true }).close();
  expect(note()).toBe('0');
  await product.close();
  expect(note()).toBe('1');
});
