import type { Command } from 'commander';
import { DAY } from '../base/clock.ts';
import { beforeOf, countQuery, daysIn, daysQuery, RULES, retentionStart } from '../programme/retention/index.ts';
import type { App } from './app.ts';
import type { Speaker } from './tongue.ts';

/** `recado retention`: what is not kept for ever, and how much of it is old enough to go. */
export function addRetentionCommand(
  program: Command,
  app: () => Promise<App>,
  say: (line: string) => void,
  speaker: () => Speaker,
): void {
  program
    .command('retention')
    .description('begin tonight’s tidying now; with --dry-run only count what would go')
    .option('--dry-run', 'change nothing', false)
    .action(async ({ dryRun }: { dryRun: boolean }) => {
      const running = await app();
      const { phrase } = speaker();
      const now = running.now();
      const days = daysIn(await running.store.read(daysQuery()));
      for (const rule of RULES) {
        const before = beforeOf(rule, days, now);
        const [row] = before === null ? [] : await running.store.read<{ n: number }>(countQuery(rule, before));
        const kept =
          before === null
            ? phrase('retention.ever')
            : phrase('retention.days', { count: Math.round((now - before) / DAY) });
        const count = row?.n ?? 0;
        const goes = rule.empties ? phrase('retention.empties', { count }) : phrase('retention.goes', { count });
        say(`${rule.id.padEnd(14)} ${phrase(`retention.rule.${rule.id}`)}: ${kept}, ${goes}`);
      }
      if (dryRun) return;
      await running.operate(retentionStart, { at: now, workspace: 'main' });
      say(phrase('retention.begun'));
    });
}
