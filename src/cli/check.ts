import { styleText } from 'node:util';
import { type Command, Option } from 'commander';
import {
  type Checked,
  type Compared,
  checkAsJson,
  checkPacks,
  explainIssue,
  type Folders,
  fixPacks,
  liveCheck,
  lookBeside,
  RecadoError,
  segmentTables,
  settings,
  toldCheck,
  toldFix,
  toldLive,
  toldSegments,
  watchPacks,
} from '../assemble/index.ts';
import { foldersOf } from './lang.ts';
import { fail } from './say.ts';

interface Options {
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly explain?: string;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
  readonly watch?: boolean;
  readonly live?: boolean;
  readonly people?: boolean;
  readonly segments?: boolean;
}

/** Exit codes: 0 nothing to mend, 1 something is, 2 it could not be looked at. */
const COULD_NOT = 2;

export function addCheck(program: Command): void {
  const command = program
    .command('check [pack]')
    .description('find every mistake in the packs: exit 1 on errors, 2 when they could not be read')
    .addOption(new Option('--json', 'the issues as JSON').conflicts('watch'))
    .option('--strict', 'exit 1 on warnings too')
    .option('--explain <code>', 'what a code means, with a wrong and a right example')
    .addOption(
      new Option('--fix', 'write missing ids and mend slips of one letter in keys').conflicts(['watch', 'live']),
    )
    .addOption(new Option('--dry-run', 'with --fix: show what would be written').implies({ fix: true }))
    .addOption(new Option('--watch', 'check again at every edit, until Ctrl+C').conflicts('live'))
    .option('--live', 'where people in the middle of a flow would go on with these packs')
    .addOption(new Option('--segments', 'what each turn costs by SMS').conflicts(['watch', 'live', 'fix']))
    .addOption(new Option('--people', 'with --live: their first names too').implies({ live: true }));
  command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : COULD_NOT));
  command.action(async (pack: string | undefined, options: Options) => {
    try {
      await run(pack, options);
    } catch (error) {
      fail(error);
      process.exitCode = COULD_NOT;
    }
  });
}

async function run(pack: string | undefined, options: Options): Promise<void> {
  const config = settings();
  const named = foldersOf(config);
  if (options.explain !== undefined) {
    console.log(explainIssue(options.explain, named));
    return;
  }
  const folders = { ...named, beside: await lookBeside(config.FLOWS_DIR) };
  if (options.watch) return watch(folders, pack);
  if (options.segments) {
    const tables = segmentTables(folders, pack);
    console.log(options.json ? JSON.stringify(tables, null, 2) : tables.flatMap(toldSegments).join('\n'));
    return;
  }

  const fixed = options.fix ? fixPacks(folders, pack, options.dryRun ?? false) : undefined;
  const found = fixed?.checked ?? checkPacks(folders, pack);
  if (found.files === 0) throw new RecadoError('PACKS_NONE', { folder: config.FLOWS_DIR });
  const live = options.live ? liveCheck(folders, config, found, options.people ?? false) : undefined;
  const checked = live?.checked ?? found;
  if (options.json) {
    const edits = fixed && { fixed: fixed.changes.map(({ path, lines }) => ({ path, lines })) };
    console.log(JSON.stringify({ ...checkAsJson(checked), ...edits, ...(live && { live: live.live }) }, null, 2));
  } else {
    for (const line of fixed ? toldFix(fixed, options.dryRun ?? false) : []) console.log(painted(line));
    tell(checked);
    if (live) console.log(['', ...toldLive(live.live, checked.speaker)].join('\n'));
  }
  const { errors, warnings } = checkAsJson(checked);
  if (errors > 0 || (options.strict && warnings > 0)) process.exitCode = 1;
}

async function watch(folders: Folders, pack?: string): Promise<void> {
  const clear = () => {
    if (process.stdout.isTTY) process.stdout.write('\u001b[2J\u001b[3J\u001b[H');
  };
  const told = ({ checked, came, went }: Compared) => {
    const { phrase } = checked.speaker;
    clear();
    tell(checked);
    if (came && went && came.length + went.length > 0)
      console.log(phrase('watch.since', { gone: went.length, new: came.length }));
    for (const issue of came ?? [])
      console.log(`  ${phrase('watch.new')}: ${issue.place.path}:${issue.place.line} ${issue.code}`);
    console.log(phrase('watch.watching'));
  };
  const stop = await watchPacks(folders, pack, told, fail);
  await new Promise<void>((end) => process.once('SIGINT', end).once('SIGTERM', end));
  await stop();
  process.exitCode = 0;
}

function tell(checked: Checked): void {
  for (const line of toldCheck(checked)) console.log(painted(line));
}

/** Colours for a terminal that shows them; the words say the same without. */
function painted(text: string): string {
  const colour = (format: Parameters<typeof styleText>[0], words: string) =>
    styleText(format, words, { stream: process.stdout });
  return text
    .replace(/^(\S+:\d+:\d+) (error|warning|aviso) ([A-Z_]+)/m, (_all, place: string, severity: string, code: string) =>
      [colour('bold', place), colour(severity === 'error' ? 'red' : 'yellow', severity), code].join(' '),
    )
    .replace(/^( +\| *)(\^+)$/m, (_all, lead: string, mark: string) => lead + colour('red', mark))
    .replace(
      /^( +\d+ )([-+]) (.*)$/m,
      (_all, lead: string, sign: string, words: string) =>
        lead + colour(sign === '+' ? 'green' : 'red', `${sign} ${words}`),
    );
}
