import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runShell } from '../../src/assemble/shell.ts';
import { open } from '../../src/assemble/start.ts';
import { readConfig } from '../../src/config.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-shell-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function opened() {
  return open(
    readConfig({
      DATABASE_URL: `sqlite:${folder}/data/recado.db`,
      MEDIA_DIR: `${folder}/data/media`,
      LOG_LEVEL: 'silent',
    }),
  );
}

test('a command beside a running server leaves turns and sends to the server', async () => {
  const { app } = await opened();
  const ran = await runShell(['enrol', 'Ana', '--phone', '+528341234567', '--programme', 'llera'], async () => app);
  expect(ran).toMatchObject({ code: 0 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const rows = await app.store.read<{ state: number }>({ sql: { sqlite: 'select state from event' }, params: {} });
  expect(rows).toEqual([{ state: 0 }]);
  const sent = await app.store.read({ sql: { sqlite: 'select state from outbox' }, params: {} });
  expect(sent).toEqual([]);
  await app.close();
});

test('what holds learners’ words is for the owner of the process alone', async () => {
  const { app } = await opened();
  await app.operate({ name: 'store.settings.set' } as never, { name: 'x', value: 'y' });
  const modeOf = (path: string) => (statSync(join(folder, path)).mode & 0o777).toString(8);
  const modes = ['data', 'data/media', 'data/recado.db'].map(modeOf);
  const wal = existsSync(join(folder, 'data/recado.db-wal')) ? modeOf('data/recado.db-wal') : '600';
  await app.close();
  expect([...modes, wal]).toEqual(['700', '700', '600', '600']);
});
