import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { made } from '../docs/made.ts';
import { crashPage } from './crash/page.ts';
import { NETWORKS } from './network/networks.ts';
import { besidePage } from './peers/page.ts';
import { PROMISES } from './promises.ts';
import { PROPERTIES } from './properties/index.ts';
import { keptSeeds } from './seeds.ts';
import type { AnyTarget } from './target.ts';
import { TARGETS } from './targets/index.ts';

/** What `npm run prove -- --long --keep` left. */
interface Results {
  readonly on: string;
  readonly machine: string;
  readonly seed: number;
  readonly found: number;
  readonly cases: Readonly<Record<string, number>>;
}

const RESULTS = join(import.meta.dirname, 'results.json');

/** docs/conformance.md, of the suites as they are. */
export function conformancePage(): string {
  const results = existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Results) : undefined;
  const figure = (n: number) => n.toLocaleString('en');
  const last = (name: string) => (results?.cases[name] === undefined ? '' : figure(results.cases[name]));
  const sum = (of: (name: string, nth: number) => number) =>
    figure(TARGETS.reduce((all, { name }, nth) => all + of(name, nth), 0));
  const ran = results
    ? `The last long run: ${results.on}, ${results.machine}, seed ${results.seed}; ${results.found} cases broke a promise.`
    : 'No long run is kept yet.';
  const row = ({ name, promise, short, long }: Pick<AnyTarget, 'name' | 'promise' | 'short' | 'long'>) =>
    `| ${name} | ${promise} | ${figure(short)} | ${figure(long)} | ${last(name)} | ${keptSeeds(name).length} |`;
  return [
    '# Promises, and what proves them',
    '',
    made,
    '',
    'Each promise stands beside the test that would fail if it were broken. `npm run prove` runs the short form of the fuzzing, which',
    '`npm test` runs too; `npm run prove -- --long` runs it in full, goes on where it was stopped, and with `--keep` leaves its totals',
    'for this page. What ever broke a promise is kept under `test/prove/seeds` and tried again by every `npm test`.',
    '',
    '## Whatever comes in',
    '',
    'Cases are made from the shapes that providers, authors and spreadsheets write, and from the bytes of those. Each is in time when it',
    'keeps the processor for less than a second.',
    '',
    '| door | promise | `npm test` | long form | last long run | seeds |',
    '|---|---|---|---|---|---|',
    ...TARGETS.map(row),
    `| all | | ${sum((_, nth) => TARGETS[nth]!.short)} | ${sum((_, nth) => TARGETS[nth]!.long)} | ${results ? sum((name) => results.cases[name] ?? 0) : ''} | ${sum((name) => keptSeeds(name).length)} |`,
    '',
    ran,
    '',
    '## Over an adversarial network, and in any order',
    '',
    'A case of a network is a whole programme with its team, in virtual time: over a perfect network and over this one, to be compared.',
    '`npm test` runs one of 10 learners. The others are single learners against a model; `npm run prove -- --long --only network,threads`',
    'runs what it names.',
    '',
    '| suite | promise | `npm test` | long form | last long run | seeds |',
    '|---|---|---|---|---|---|',
    ...[...NETWORKS, ...PROPERTIES].map(row),
    '',
    ...crashPage(),
    '## Orders, faults and time',
    '',
    '| promise | shown by | as | cases |',
    '|---|---|---|---|',
    ...PROMISES.map(({ promise, test, words, cases }) => `| ${promise} | ${test} | \`${words}\` | ${cases} |`),
    '',
    '## The same cases on another framework',
    '',
    ...besidePage(),
    'How long it goes on like that stands in [performance.md](performance.md#soak).',
    '',
  ].join('\n');
}
