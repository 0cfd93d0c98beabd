import { styleText } from 'node:util';
import type { Command } from 'commander';
import { playTranscripts, settings } from '../assemble/index.ts';

export function addTest(program: Command): void {
  program
    .command('test [files...]')
    .description('play the transcripts through the real product in virtual time')
    .action(async (files: string[]) => {
      const config = settings();
      let passed = 0;
      let failed = 0;
      await playTranscripts(
        { flows: config.FLOWS_DIR, locales: config.LOCALES_DIR },
        files,
        ({ path, title, differences }) => {
          if (differences.length === 0) {
            passed++;
            console.log(`${styleText('green', '✓')} ${path}  ${styleText('dim', title)}`);
            return;
          }
          failed++;
          console.log(`${styleText('red', '✗')} ${path}  ${title}`);
          for (const { line, says } of differences)
            console.log(`  ${path}:${line}  ${says.replaceAll('\n', '\n    ')}`);
        },
      );
      if (passed + failed === 0)
        console.log(`No transcript in ${config.FLOWS_DIR} matches ${files.join(', ') || 'anything'}.`);
      console.log(`\n${passed} passed, ${failed} failed`);
      if (failed > 0 || passed === 0) process.exitCode = 1;
    });
}
