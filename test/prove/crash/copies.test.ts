import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Point } from '../../../src/base/points.ts';
import { build } from '../../end-to-end/process.ts';
import { rows } from './books.ts';
import { Town } from './town.ts';

let town: Town;

beforeAll(build, 300_000);
afterEach(async () => town?.close());

/** A town with one learner in it, stopped. */
async function withOneLearner(): Promise<void> {
  town = await new Town('main').open('copies');
  town.start();
  await town.process.serving();
  town.emulator.phone('528341100001', 'whatsapp-cloud').sends('MUELLE');
  while (town.acknowledged.size === 0) await new Promise((resolve) => setTimeout(resolve, 20));
}

const backups = () => (existsSync(join(town.folder, 'backups')) ? readdirSync(join(town.folder, 'backups')) : []);
const whole = () => backups().filter((name) => name.startsWith('recado-'));

test.each<Point>(['backup.copying', 'backup.whole'])(
  'E: a backup that is killed at %s leaves no backup, and the next one is whole',
  { timeout: 120_000 },
  async (point) => {
    await withOneLearner();
    await town.kill({ point, nth: 1 }, 'backup', join(town.folder, 'backups'), '--no-media');
    expect(town.book).toEqual([`${point} main`]);
    expect(whole()).toEqual([]);
    await town.command('backup', join(town.folder, 'backups'), '--no-media');
    expect(whole()).toHaveLength(1);
    expect(backups().filter((name) => !name.startsWith('.'))).toHaveLength(1);
    expect(town.process.running).toBe(true);
  },
);

test('E: a restore that is killed between the two databases is told at the next start, which begins no empty one', {
  timeout: 120_000,
}, async () => {
  await withOneLearner();
  await town.command('backup', join(town.folder, 'backups'), '--no-media');
  await town.process.end('SIGTERM');
  const backup = join(town.folder, 'backups', whole()[0]!);
  await town.kill({ point: 'restore.placing', nth: 1 }, 'restore', backup, '--force');
  expect(town.book).toEqual(['restore.placing main']);
  town.start();
  expect(await town.process.ended).toBe(1);
  expect(town.process.errors).toContain('RESTORE_UNFINISHED');
  await town.command('restore', backup, '--force');
  town.start();
  await town.process.serving();
  expect(rows(town, 'select count(*) as n from person')).toEqual([{ n: 1 }]);
});
