import { readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import {
  extract,
  FORMATS,
  type Format,
  type Imported,
  importTranslation,
  programmesIn,
  type Standing,
  settings,
  translationStatus,
} from '../assemble/index.ts';

const folders = () => {
  const config = settings();
  return { flows: config.FLOWS_DIR, locales: config.LOCALES_DIR };
};

export function addTranslate(program: Command): void {
  const translate = program.command('translate').description('take a pack to a translator and back');

  translate
    .command('extract <pack>')
    .description('every text of a pack, as a file for a translator')
    .requiredOption('--to <language>', 'language of the pack, by its code')
    .addOption(new Option('--format <format>', 'kind of file').choices(FORMATS).default('csv'))
    .option('--open', 'only what is missing or stale')
    .option('--out <file>', 'where to write it; - is the screen')
    .action(async (pack: string, { to, format, open, out }: ExtractOptions) => {
      const { bytes, name, texts } = await extract(folders(), { pack, to, format, open: open === true });
      if (out === '-' && format !== 'xlsx') {
        process.stdout.write(bytes);
        return;
      }
      const path = out ?? name;
      writeFileSync(path, bytes);
      console.log(`${texts} texts in ${path}`);
    });

  translate
    .command('import <file>')
    .description('take in what a translator sends back: CSV, XLSX or JSON')
    .option('--by <name>', 'who translated, where the file does not say', userInfo().username)
    .option('--dry-run', 'only show what would be written')
    .option('--partly', 'take in the sound rows of a file that has others')
    .action(async (file: string, options: { by: string; dryRun?: boolean; partly?: boolean }) => {
      const imported = await importTranslation(folders(), readFileSync(file), {
        by: options.by,
        dry: options.dryRun === true,
        partly: options.partly === true,
      });
      for (const line of told(imported, options.dryRun === true)) console.log(line);
      if (imported.problems.some(({ severity }) => severity === 'error')) process.exitCode = 1;
    });

  translate
    .command('status [pack]')
    .description('how far each language is, lesson by lesson')
    .option('--json', 'as JSON')
    .action((pack: string | undefined, { json }: { json?: boolean }) => {
      const where = folders();
      const all = (pack === undefined ? programmesIn(where) : [pack]).flatMap((name) =>
        translationStatus(where, name).map((one) => ({ pack: name, ...one })),
      );
      if (json) console.log(JSON.stringify(all, null, 2));
      else for (const line of table(all)) console.log(line);
    });
}

interface ExtractOptions {
  readonly to: string;
  readonly format: Format;
  readonly open?: boolean;
  readonly out?: string;
}

/** Of each change so much is shown. */
const SHOWN = 60;
const short = (text: string): string =>
  text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…`.replaceAll('\n', ' / ') : text.replaceAll('\n', ' / ');

function told({ changes, problems, unchanged, path, wrote }: Imported, dry: boolean): string[] {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const counted = `${changes.length} changed, ${unchanged} as they were, ${errors} ${errors === 1 ? 'error' : 'errors'}, ${problems.length - errors} ${problems.length - errors === 1 ? 'warning' : 'warnings'}`;
  return [
    ...problems.map(
      ({ line, severity, code, message }) => `${line > 0 ? `line ${line}: ` : ''}${severity} ${code}: ${message}`,
    ),
    ...changes.map(({ entry, translation, reviewed, reviewer }) => {
      const place = [entry.flow, entry.step || 'title', entry.field, entry.form].filter(Boolean).join(' / ');
      return reviewed
        ? `${place}: reviewed by ${reviewer}`
        : `${place}: ${short(entry.translation) || '(new)'} → ${short(translation)}`;
    }),
    counted,
    wrote
      ? `Written: ${path}`
      : dry
        ? 'Nothing was written: --dry-run.'
        : changes.length === 0
          ? 'Nothing to write.'
          : 'Nothing was written. --partly takes in the sound rows.',
  ];
}

function table(all: readonly (Standing & { readonly pack: string })[]): string[] {
  const head = ['pack', 'language', 'flow', 'texts', 'stale', 'reviewed', 'audio'];
  const rows = all.map(({ pack, language, flow, translated, texts, stale, reviewed, audio, steps }) => [
    pack,
    language,
    flow,
    `${translated}/${texts}`,
    String(stale),
    `${reviewed}/${texts}`,
    `${audio}/${steps}`,
  ]);
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)));
  return [head, ...rows].map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
}
