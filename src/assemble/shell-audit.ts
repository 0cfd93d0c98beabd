import type { Command } from 'commander';
import { auditLines } from '../programme/audit-log/index.ts';
import type { App } from './app.ts';
import type { Speaker } from './tongue.ts';

/** `recado audit`: who did what, when and to whom. */
export function addAuditCommand(
  program: Command,
  app: () => Promise<App>,
  say: (line: string) => void,
  speaker: () => Speaker,
): void {
  program
    .command('audit')
    .description('who did what, when and to whom; the newest last')
    .option('--about <id>', 'only what was done to this person, cohort, case…')
    .option('--by <id>', 'only what this person of the team or this token did; `shell`')
    .option('--last <n>', 'so many lines', '50')
    .action(async ({ about, by, last }: { about?: string; by?: string; last: string }) => {
      const running = await app();
      const lines = await running.operate(auditLines, {
        limit: Number(last),
        workspace: 'main',
        ...(about === undefined ? {} : { about }),
        ...(by === undefined ? {} : { by }),
      });
      if (lines.length === 0) say(speaker().phrase('trail.nothing'));
      for (const row of lines.toReversed()) {
        const at = new Date(Number(row['at'])).toISOString();
        const to = row['about'] === null ? '' : ` ${row['about']}`;
        say(`${at}  ${row['by_kind']} ${row['by_id']}  ${row['action']}${to}  ${row['detail']}`);
      }
    });
}
