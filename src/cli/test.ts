import { styleText } from 'node:util';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { coverage, explorePacks, type Folders, playTranscripts, RecadoError, settings } from '../assemble/index.ts';
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
      const config = settings();
      const folders = { flows: config.FLOWS_DIR, locales: config.LOCALES_DIR };
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
      if (left.length > 0) say('  written anew, and still different:');
      left.forEach(tell);
    },
    {
      bail: options.bail ?? false,
      update: options.update ?? false,
      ...(options.coverage ? { watch: (one: Seen) => void seen.push(one) } : {}),
    },
  );
  if (passed + failed + updated === 0) say(`There is no transcript in ${folders.flows}.`);
  const reached = options.coverage ? covered(folders, seen, options) : true;
  say(`\n${passed} passed, ${failed} failed${updated > 0 ? `, ${updated} written anew` : ''}`);
  if (failed > 0 || passed + updated === 0 || !reached) process.exitCode = 1;
}

/** False where it is below what was asked for. */
function covered(folders: Folders, seen: readonly Seen[], { json, min = 0 }: Options): boolean {
  const flows = coverage(folders, seen);
  const reached = flows.reduce((sum, flow) => sum + flow.reached, 0);
  const of = flows.reduce((sum, flow) => sum + flow.of, 0);
  const share = of === 0 ? 100 : (100 * reached) / of;
  if (json) console.log(JSON.stringify({ reached, of, flows }, null, 2));
  else {
    for (const { programme, flow, reached: n, of: all, by, missing } of flows) {
      const each = by.map((one) => `${one.language} ${one.form} ${one.reached}/${all}`).join(', ');
      console.log(`\n${programme}/${flow}  ${n}/${all}  ${styleText('dim', each)}`);
      for (const { place, what } of missing) console.log(`  ${place.path}:${place.line}  ${what}`);
    }
    console.log(`\n${reached}/${of} steps and answers are reached (${share.toFixed(1)} %).`);
  }
  if (share < min) console.error(`That is below ${min} %.`);
  return share >= min;
}

function explored(folders: Folders, name: string | true, json: boolean): void {
  const all = explorePacks(folders, name === true ? undefined : name);
  const findings = all.flatMap((one) => one.findings);
  if (json) console.log(JSON.stringify(all, null, 2));
  else {
    for (const { place, says, way } of findings)
      console.log(`${place}  ${says}\n${way.map((line) => `    ${line}`).join('\n')}\n`);
    for (const { programme, walks, places, turns } of all)
      console.log(`${programme}: ${walks} walks over ${places} places and ${turns} turns.`);
    console.log(`${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`);
  }
  if (findings.length > 0) process.exitCode = 1;
}
