import { styleText } from 'node:util';
import type { Command } from 'commander';
import { checkUp, settings } from '../assemble/index.ts';

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('is everything well? settings, packs, store, providers')
    .option('--live', 'ask the providers too: token, webhooks, numbers, templates, balance, the phone')
    .action(async (options: { live?: boolean }) => {
      let ill = 0;
      for (const { name, ok, says, next } of await checkUp(settings(), options)) {
        if (!ok) ill++;
        console.log(`${mark(ok, next !== undefined)} ${name.padEnd(18)} ${says}${next ? `\n  → ${next}` : ''}`);
      }
      if (ill > 0) process.exitCode = 1;
    });
}

/** What works and still says what to do is a warning. */
function mark(ok: boolean, says: boolean): string {
  if (!ok) return styleText('red', '✗');
  return says ? styleText('yellow', '!') : styleText('green', '✓');
}
