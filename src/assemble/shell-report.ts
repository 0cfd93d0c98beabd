import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { RecadoError } from '../base/errors.ts';
import {
  kindNamed,
  pseudonyms,
  reportCsv,
  reportJson,
  reportText,
  reportXlsx,
  runReport,
  secretIn,
  secretQuery,
  type Wanted,
  wantedFields,
} from '../programme/report/index.ts';
import { BREAKDOWNS } from '../programme/report.ts';
import { shellSight } from '../programme/sight.ts';
import type { App } from './app.ts';
import { REPORTS } from './capabilities.ts';
import { programmeNamed } from './place.ts';
import { reportMonth } from './shell-month.ts';
import type { Speaker } from './tongue.ts';

type Open = () => Promise<App>;
type Say = (line: string) => void;

const WORKSPACE = 'main';
const FORMATS = ['text', 'json', 'csv', 'xlsx'] as const;

interface Options extends Omit<Wanted, 'programme'> {
  readonly programme?: string;
  readonly format: (typeof FORMATS)[number];
  readonly out?: string;
  readonly table?: string;
  readonly codebook?: boolean;
  readonly bom?: boolean;
  readonly purpose: string;
  readonly words?: string;
  readonly month?: string;
  readonly why?: string;
}

/** `recado report`: what there is; `recado report attendance --cohort grupo-a`: one of them. */
export function addReportCommands(program: Command, app: Open, say: Say, speaker: () => Speaker): void {
  program
    .command('report [name]')
    .description('what a programme shows, with the figures behind every percentage; alone it lists the reports')
    .option('--programme <programme>', 'needed where several are loaded')
    .option('--cohort <cohort>', 'of this cohort')
    .option('--group <group>', 'of this group')
    .option('--site <site>', 'of this site')
    .option('--stage <stage>', 'of this stage')
    .option('--partner <partner>', 'of this partner')
    .option('--language <language>', 'of the people: es-MX')
    .option('--from <day>', 'first local day, yyyy-mm-dd; without it from the beginning')
    .option('--to <day>', 'last local day; without it until now')
    .addOption(new Option('--by <what>', 'each figure once more for each of these').choices(BREAKDOWNS))
    .option('--shared', 'as it may leave the team: nobody named, cells under 5 hidden')
    .addOption(new Option('--format <format>', 'how it is shown').choices(FORMATS).default('text'))
    .option('--out <file>', 'into a file; .csv, .xlsx and .json say the format themselves')
    .option('--table <table>', 'of CSV, which holds one')
    .option('--codebook', 'of CSV: what the columns mean, in place of the figures')
    .option('--bom', 'of CSV: for Excel')
    .option('--purpose <purpose>', 'people have other names in files for another purpose', 'reports')
    .option('--words <language>', "of headings; without it the programme's first")
    .option(
      '--month <month>',
      'of `report month`, yyyy-mm: the page of a month that is over, kept as it is first given out',
    )
    .option('--why <why>', 'of `report month`: makes it anew as a correction, which says why')
    .action(async (name: string | undefined, options: Options) => {
      if (name === undefined) {
        const { phrase, inWords } = speaker();
        for (const { name: called, summary, names } of REPORTS)
          say(`${called.padEnd(18)}${inWords(summary)}${names ? phrase('reporting.names') : ''}`);
        say(`${'month'.padEnd(18)}${phrase('reporting.month')}`);
        return;
      }
      if (name === 'month') {
        await reportMonth(options, await app(), say, speaker);
        return;
      }
      const kind = kindNamed(name, REPORTS);
      const running = await app();
      const wanted = wantedOf(options, programmeNamed(running, options.programme));
      const programmes = running.mind().library.programmes;
      const report = await runReport(kind, wanted, {
        read: (query) => running.store.read(query),
        sight: shellSight(WORKSPACE),
        now: running.now(),
        programmes,
      });
      const { languages, currency, address } = programmes.get(report.programme)!;
      const language = options.words ?? languages[0]!;
      const words = (key: string, vars: Readonly<Record<string, string | number>>, inLanguage: string) =>
        running.mind().deps.texts.say(key, { language: inLanguage, vars, address }).text;
      const names = async () => pseudonyms(secretIn(await running.store.read(secretQuery)), options.purpose);
      const format = formatOf(options);
      const made =
        format === 'json'
          ? JSON.stringify(reportJson(report, words, language))
          : format === 'csv'
            ? reportCsv(report, options, await names())
            : format === 'xlsx'
              ? await reportXlsx(report, await names())
              : reportText(report, { words, language, currency });
      if (options.out !== undefined) {
        await writeFile(options.out, made);
        const from = report.from ?? '…';
        say(speaker().phrase('reporting.written', { out: options.out, name, from, to: report.to }));
      } else if (typeof made === 'string') for (const line of made.trimEnd().split('\n')) say(line);
      else throw new RecadoError('REPORT_OUT');
    });
}

function formatOf({ format, out }: Options): Options['format'] {
  if (format !== 'text' || out === undefined) return format;
  return FORMATS.find((one) => out.endsWith(`.${one}`)) ?? format;
}

/** Throws INPUT_INVALID for a day that is none. */
function wantedOf(options: Options, programme: string): Wanted {
  const given = Object.fromEntries(
    Object.keys(wantedFields).flatMap((key) => {
      const value = options[key as keyof Options];
      return value === undefined ? [] : [[key, value]];
    }),
  );
  const parsed = z.strictObject(wantedFields).safeParse({ ...given, programme });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new RecadoError('INPUT_INVALID', { count: problems.length, problems: problems.join('; ') });
}
