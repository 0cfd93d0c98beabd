import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { drain, optionsFor, peek, temporaryFolder } from './setup.ts';
import type { Kept } from './think.ts';

const KILLS = 8;

/** Runs the child until it has acknowledged something and a little longer, then kills it. Resolves with what it said. */
function killed(path: string, round: number): Promise<string[]> {
  const file = new URL('./kill-child.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', file, path, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), 5 + round * 7));
    child.stdout.on('data', (bytes) => (said += bytes));
    child.on('error', reject);
    // The last line may be cut: only whole ones were said.
    child.on('close', () => resolve(said.split('\n').slice(0, -1)));
  });
}

it('keeps every acknowledged message through kill -9 and thinks it once', async () => {
  const folder = temporaryFolder();
  const path = join(folder.path, 'recado.db');
  const acknowledged: string[] = [];
  for (let round = 0; round < KILLS; round++) acknowledged.push(...(await killed(path, round)));
  const store = openSqlite(optionsFor(path));
  await drain(store);
  await store.close();

  expect(acknowledged.length).toBeGreaterThan(KILLS);
  const kept = peek<{ provider_id: string; state: number }>(path, 'select provider_id, state from inbox');
  const done = new Set(kept.filter((row) => row.state === 1).map((row) => row.provider_id));
  expect(acknowledged.filter((id) => !done.has(id))).toEqual([]);
  expect(done.size).toBe(kept.length);
  // One answer each, and one mention in her conversation.
  expect(peek(path, 'select cause from outbox group by cause having count(*) > 1')).toEqual([]);
  expect(peek(path, 'select count(*) as n from outbox')).toEqual([{ n: kept.length }]);
  const heard = peek<{ state: string }>(path, 'select state from conversation').flatMap(
    (row) => (JSON.parse(row.state) as Kept).heard,
  );
  expect(heard.length).toBe(kept.length);
  expect(new Set(heard).size).toBe(kept.length);
  expect(peek(path, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  folder.remove();
}, 60_000);
