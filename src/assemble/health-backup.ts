import { type Clock, DAY, HOUR } from '../base/clock.ts';
import type { Config } from '../config.ts';
import type { Tongue } from '../locale/tongue.ts';
import type { HealthCheck } from '../server/deps.ts';
import { newestIn } from './backup-kept.ts';

/** An hour's delay on a daily backup is nothing. */
const OLD = DAY + 2 * HOUR;

/** When the last backup was made. None, or an old one, is a warning: all works, and a broken disk would end it. */
export function checkBackup(config: Pick<Config, 'BACKUP_DIR'>, clock: Clock, tongue: Tongue = 'en'): HealthCheck {
  const last = newestIn(config.BACKUP_DIR);
  const next = {
    es: 'Ponga BACKUP_AT, o corra `recado backup` todos los días (docs/operations.md, Backup).',
    en: 'Set BACKUP_AT, or run `recado backup` every day (docs/operations.md, Backup).',
  }[tongue];
  const folder = config.BACKUP_DIR;
  if (!last)
    return { name: 'backup', ok: true, says: { es: `ninguno en ${folder}`, en: `none in ${folder}` }[tongue], next };
  const { takenAt, migration } = last.manifest;
  const taken = `${new Date(takenAt).toISOString().slice(0, 16)}Z`;
  const says = { es: `${taken}, hasta ${migration}`, en: `${taken}, up to ${migration}` }[tongue];
  return { name: 'backup', ok: true, says, ...(clock.now() - takenAt > OLD ? { next } : {}) };
}
