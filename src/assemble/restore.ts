import { existsSync, readdirSync } from 'node:fs';
import { chmod, copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Clock, Millis } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import { point } from '../base/points.ts';
import { ensureFolder } from '../files.ts';
import { PARTICIPATING } from '../programme/consents/input.ts';
import { lookInside } from '../store/sqlite/look-inside.ts';
import { beOnlyRunner } from '../store/sqlite/only-runner.ts';
import { type CarriedOver, noteRestore } from '../store/sqlite/restored.ts';
import { DATABASE, type Manifest, MEDIA, onDisk, readManifest, sha256Of } from './backup-manifest.ts';

export interface RestoreOptions {
  /** The folder of one backup. */
  readonly backup: string;
  readonly database: string;
  readonly media: string;
  /** What stands at the place is kept aside; otherwise it stops the restore. */
  readonly force: boolean;
  /** Nothing worked the database after the backup was taken, so what waits in it never left. */
  readonly unusedSince: boolean;
  readonly clock: Clock;
}

export interface Restored {
  readonly manifest: Manifest;
  /** Where what was there is now. */
  readonly aside: readonly string[];
  /** What the newer database, kept aside, knew of people's wishes; null: there was none, or it could not be read. */
  readonly carried: CarriedOver | null;
  /** As asked, unless the newer database shows that something ran since. */
  readonly unusedSince: boolean;
}

/**
 * Puts a backup in the place of database and files: checked whole before anything is touched, the database last and under its
 * name in one step. Migrations run at the next start, which also settles what may have left since (after-restore.ts).
 * Throws BACKUP_UNREADABLE, BACKUP_DAMAGED, RESTORE_IN_USE, RESTORE_OCCUPIED, FOLDER_UNWRITABLE.
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { backup, database, media, force, unusedSince, clock } = options;
  const manifest = readManifest(backup);
  await checkWhole(backup, manifest);
  ensureFolder(dirname(database));
  const letGo = alone(database);
  try {
    const there = [database, ...(manifest.media ? [media] : [])].filter(occupied);
    if (there[0] !== undefined && !force) throw new RecadoError('RESTORE_OCCUPIED', { path: there[0] });
    const now = clock.now();
    const part = partOf(database);
    const before = existsSync(part) ? await cutOff(database) : null;
    await rm(part, { force: true });
    await copyFile(join(backup, DATABASE), part);
    await chmod(part, 0o600);
    const noted = noteRestore(part, {
      takenAt: manifest.takenAt,
      restoredAt: now,
      unusedSince,
      newer: existsSync(database) ? database : before,
      participating: PARTICIPATING,
    });
    const files = manifest.media && (await copyFiles(backup, `${media}.restoring`, manifest));
    await onDisk(part);
    const aside = await putAside([database, ...there.filter((path) => path !== database)], now);
    point('restore.placing');
    if (files) await rename(files, media);
    await rename(part, database);
    await onDisk(dirname(database));
    return { manifest, aside: before === null ? aside : [before, ...aside], ...noted };
  } finally {
    letGo();
  }
}

/** The copy on its way to its place. */
const partOf = (database: string): string => `${database}.restoring`;

/**
 * A restore that was killed after it had put aside what was there: whoever opens the database now would begin an empty one.
 * Throws RESTORE_UNFINISHED.
 */
export function refuseUnfinished(database: string): void {
  if (!existsSync(database) && existsSync(partOf(database)))
    throw new RecadoError('RESTORE_UNFINISHED', { path: database });
}

/** Every byte is as it was, and SQLite finds no fault. Throws BACKUP_DAMAGED. */
export async function checkWhole(folder: string, manifest: Manifest): Promise<void> {
  const damaged = (path: string, what: string) => new RecadoError('BACKUP_DAMAGED', { folder, path, what });
  const wanted = [
    { path: DATABASE, ...manifest.database },
    ...(manifest.media ?? []).map((file) => ({ ...file, path: join(MEDIA, file.path) })),
  ];
  for (const { path, sha256 } of wanted) {
    const found = await sha256Of(join(folder, path)).catch(() => null);
    if (found === null) throw damaged(path, 'it is missing');
    if (found !== sha256) throw damaged(path, 'it has changed');
  }
  const { faults } = lookInside(join(folder, DATABASE));
  if (faults.length > 0) throw damaged(DATABASE, 'SQLite finds faults in it');
}

async function copyFiles(backup: string, to: string, { media }: Manifest): Promise<string> {
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const { path } of media ?? []) {
    const target = join(to, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(join(backup, MEDIA, path), target);
    await chmod(target, 0o600);
    await onDisk(target);
  }
  return to;
}

/** What is put aside has this and the moment added to its name. */
const MARK = '.before-restore-';

/** The log of a database goes with it; one that was left behind alone would be written into the restored one. */
const BESIDE = ['', '-wal', '-shm'];

/**
 * What a restore that was cut off had put aside, with all that belongs to it: it is still the newest that is known of people's
 * wishes. null: it had not come so far.
 */
async function cutOff(database: string): Promise<string | null> {
  if (existsSync(database)) return null;
  const marked = `${basename(database)}${MARK}`;
  const [newest] = readdirSync(dirname(database))
    .filter((name) => name.startsWith(marked) && name.endsWith('Z'))
    .sort()
    .reverse();
  if (newest === undefined) return null;
  const aside = join(dirname(database), newest);
  for (const end of BESIDE) if (existsSync(database + end)) await rename(database + end, aside + end);
  return aside;
}

async function putAside(there: readonly string[], now: Millis): Promise<string[]> {
  const mark = `${MARK}${new Date(now).toISOString().replace(/[-:.]/g, '')}`;
  for (const path of there)
    for (const end of BESIDE) if (existsSync(path + end)) await rename(path + end, path + mark + end);
  return there.map((path) => path + mark).filter((path) => existsSync(path));
}

const occupied = (path: string): boolean => {
  if (!existsSync(path)) return false;
  try {
    return readdirSync(path).length > 0;
  } catch {
    return true; // a file
  }
};

function alone(database: string): () => void {
  try {
    return beOnlyRunner(database);
  } catch (error) {
    if (error instanceof RecadoError && error.code === 'DATABASE_LOCKED')
      throw new RecadoError('RESTORE_IN_USE', { path: database }, { cause: error });
    throw error;
  }
}
