import { type Clock, DAY, HOUR } from '../base/clock.ts';
import type { Config } from '../config.ts';
import type { HealthCheck } from '../server/deps.ts';
import { newestIn } from './backup-kept.ts';

/** An hour's delay on a daily backup is nothing. */
const OLD = DAY + 2 * HOUR;

/** When the last backup was made. None, or an old one, is a warning: all works, and a broken disk would end it. */
export function checkBackup(config: Pick<Config, 'BACKUP_DIR'>, clock: Clock): HealthCheck {
  const last = newestIn(config.BACKUP_DIR);
  const next = 'Set BACKUP_AT, or run `recado backup` every day (docs/operations.md, Backup).';
  if (!last) return { name: 'backup', ok: true, says: `none in ${config.BACKUP_DIR}`, next };
  const { takenAt, migration } = last.manifest;
  const says = `${new Date(takenAt).toISOString().slice(0, 16)}Z, up to ${migration}`;
  return { name: 'backup', ok: true, says, ...(clock.now() - takenAt > OLD ? { next } : {}) };
}
