import { POINTS } from '../../../src/base/points.ts';
import { keptTally } from './suite.ts';

/** What docs/conformance.md says of kills. */
export function crashPage(): string[] {
  const tally = keptTally();
  const figure = (n: number) => n.toLocaleString('en');
  const kills = tally?.kills ?? {};
  const all = Object.values(kills).reduce((sum, n) => sum + n, 0);
  return [
    '## Killed',
    '',
    'The built process under emulated providers, its clock and theirs twenty times as fast, learners coming all the while; it kills itself',
    '(`SIGKILL`) where it comes to a named point of the work (`src/base/points.ts`), or is killed anywhere. `npm test` kills 30 times, in both',
    'engines and at every point at least once; the long form 500 times: `npm run prove -- --long --only crash --keep`. Copies and what is put',
    'back from them are killed by `test/prove/crash/copies.test.ts`; full, read-only, failing, slow and damaged disks are in',
    '`test/prove/crash/disk.test.ts` and `test/prove/crash/damage.test.ts`: some of each in `npm test`, all with `PROVE_LONG=1`.',
    'That each law notices what breaks it is shown in every `npm test`, on what a round has left (`test/prove/crash/mutants.ts`).',
    '',
    tally
      ? `The rounds that are kept: ${tally.rounds} of 25 kills or more, ${figure(tally.learners)} learners, ${figure(tally.messages)} messages of theirs. ${figure(tally.cutAfterTaken)} messages of ours were cut off after the provider had them; ${figure(tally.repeats)} left again, marked as possible repeats. Rounds that broke a promise: ${tally.broken}.`
      : 'No long run is kept yet.',
    '',
    '| point | kills |',
    '|---|---|',
    ...POINTS.map((point) => `| \`${point}\` | ${kills[point] ?? ''} |`),
    `| anywhere | ${kills['anywhere'] ?? ''} |`,
    `| all | ${all === 0 ? '' : figure(all)} |`,
    '',
  ];
}
