import { styleText } from 'node:util';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  coverage,
  explorePacks,
  type Folders,
  playTranscripts,
  RecadoError,
  type Speaker,
  settings,
  speakerIn,
} from '../assemble/index.ts';
import { foldersOf } from './lang.ts';
import { fail } from './say.ts';

interface Options {
  readonly explore?: string | true;
  readonly coverage?: boolean;
  readonly min?: number;
  readonly json?: boolean;
  readonly update?: boolean;
  readonly bail?: boolean;
}

type Seen = Parameters<typeof coverage>[1][number];

export function addTest(program: Command): void {
  program
    .command('test [files...]')
    .description('play the transcripts through the real product in virtual time')
    .addOption(
      new Option('--explore [flow]', 'walk every path of the flows, of one programme or of <programme>/<flow>'),
    )
    .option('--coverage', 'which steps and answers no transcript reaches')
    .addOption(
      new Option('--min <percent>', 'with --coverage: exit 1 below it').argParser(percent).implies({ coverage: true }),
    )
    .addOption(new Option('--json', 'with --explore or --coverage: as JSON'))
    .addOption(new Option('--update', 'write what was really said into the > lines').conflicts('coverage'))
    .option('--bail', 'end after the first transcript that fails')
    .action(async (files: string[], options: Options) => {
      const folders = foldersOf(settings());
      try {
        if (options.explore !== undefined) explored(folders, options.explore, options.json ?? false);
        else await played(folders, files, options);
      } catch (error) {
        if (!(error instanceof RecadoError)) throw error;
        fail(error);
      }
    });
}

function percent(written: string): number {
  const number = Number(written);
  if (!(number >= 0 && number <= 100)) throw new InvalidArgumentError('A number from 0 to 100 is expected.');
  return number;
}

async function played(folders: Folders, files: readonly string[], options: Options): Promise<void> {
  const say = options.json ? console.error : console.log;
  const speaker = speakerIn(folders);
  const seen: Seen[] = [];
  let passed = 0;
  let failed = 0;
  let updated = 0;
  await playTranscripts(
    folders,
    files,
    ({ path, title, differences, updated: written, left = [] }) => {
      if (differences.length === 0) {
        passed++;
        say(`${styleText('green', '✓')} ${path}  ${styleText('dim', title)}`);
        return;
      }
      if (written) updated++;
      if (!written || left.length > 0) failed++;
      say(`${written ? styleText('yellow', '↻') : styleText('red', '✗')} ${path}  ${title}`);
      const tell = ({ line, says }: (typeof differences)[number]) =>
        say(`  ${path}:${line}\n    ${says.replaceAll('\n', '\n    ')}`);
      differences.forEach(tell);
      if (left.length > 0) say(`  ${speaker.phrase('test.again')}`);
      left.forEach(tell);
    },
    {
      bail: options.bail ?? false,
      update: options.update ?? false,
      ...(options.coverage ? { watch: (one: Seen) => void seen.push(one) } : {}),
    },
  );
  if (passed + failed + updated === 0) say(speaker.phrase('test.none', { folder: folders.flows }));
  const reached = options.coverage ? covered(folders, seen, options, speaker) : true;
  say(`\n${speaker.phrase(updated > 0 ? 'test.end.anew' : 'test.end', { passed, failed, updated })}`);
  if (failed > 0 || passed + updated === 0 || !reached) process.exitCode = 1;
}

/** False where it is below what was asked for. */
function covered(folders: Folders, seen: readonly Seen[], { json, min = 0 }: Options, speaker: Speaker): boolean {
  const flows = coverage(folders, seen);
  const reached = flows.reduce((sum, flow) => sum + flow.reached, 0);
  const of = flows.reduce((sum, flow) => sum + flow.of, 0);
  const share = of === 0 ? 100 : (100 * reached) / of;
  const told = flows.map((flow) => ({
    ...flow,
    missing: flow.missing.map(({ place, what }) => ({ place, what: speaker.tell(what) })),
  }));
  if (json) console.log(JSON.stringify({ reached, of, flows: told }, null, 2));
  else {
    for (const { programme, flow, reached: n, of: all, by, missing } of told) {
      const each = by.map((one) => `${one.language} ${one.form} ${one.reached}/${all}`).join(', ');
      console.log(`\n${programme}/${flow}  ${n}/${all}  ${styleText('dim', each)}`);
      for (const { place, what } of missing) console.log(`  ${place.path}:${place.line}  ${what}`);
    }
    console.log(`\n${speaker.phrase('coverage.share', { reached, of, share: share.toFixed(1) })}`);
  }
  if (share < min) console.error(speaker.phrase('coverage.below', { min }));
  return share >= min;
}

function explored(folders: Folders, name: string | true, json: boolean): void {
  const speaker = speakerIn(folders);
  const all = explorePacks(folders, speaker, name === true ? undefined : name);
  const findings = all.flatMap((one) => one.findings);
  if (json) console.log(JSON.stringify(all, null, 2));
  else {
    for (const { place, says, way } of findings)
      console.log(`${place}  ${says}\n${way.map((line) => `    ${line}`).join('\n')}\n`);
    for (const { programme, walks, places, turns } of all)
      console.log(speaker.phrase('explore.walks', { programme, walks, places, turns }));
    console.log(speaker.phrase('explore.findings', { count: findings.length }));
  }
  if (findings.length > 0) process.exitCode = 1;
}
