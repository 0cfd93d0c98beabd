import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readManifest } from '../../../src/assemble/backup-manifest.ts';
import { checkWhole } from '../../../src/assemble/restore.ts';
import { MINUTE } from '../../../src/base/clock.ts';
import { build } from '../../end-to-end/process.ts';
import { buildDisk, Disk } from './disk.ts';
import { Town } from './town.ts';

const built = mkdtempSync(join(tmpdir(), 'recado-disk-'));
const disk = buildDisk(built);

let town: Town;

beforeAll(build, 300_000);
afterEach(async () => town?.close());
process.once('exit', () => rmSync(built, { recursive: true, force: true }));

const folder = () => join(town.folder, 'backups');
const names = () => (existsSync(folder()) ? readdirSync(folder()) : []);
const whole = () =>
  names()
    .filter((name) => name.startsWith('recado-'))
    .sort();
const parts = () => names().filter((name) => name.endsWith('.part'));

/** `HH:MM` where muelle is. */
const hour = (at: number) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Monterrey', hour: '2-digit', minute: '2-digit' }).format(at);

describe.skipIf('why' in disk)(
  `the daily backup${'why' in disk ? ` (not shown: no C compiler here: ${disk.why})` : ''}`,
  () => {
    test('E: on a full disk it is told, served on and the old copy kept; killed half-way it leaves no copy; then it is made, and so many stay', {
      timeout: 240_000,
    }, async () => {
      town = await new Town('main').open('daily');
      mkdirSync(folder());
      const bad = new Disk('library' in disk ? disk.library : '', folder());
      town.more = { ...bad.settings, BACKUP_DIR: folder() };
      town.start();
      await town.process.serving();
      for (let i = 0; i < 2; i++) await town.command('backup', folder());
      const old = whole();
      expect(old).toHaveLength(2);
      expect(await town.process.end('SIGTERM')).toBe(0);

      bad.fails('ENOSPC');
      town.more = { ...town.more, BACKUP_KEEP: '2', BACKUP_AT: hour(town.clock.now() + 2 * MINUTE) };
      town.start();
      await town.process.serving();
      await town.until('told', () => town.process.said.includes('the daily backup was not made'));
      expect(town.process.said).toMatch(/FOLDER_UNWRITABLE|BACKUP_FAILED/);
      expect(whole()).toEqual(old);
      expect(parts()).toEqual([]);
      expect((await fetch(`${town.url}/health/ready`)).status).toBe(200);
      const [, age] =
        /^recado_backup_age_seconds (\S+)$/m.exec(await (await fetch(`${town.url}/metrics`)).text()) ?? [];
      expect(Number(age)).toBeGreaterThan(60);
      await town.process.end('SIGKILL');

      // There is room again: it is made up for at the next start, which is killed before the copy has its name.
      bad.fails(null);
      town.start({ point: 'backup.whole', nth: 1 });
      await town.process.ended;
      expect(town.book).toEqual(['backup.whole worker']);
      expect(whole()).toEqual(old);
      expect(parts()).toHaveLength(1);

      town.start();
      await town.process.serving();
      await town.until('made', () => whole().at(-1) !== old.at(-1) && whole().length === 2);
      expect(whole()[0]).toBe(old[1]);
      expect(parts()).toEqual([]);
      const made = join(folder(), whole()[1]!);
      await checkWhole(made, readManifest(made));
    });
  },
);
