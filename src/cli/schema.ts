import type { Command } from 'commander';
import { settings, speakerHere, writeSchemas } from '../assemble/index.ts';

export function addSchema(program: Command): void {
  program
    .command('schema')
    .description('write JSON Schemas of pack files, so that an editor completes keys and marks mistakes')
    .option('--out <folder>', 'where to', 'schema')
    .action(({ out }: { out: string }) => {
      const { FLOWS_DIR, LOCALES_DIR } = settings();
      const { written, settings: editor } = writeSchemas(out, FLOWS_DIR, LOCALES_DIR);
      const { phrase } = speakerHere();
      for (const path of written) console.log(`${phrase('new.written')}  ${path}`);
      console.log(`
${phrase('schema.code')}

${editor}

${phrase('schema.other')}

# yaml-language-server: $schema=../../../${out.replace(/\/$/, '')}/lesson.json`);
    });
}
