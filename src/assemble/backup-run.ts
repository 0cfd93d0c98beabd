import { join, resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import type { Config } from '../config.ts';
import { type BackupProgress, backUp } from './backup.ts';
import { DATABASE, MEDIA } from './backup-manifest.ts';
import { restore } from './restore.ts';
import { databaseOf } from './settings.ts';

export interface BackupAsked {
  readonly folder?: string | undefined;
  readonly media: boolean;
  readonly keep?: number | undefined;
  /** Told now and then of long work. */
  readonly say?: (line: string) => void;
}

/** `recado backup`. Throws as `backUp`. */
export async function backupNow(config: Config, asked: BackupAsked): Promise<{ path: string; says: string }> {
  const { path, manifest, removed } = await backUp({
    database: databaseOf(config).path,
    media: asked.media ? config.MEDIA_DIR : null,
    folder: asked.folder ?? config.BACKUP_DIR,
    keep: asked.keep ?? null,
    clock: systemClock,
    ...(asked.say ? { onProgress: tenths(asked.say) } : {}),
  });
  const files = manifest.media === null ? 'without media' : `${manifest.media.length} files`;
  const went = removed === 0 ? '' : `; ${removed} older ones removed`;
  return {
    path: resolve(path),
    says: `Backed up and checked: ${megabytes(manifest.database.bytes)}, ${files}${went}.`,
  };
}

export interface RestoreAsked {
  readonly backup: string;
  /** A folder that gets database and media; absent: where the settings say. */
  readonly to?: string;
  readonly force: boolean;
  readonly unusedSince: boolean;
}

/** `recado restore`: what was done and what is to be done next, line by line. Throws as `restore`. */
export async function restoreFrom(config: Config, { backup, to, force, unusedSince }: RestoreAsked): Promise<string[]> {
  const database = to === undefined ? databaseOf(config).path : join(to, DATABASE);
  const media = to === undefined ? config.MEDIA_DIR : join(to, MEDIA);
  const { manifest, aside, carried } = await restore({
    backup,
    database,
    media,
    force,
    unusedSince,
    clock: systemClock,
  });
  const taken = new Date(manifest.takenAt).toISOString();
  return [
    `Restored as it was on ${taken}: ${database}${manifest.media ? ` and ${manifest.media.length} files in ${media}` : ', without media'}.`,
    ...aside.map((path) => `Kept aside: ${path}`),
    ...(to === undefined ? [] : [`To run it: DATABASE_URL=sqlite:${database} MEDIA_DIR=${media}`]),
    ...(unusedSince
      ? ['What waits in it is sent at the next start.']
      : ['The next start sends nothing a second time: what may have left since then is shown as doubtful.']),
    carried
      ? `Carried over from the newer database: ${carried.optedOut} who said STOP, ${carried.erased} erasures, ${carried.withdrawn} withdrawals, ${carried.revokedTokens} revoked tokens, ${carried.endedStaff} ended roles.`
      : unusedSince
        ? ''
        : 'Unknown to it, and to be done again by you: STOP, erasures, withdrawals, revoked tokens and ended roles since then (docs/operations.md, Backup).',
  ].filter((line) => line !== '');
}

/** Below so much nobody waits long enough to ask. */
const LONG = { database: 25_000, media: 500 } as const;

function tenths(say: (line: string) => void): (progress: BackupProgress) => void {
  let told = '';
  return ({ what, done, total }) => {
    if (total < LONG[what]) return;
    const line = `${what}: ${Math.floor((done / total) * 10)}0 %`;
    if (line !== told) say(line);
    told = line;
  };
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
