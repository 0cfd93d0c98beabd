import { type Command, InvalidArgumentError } from 'commander';
import { backupNow, restoreFrom, settings } from '../assemble/index.ts';

const whole = (written: string): number => {
  if (/^[1-9]\d{0,3}$/.test(written)) return Number(written);
  throw new InvalidArgumentError('a number from 1 to 9999 is expected.');
};

/** `recado backup` and `recado restore`. Exit code 0: done; 1: not done, and why. */
export function addBackup(program: Command): void {
  program
    .command('backup [folder]')
    .description('copy database and media while `recado start` runs; each backup is a folder of its own in BACKUP_DIR')
    .option('--no-media', 'leave out what learners sent')
    .option('--keep <n>', 'so many stay, the newest; the rest is removed', whole)
    .action(async (folder: string | undefined, { media, keep }: { media: boolean; keep?: number }) => {
      const { path, says } = await backupNow(settings(), { folder, media, keep, say: (line) => console.error(line) });
      console.log(says);
      console.log(path);
    });
  program
    .command('restore <backup>')
    .description('put a backup in the place of database and media; `recado start` must not be running')
    .option('--to <folder>', 'there, and not where the settings say')
    .option('--force', 'what is there is kept beside it', false)
    .option('--unused-since', 'nothing ran after this backup was taken: what waits in it is sent', false)
    .action(async (backup: string, options: { to?: string; force: boolean; unusedSince: boolean }) => {
      for (const line of await restoreFrom(settings(), { backup, ...options })) console.log(line);
    });
}
