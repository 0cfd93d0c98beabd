import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { RecadoError } from '../base/errors.ts';
import { CHANNELS, type ChannelId } from '../domain/channel.ts';
import { enrolMany } from '../programme/enrolment/index.ts';
import {
  confirm,
  type Doing,
  forget,
  previewWith,
  problemsQuery,
  reportCsv,
  type Source,
  type Told,
  templateCsv,
  toldOf,
  type View,
  viewed,
  type Words,
} from '../programme/import/index.ts';
import { shellSight } from '../programme/sight.ts';
import type { App } from './app.ts';
import { newcomersAt, programmeNamed } from './place.ts';
import type { Phrase, Speaker } from './tongue.ts';

const BY = { kind: 'shell', id: 'shell' } as const;
const SIGHT = shellSight('main');
const preview = previewWith(enrolMany);
/** So much of what is wrong with a file fits a screen; the report has all of it. */
const SHOWN = 20;

interface Options {
  readonly programme?: string;
  readonly cohort?: string;
  readonly channel?: ChannelId;
  readonly country?: string;
  readonly sheet?: string;
  readonly map?: string[];
  readonly update?: true;
  readonly similar?: true;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly report?: string;
  readonly language?: string;
  readonly template?: true;
}

/** `recado import people.csv`: a list of people from a file, previewed before anybody is enrolled. */
export function addImportCommands(
  program: Command,
  app: () => Promise<App>,
  say: (line: string) => void,
  speaker: () => Speaker,
): void {
  const command = program
    .command('import')
    .description('enrol a list of people from a CSV or XLSX file; it is previewed first')
    .argument('[file]', 'the first row names the columns')
    .option('--programme <programme>', 'needed where several are loaded')
    .option('--cohort <cohort>', 'of those whose row says none')
    .addOption(new Option('--channel <channel>', 'where new numbers are written to').choices(CHANNELS))
    .option('--country <code>', 'whose numbers need no prefix: MX')
    .option('--sheet <name>', 'of a spreadsheet; the first one without it')
    .option('--map <column=field...>', 'which column is which: "Giro=profile.giro", "Contacto=telefono", "Notas=-"')
    .option('--update', 'what the list says replaces what is known; else it only fills what is missing')
    .option('--similar', 'nearly the same names at one phone are two people')
    .option('--dry-run', 'preview it and forget it')
    .option('--yes', 'preview it and do it')
    .option('--report <file>', 'write what is wrong with it as CSV for Excel')
    .option('--language <language>', 'of the report; the first of the programme without it')
    .option('--template', 'print an empty list with the names of the columns')
    .action(async (file: string | undefined, options: Options) => {
      const running = await app();
      const programme = programmeNamed(running, options.programme);
      const language = options.language ?? running.mind().library.programmes.get(programme)!.languages[0]!;
      const words: Words = (key, vars, at) => running.mind().deps.texts.say(key, { language: at, vars }).text;
      if (options.template) {
        const { fields } = running.mind().library.programmes.get(programme)!;
        say(templateCsv(Object.keys(fields ?? {}), words, language).trimEnd());
        return;
      }
      if (file === undefined) throw new RecadoError('IMPORT_FILE_MISSING');
      const doing = doingOf(running);
      const { id, before } = await preview(
        await fileSource(file),
        { ...options, programme, map: mapOf(options.map) },
        doing,
      );
      const view = await viewed(id, doing.read, SIGHT, BY);
      const { sql, params } = problemsQuery(id, SIGHT);
      const rows = await doing.read({ sql: { sqlite: `${sql.sqlite} order by i.seq` }, params });
      const told = rows.map((row) => toldOf(row, words, language));
      const { phrase } = speaker();
      if (before) say(phrase('importing.before'));
      for (const line of counted(view, phrase)) say(line);
      for (const line of listed(told, words, language, phrase)) say(line);
      if (options.report !== undefined) {
        await writeFile(options.report, reportCsv(told, words, language), { mode: 0o600 });
        say(phrase('importing.report', { count: told.length, path: options.report }));
      }
      if (options.dryRun) {
        await running.operate(forget, { id });
        say(phrase('importing.dry'));
      } else if (options.yes) await go(running, id);
      else say(phrase('importing.confirm', { id }));
    });
  const go = async (running: App, id: string): Promise<void> => {
    await running.operate(confirm, { id, by: BY, sight: SIGHT });
    const { state, result } = await viewed(id, (query) => running.store.read(query), SIGHT, BY);
    const { phrase } = speaker();
    say(state === 'done' ? phrase('importing.nothing') : phrase('importing.going', { count: result.of, id }));
  };
  command
    .command('confirm <id>')
    .description('do what was previewed')
    .action(async (id: string) => go(await app(), id));
  command
    .command('show <id>')
    .description('what an import found and how far it is')
    .action(async (id: string) => {
      const running = await app();
      const view = await viewed(id, (query) => running.store.read(query), SIGHT, BY);
      const { phrase } = speaker();
      for (const line of counted(view, phrase)) say(line);
      const { state, result } = view;
      const { invited, consented, changed, refused, slices, of } = result;
      say(phrase('importing.shown', { state, invited, consented, changed, refused, slices, of }));
    });
}

/** The commands of one import are one line in the audit log: the slices of its file leave none of their own. */
function doingOf(running: App): Doing {
  return {
    read: (query) => running.store.read(query),
    operate: (operation, input) =>
      operation.name.startsWith('import.judge')
        ? running.record(operation, input, {
            by: BY,
            action: operation.name,
            about: null,
            detail: {},
            line: 'rest',
            workspace: 'main',
          })
        : running.operate(operation, input),
    programmes: running.mind().library.programmes,
    newcomers: (channel) => newcomersAt(running.channels, channel),
    sight: SIGHT,
    by: BY,
    now: running.now(),
  };
}

async function fileSource(path: string): Promise<Source> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new RecadoError('IMPORT_FILE_MISSING');
  return { open: () => createReadStream(path) };
}

function mapOf(pairs: readonly string[] | undefined): Record<string, string> | undefined {
  if (pairs === undefined) return undefined;
  return Object.fromEntries(
    pairs.map((pair) => {
      const [column, field, ...more] = pair.split('=');
      if (!column || !field || more.length > 0)
        throw new RecadoError('IMPORT_MAP_WRONG', { column: pair, field: '(none)', known: 'telefono, grupo …' });
      return [column, field];
    }),
  );
}

function counted({ preview, ignored, encoding }: View, phrase: Phrase): string[] {
  const { rows: count, new: fresh, known, changed, same, refused, invited } = preview;
  const rows = phrase('importing.rows', { count, encoding, fresh, known, changed, same, refused });
  return [
    `${rows} ${phrase('importing.invited', { count: invited })}`,
    ...(ignored.length > 0 ? [phrase('importing.ignored', { columns: ignored.join(', ') })] : []),
  ];
}

function listed(told: readonly Told[], words: Words, language: string, phrase: Phrase): string[] {
  const rank = ['error', 'hold', 'ask', 'note'];
  const first = [...told].sort((a, b) => rank.indexOf(a.level) - rank.indexOf(b.level)).slice(0, SHOWN);
  return [
    ...first.map(({ line, column, says, value, known }) => {
      const where = words(column === null ? 'import.at-line' : 'import.at', { line, column: column ?? '' }, language);
      const who = known?.name ? ` (${known.name})` : '';
      return `  ${where} ${says}${value ? ` [${value}]` : ''}${who}`;
    }),
    ...(told.length > first.length ? [phrase('importing.more', { more: told.length - first.length })] : []),
  ];
}
