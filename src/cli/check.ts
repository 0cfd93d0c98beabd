import type { Command } from 'commander';
import { checkPacks, settings } from '../assemble/index.ts';

export function addCheck(program: Command): void {
  program
    .command('check [pack]')
    .description('find every mistake in the packs: exit 1 on errors')
    .option('--json', 'issues as JSON')
    .option('--strict', 'exit 1 on warnings too')
    .action((pack: string | undefined, options: { json?: boolean; strict?: boolean }) => {
      const config = settings();
      const { issues, frames, programmes } = checkPacks({ flows: config.FLOWS_DIR, locales: config.LOCALES_DIR }, pack);
      const errors = issues.filter(({ severity }) => severity === 'error').length;
      const warnings = issues.length - errors;
      if (options.json) console.log(JSON.stringify({ errors, warnings, issues }, null, 2));
      else {
        for (const text of frames) console.log(`${text}\n`);
        console.log(
          `${programmes} ${programmes === 1 ? 'programme' : 'programmes'}: ${errors} errors, ${warnings} warnings`,
        );
      }
      if (errors > 0 || (options.strict && warnings > 0)) process.exitCode = 1;
    });
}
