import Database from 'better-sqlite3';
import { MIGRATIONS } from '../../../src/assemble/top.ts';
import type { Point } from '../../../src/base/points.ts';
import { type Random, seededRandom } from '../../../src/base/random.ts';
import { readMigrations } from '../../../src/files.ts';
import { applyMigrations } from '../../../src/store/sqlite/apply-migrations.ts';
import { pause } from '../../end-to-end/process.ts';
import { quiet, sending } from './books.ts';
import { broken, type Left } from './laws.ts';
import { Learners } from './learners.ts';
import { BEHIND, passagesOf } from './plan.ts';
import { type KillAt, type Thread, Town } from './town.ts';

export interface Round {
  readonly thread: Thread;
  readonly seed: string;
  /** Where to kill, one process after the other; null: at any moment. */
  readonly kills: readonly (Point | null)[];
  readonly say?: (line: string) => void;
  /** Looks at what is left before it is thrown away, where all promises held. */
  readonly look?: (left: Left) => void;
}

export interface Done {
  /** Kills by the point at which they fell; `anywhere` for the others. */
  readonly kills: Readonly<Record<string, number>>;
  readonly learners: number;
  readonly messages: number;
  /** Messages of ours that left more than once, marked. */
  readonly repeats: number;
  /** Messages that a provider had taken when the process died before it knew. */
  readonly cutAfterTaken: number;
  readonly broken: readonly string[];
}

/** A process that serves and does not come to its point in so long is killed where it is, in real ms. */
const POINT_PATIENCE = 25_000;
/** What it does with what the last one left is over as soon as it serves. */
const CAREFUL_PATIENCE = 5_000;
const ANYWHERE_WITHIN = 2_000;
/** A newcomer every so long while kills go on, in real ms. */
const NEWCOMER_EVERY = 500;
/** Learners in the middle of their conversations. */
const AT_ONCE = 20;
/** A reminder's unknown outcome is waited for during ten minutes of the fast clock, that is half a minute; beside it all else is quick. */
const REST_PATIENCE = 240_000;

/** A point that was missed so often in a round is left to another round. */
const TRIES = 3;

/** One town, killed again and again under its learners' conversations, then left alone until all is done. */
export async function round({ thread, seed, kills, say = () => {}, look }: Round): Promise<Done> {
  const random = seededRandom(seed);
  const town = await new Town(thread).open(seed);
  const learners = new Learners(town.emulator, seed);
  const cut = new Map<string, number>();
  const fell: Record<string, number> = {};
  const missed: Point[] = [];
  let cutAfterTaken = 0;
  let living: NodeJS.Timeout | undefined;
  let letIn = 0;
  const live = () => {
    if (performance.now() >= letIn && learners.under < AT_ONCE) {
      letIn = performance.now() + NEWCOMER_EVERY;
      learners.one();
    }
    learners.live();
  };
  try {
    makeOld(town);
    const left = [...kills];
    for (let point = left.shift(); point !== undefined; point = left.shift()) {
      // What was missed is tried again at its first passage.
      const passages = point && !missed.includes(point) ? passagesOf(point) : 1;
      const kill = point && { point, nth: 1 + Math.floor(random() * passages) };
      const before = town.book.length;
      town.start(kill ?? undefined);
      const served = await town.process.serving().then(
        () => true,
        () => false,
      );
      if (served && !living) {
        // Who names a group that is there is put into it by a job.
        await town.command('cohort', 'new', 'muelle', '--name', 'grupo-a', '--starts', '2026-03-02').catch(() => {});
        living = setInterval(live, 10);
      }
      const where = await ended(town, kill, random, before);
      fell[where] = (fell[where] ?? 0) + 1;
      if (point && where !== point && missed.push(point) && missed.filter((one) => one === point).length < TRIES)
        left.push(point);
      for (const { id, to, priority } of sending(town)) {
        cut.set(id, (cut.get(id) ?? 0) + 1);
        if (priority > 0) learners.cutOff(to);
        if (town.emulator.received.some(({ outboxId }) => outboxId === id)) cutAfterTaken++;
      }
      say(`${where}${kill ? ` (${kill.point}:${kill.nth})` : ''}`);
    }
    letIn = Number.POSITIVE_INFINITY;
    town.start();
    await town.process.serving();
    const until = performance.now() + REST_PATIENCE;
    while (!(learners.done && quiet(town)) && performance.now() < until) await pause(50);
    const stopped = await town.process.end('SIGTERM');
    const rest: Left = { town, learners: learners.all, cut };
    const found = [...(stopped === 0 ? [] : [`a clean stop ended with ${stopped}`]), ...broken(rest)];
    if (found.length === 0) look?.(rest);
    const ids = town.emulator.received.map(({ outboxId }) => outboxId);
    return {
      kills: fell,
      learners: learners.all.length,
      messages: learners.all.reduce((sum, { sent }) => sum + sent.length, 0),
      repeats: ids.length - new Set(ids).size,
      cutAfterTaken,
      broken: found,
    };
  } finally {
    clearInterval(living);
    await town.close();
  }
}

/** The database of a version that was some migrations behind. */
function makeOld(town: Town): void {
  const migrations = readMigrations(MIGRATIONS, 'sqlite');
  const db = new Database(town.database);
  applyMigrations(db, migrations.slice(0, -BEHIND), town.clock.now());
  db.close();
}

/** Waits for the process to kill itself, or kills it. Where that was. */
async function ended(town: Town, kill: KillAt | null, random: Random, before: number): Promise<string> {
  const { process } = town;
  const patience = kill?.point.startsWith('careful.') ? CAREFUL_PATIENCE : POINT_PATIENCE;
  const until = performance.now() + (kill ? patience : random() * ANYWHERE_WITHIN);
  while (process.running && performance.now() < until) await pause(5);
  const byItself = !process.running;
  await process.end('SIGKILL');
  const said = town.book[before];
  if (said !== undefined) return said.split(' ')[0]!;
  if (byItself) throw new Error(`the product ended by itself: ${process.said}${process.errors}`);
  return 'anywhere';
}
