import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { build } from '../../end-to-end/process.ts';
import { broken, type Target } from '../target.ts';
import { plan } from './plan.ts';
import { type Done, round } from './round.ts';
import type { Thread } from './town.ts';

interface Case {
  readonly thread: Thread;
  readonly seed: string;
}

const KILLS_OF_ONE = 25;
/** Kills, and what they need of a busy machine. */
const CASE = 30 * 60_000;
/** One line a round of this checkout. Not in the repository. */
const TALLY = join(import.meta.dirname, '../../../data/prove/crash.jsonl');
const RESULTS = join(import.meta.dirname, 'results.json');

/** The long form: rounds of 25 kills, each on a town of its own. */
export const CRASH: Target<Case> = {
  name: 'crash',
  promise: `A process that is killed (SIGKILL) ${KILLS_OF_ONE} times under its learners’ conversations, at named points of the work and anywhere: every acknowledged message has its one effect, order is kept, every reply leaves, unknown outcomes are repeated at most once and marked, timers fire and jobs are done once.`,
  cases: fc.noShrink(
    fc.record({
      thread: fc.constantFrom<Thread[]>('main', 'worker'),
      seed: fc.noBias(fc.nat(9_999_999)).map(String),
    }),
  ),
  short: 0,
  long: 20,
  chunk: 1,
  silent: CASE,
  async open() {
    build();
    return {
      hang: CASE,
      async holds({ thread, seed }) {
        const [kills] = plan(seed, 1, KILLS_OF_ONE, {});
        const done = await round({ thread, seed, kills: kills! });
        mkdirSync(dirname(TALLY), { recursive: true });
        appendFileSync(TALLY, `${JSON.stringify({ thread, seed, ...done })}\n`);
        if (done.broken.length > 0) broken(done.broken[0]!, done.broken);
        const missed = kills!.filter((point) => point && !done.kills[point]);
        if (missed.length > 0) broken(`no process came to ${missed.join(', ')}`);
      },
    };
  },
};

export interface Tally extends Omit<Done, 'broken'> {
  readonly rounds: number;
  readonly broken: number;
}

/** All rounds so far, for docs/conformance.md. */
export function keepTally(): void {
  if (!existsSync(TALLY)) return;
  const done = readFileSync(TALLY, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Done);
  const kills: Record<string, number> = {};
  for (const [point, n] of done.flatMap((one) => Object.entries(one.kills))) kills[point] = (kills[point] ?? 0) + n;
  const sum = (of: (one: Done) => number) => done.reduce((all, one) => all + of(one), 0);
  const tally: Tally = {
    rounds: done.length,
    learners: sum((one) => one.learners),
    messages: sum((one) => one.messages),
    cutAfterTaken: sum((one) => one.cutAfterTaken),
    repeats: sum((one) => one.repeats),
    broken: done.filter((one) => one.broken.length > 0).length,
    kills,
  };
  writeFileSync(RESULTS, `${JSON.stringify(tally, null, 2)}\n`);
}

export function keptTally(): Tally | undefined {
  return existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Tally) : undefined;
}
