import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { build, pause } from '../../end-to-end/process.ts';
import { quiet } from './books.ts';
import { buildDisk, Disk, type DiskFault, slowFsync } from './disk.ts';
import { broken } from './laws.ts';
import { Learners } from './learners.ts';
import { Town } from './town.ts';

const built = mkdtempSync(join(tmpdir(), 'recado-disk-'));
const disk = buildDisk(built);
const library = 'library' in disk ? disk.library : '';
const LEARNERS = 6;
/** How long the disk stays so, in real ms. */
const BAD_FOR = 3_000;
const PATIENCE = 90_000;

let town: Town;
let living: NodeJS.Timeout | undefined;

beforeAll(build, 120_000);
afterEach(async () => {
  clearInterval(living);
  await town?.close();
});

/** `npm test` looks at some of each; `PROVE_LONG=1` at all. */
const LONG = process.env['PROVE_LONG'] !== undefined;
const FAULTS: [DiskFault, string][] = [
  ['ENOSPC', 'fills and is freed'],
  ['EROFS', 'becomes read-only and writable again'],
  ['EIO', 'fails and is well again'],
];
/** Without a C compiler nothing of this can be shown; a long run says so as a failure. */
const unbuilt = 'why' in disk ? disk.why : undefined;
describe.skipIf(unbuilt !== undefined && !LONG)(
  unbuilt === undefined ? 'the disk' : `the disk (not shown: no C compiler here: ${unbuilt})`,
  () => {
    test.each(LONG ? FAULTS : FAULTS.slice(0, 1))(
      'E: %s: it %s under way: nothing is lost, nothing happens twice',
      { timeout: 200_000 },
      async (fault) => {
        const { learners, bad } = await opened({});
        await until(() => learners.all.some(({ sent }) => sent.length > 3));
        bad.fails(fault);
        await pause(BAD_FOR / 2);
        expect(await ready()).toBe(503);
        expect(town.process.running).toBe(true);
        await pause(BAD_FOR / 2);
        bad.fails(null);
        await until(async () => (await ready()) === 200);
        // Twilio does not come again by itself: what it could not hand over is asked for at the next start.
        expect(await town.process.end('SIGTERM')).toBe(0);
        await again();
        await end(learners);
        expect(town.process.errors).toBe('');
      },
    );

    test.each(LONG ? [1, 100] : [100])(
      'E: every fsync takes %i ms longer: all goes its way',
      { timeout: 200_000 },
      async (ms) => {
        const { learners } = await opened(slowFsync(library, ms));
        await end(learners);
      },
    );

    test('a disk that is read-only from the start is told by its code', { timeout: 60_000 }, async () => {
      const { bad } = await opened({}, 0);
      await town.process.end('SIGTERM');
      bad.fails('EROFS');
      town.start();
      expect(await town.process.ended).toBe(1);
      expect(town.process.errors).toContain('DATABASE_UNWRITABLE');
    });
  },
);

async function opened(more: Readonly<Record<string, string>>, count = LEARNERS) {
  town = await new Town('main').open('disk');
  const bad = new Disk(library, town.folder);
  town.more = { ...bad.settings, ...more };
  const learners = new Learners(town.emulator, 'disk');
  await again();
  if (count > 0) await town.command('cohort', 'new', 'muelle', '--name', 'grupo-a', '--starts', '2026-03-02');
  for (let i = 0; i < count; i++) learners.one();
  living = setInterval(() => learners.live(), 10);
  return { learners, bad };
}

async function again(): Promise<void> {
  town.start();
  await town.process.serving();
}

async function ready(): Promise<number> {
  const response = await fetch(`${town.url}/health/ready`);
  await response.arrayBuffer();
  return response.status;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const most = performance.now() + PATIENCE;
  while (!(await holds()) && performance.now() < most) await pause(50);
}

/** All is worked, the product stops cleanly, and no promise is broken. */
async function end(learners: Learners): Promise<void> {
  await until(() => learners.done && quiet(town));
  expect(await town.process.end('SIGTERM')).toBe(0);
  expect(broken({ town, learners: learners.all, cut: new Map() })).toEqual([]);
}

process.once('exit', () => rmSync(built, { recursive: true, force: true }));
