import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-crash-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const TOP = join(import.meta.dirname, '../..');

it('ends with 1 and a coded line when the thread of the store dies, for a supervisor to start it again', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'crash-child.ts')], {
    cwd: TOP,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATABASE_URL: `sqlite:${join(folder, 'recado.db')}?thread=worker`,
      MEDIA_DIR: join(folder, 'media'),
      LOG_LEVEL: 'fatal',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (bytes) => (said += bytes));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(said).toContain('started');
  expect(code).toBe(1);
  const line = said.split('\n').find((one) => one.startsWith('{'))!;
  expect(JSON.parse(line)).toMatchObject({ level: 'fatal', code: 'STORE_DIED' });
}, 60_000);
