import { existsSync } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import { point } from '../base/points.ts';
import { ensureFolder } from '../files.ts';
import { copyDatabase } from '../store/sqlite/backup.ts';
import { reasonCode } from '../store/sqlite/faults.ts';
import { lookInside } from '../store/sqlite/look-inside.ts';
import { beOnlyRunner } from '../store/sqlite/only-runner.ts';
import { keepNewest, nameOf, newestIn, partOf, sweep } from './backup-kept.ts';
import { DATABASE, type Manifest, MEDIA, manifestPath, manifestText, onDisk, sha256Of } from './backup-manifest.ts';
import { copyMedia } from './backup-media.ts';
import { VERSION } from './top.ts';

export interface BackupOptions {
  /** The database file, which a running process may be writing. */
  readonly database: string;
  /** Files that learners sent; null: without them. */
  readonly media: string | null;
  /** Where backups lie, each a folder of its own. */
  readonly folder: string;
  /** So many stay, this one included; null: all of them. */
  readonly keep: number | null;
  readonly clock: Clock;
  readonly onProgress?: (progress: BackupProgress) => void;
}

export interface BackupProgress {
  readonly what: 'database' | 'media';
  /** Pages, or files. */
  readonly done: number;
  readonly total: number;
}

export interface BackedUp {
  readonly path: string;
  readonly manifest: Manifest;
  /** Older ones that went. */
  readonly removed: number;
}

/**
 * Copies database and files, online, into a new folder below `folder`. The copy is made under another name, checked whole
 * and on the disk before it gets its own: what is killed in between leaves no backup, and its rest goes with the next. Settings
 * are not in it. Blocks its thread for long stretches.
 *
 * Throws DATABASE_NONE, BACKUP_RUNNING, BACKUP_FAILED, FOLDER_UNWRITABLE.
 */
export async function backUp(options: BackupOptions): Promise<BackedUp> {
  const { database, folder, keep, clock, onProgress } = options;
  if (!existsSync(database)) throw new RecadoError('DATABASE_NONE', { path: database });
  ensureFolder(folder);
  const letGo = onlyOneTo(folder);
  const takenAt = clock.now();
  const name = nameOf(takenAt);
  const part = join(folder, partOf(name));
  const path = join(folder, name);
  try {
    await sweep(folder);
    await mkdir(part, { mode: 0o700 });
    const copy = join(part, DATABASE);
    await copyDatabase(database, copy, (progress) => {
      onProgress?.({ what: 'database', ...progress });
      point('backup.copying');
    });
    const { faults, migration, rows } = lookInside(copy);
    if (migration === null) throw new RecadoError('BACKUP_FAILED', { why: faults[0] ?? 'no migrations in it' });
    const before = newestIn(folder);
    const media =
      options.media === null
        ? null
        : await copyMedia(
            options.media,
            join(part, MEDIA),
            before && { folder: join(before.path, MEDIA), files: before.manifest.media ?? [] },
            (done, total) => onProgress?.({ what: 'media', done, total }),
          );
    const manifest = {
      version: VERSION,
      takenAt,
      migration,
      database: { bytes: (await stat(copy)).size, sha256: await sha256Of(copy) },
      rows,
      media,
    };
    await writeFile(manifestPath(part), manifestText(manifest), { mode: 0o600, flag: 'wx' });
    await onDisk(copy);
    await onDisk(manifestPath(part));
    point('backup.whole');
    await rename(part, path);
    await onDisk(folder);
    return { path, manifest: { layout: 1, ...manifest }, removed: keep === null ? 0 : await keepNewest(folder, keep) };
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    if (error instanceof RecadoError) throw error;
    throw new RecadoError('BACKUP_FAILED', { why: systemCode(error) ?? reasonCode(error) }, { cause: error });
  } finally {
    letGo();
  }
}

/** The system's lock, gone with the process that holds it. */
function onlyOneTo(folder: string): () => void {
  try {
    return beOnlyRunner(join(folder, '.backup'));
  } catch (error) {
    if (error instanceof RecadoError && error.code === 'DATABASE_LOCKED')
      throw new RecadoError('BACKUP_RUNNING', { folder }, { cause: error });
    throw new RecadoError('FOLDER_UNWRITABLE', { folder }, { cause: error });
  }
}

const systemCode = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;
