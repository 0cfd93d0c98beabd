import type { Command } from 'commander';
import { settings, writeSchemas } from '../assemble/index.ts';

export function addSchema(program: Command): void {
  program
    .command('schema')
    .description('write JSON Schemas of pack files, so that an editor completes keys and marks mistakes')
    .option('--out <folder>', 'where to', 'schema')
    .action(({ out }: { out: string }) => {
      const { FLOWS_DIR, LOCALES_DIR } = settings();
      const { written, settings: editor } = writeSchemas(out, FLOWS_DIR, LOCALES_DIR);
      for (const path of written) console.log(`written  ${path}`);
      console.log(`
VS Code, with the extension "YAML" (redhat.vscode-yaml), in .vscode/settings.json:

${editor}

Any other editor with yaml-language-server, as the first line of a lesson in flows/<programme>/lessons:

# yaml-language-server: $schema=../../../${out.replace(/\/$/, '')}/lesson.json`);
    });
}
