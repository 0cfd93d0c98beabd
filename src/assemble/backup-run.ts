import { join, resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import type { Config } from '../config.ts';
import { type BackupProgress, backUp } from './backup.ts';
import { DATABASE, MEDIA } from './backup-manifest.ts';
import { restore } from './restore.ts';
import { databaseOf } from './settings.ts';
import { type Phrase, type Speaker, speakerHere } from './tongue.ts';

export interface BackupAsked {
  readonly folder?: string | undefined;
  readonly media: boolean;
  readonly keep?: number | undefined;
  /** Told now and then of long work. */
  readonly say?: (line: string) => void;
}

/** `recado backup`. Throws as `backUp`. */
export async function backupNow(
  config: Config,
  asked: BackupAsked,
  { phrase }: Speaker = speakerHere(config),
): Promise<{ path: string; says: string }> {
  const { path, manifest, removed } = await backUp({
    database: databaseOf(config).path,
    media: asked.media ? config.MEDIA_DIR : null,
    folder: asked.folder ?? config.BACKUP_DIR,
    keep: asked.keep ?? null,
    clock: systemClock,
    ...(asked.say ? { onProgress: tenths(asked.say, phrase) } : {}),
  });
  const size = megabytes(manifest.database.bytes);
  const files = manifest.media ? phrase('backup.media', { count: manifest.media.length }) : phrase('backup.no-media');
  const went = removed === 0 ? '' : phrase('backup.removed', { count: removed });
  return { path: resolve(path), says: phrase('backup.done', { size, files, removed: went }) };
}

export interface RestoreAsked {
  readonly backup: string;
  /** A folder that gets database and media; absent: where the settings say. */
  readonly to?: string;
  readonly force: boolean;
  readonly unusedSince: boolean;
}

/** `recado restore`: what was done and what is to be done next, line by line. Throws as `restore`. */
export async function restoreFrom(
  config: Config,
  { backup, to, force, unusedSince }: RestoreAsked,
  { phrase }: Speaker = speakerHere(config),
): Promise<string[]> {
  const database = to === undefined ? databaseOf(config).path : join(to, DATABASE);
  const media = to === undefined ? config.MEDIA_DIR : join(to, MEDIA);
  const { manifest, aside, carried, ...settled } = await restore({
    backup,
    database,
    media,
    force,
    unusedSince,
    clock: systemClock,
  });
  const taken = new Date(manifest.takenAt).toISOString();
  const files = manifest.media
    ? phrase('restore.media', { count: manifest.media.length, path: media })
    : phrase('backup.no-media');
  const run = `DATABASE_URL=sqlite:${database} MEDIA_DIR=${media}`;
  return [
    phrase('restore.done', { taken, path: database, files }),
    ...aside.map((path) => phrase('restore.aside', { path })),
    ...(to === undefined ? [] : [phrase('restore.run', { settings: run })]),
    settled.unusedSince ? phrase('restore.unused') : phrase('restore.doubtful'),
    ...(carried
      ? [
          phrase('restore.carried', {
            stop: carried.optedOut,
            erased: carried.erased,
            withdrawn: carried.withdrawn,
            requests: carried.requests,
            tokens: carried.revokedTokens,
            ended: carried.endedStaff,
          }),
        ]
      : settled.unusedSince
        ? []
        : [phrase('restore.unknown')]),
  ];
}

/** Below so much nobody waits long enough to ask. */
const LONG = { database: 25_000, media: 500 } as const;

function tenths(say: (line: string) => void, phrase: Phrase): (progress: BackupProgress) => void {
  let told = '';
  return ({ what, done, total }) => {
    if (total < LONG[what]) return;
    const share = 10 * Math.floor((done / total) * 10);
    const line = what === 'database' ? phrase('backup.database', { share }) : phrase('backup.files', { share });
    if (line !== told) say(line);
    told = line;
  };
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
