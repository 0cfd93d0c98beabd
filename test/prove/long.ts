import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Asked, Told } from './child.ts';
import { keepTally } from './crash/suite.ts';
import { caseAt, type Found } from './prove.ts';
import { keepSeed } from './seeds.ts';
import { SUITES } from './suites.ts';
import type { AnyTarget } from './target.ts';

const HELP = `npm run prove -- --long     every target in full; goes on where it was stopped
  --seed N                  another run (1 without it)
  --only a,b                these targets
  --chunk N                 this chunk of them alone, whatever was done before
  --minutes N               as far as that goes
  --lanes N                 so many targets at once (1 without it): as many as the machine has processors
  --keep                    keep the totals in test/prove/results.json for docs/conformance.md
`;

const RESULTS = join(import.meta.dirname, 'results.json');
/**
 * A child that says nothing for so long hangs: its case alone is slow after a second (target.ts), and a busy machine is slower.
 * A suite whose cases are long says so itself.
 */
const SILENT = 60_000;
/** A child above this is taken for one that leaks, in bytes: chunks end long before. */
const RSS_MOST = 1_500_000_000;
/** What one fault shows in many cases need be kept only so often. */
const KEPT_OF_ONE = 2;

interface Progress {
  readonly seed: number;
  readonly done: Record<string, number>;
  readonly found: number;
}

const { values } = parseArgs({
  options: {
    long: { type: 'boolean' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    chunk: { type: 'string' },
    minutes: { type: 'string' },
    lanes: { type: 'string', default: '1' },
    keep: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

const seed = Number(values.seed);
/** Where a run that was stopped goes on: chunks done, by target. Not in the repository. */
const PROGRESS = join(import.meta.dirname, `../../data/prove/seed-${seed}.json`);
const only = values.only?.split(',');
/** `network` is `network-days` too. */
const isAsked = (name: string) => !only || only.some((one) => name === one || name.startsWith(`${one}-`));
const targets = SUITES.filter(({ name }) => isAsked(name));
const until =
  values.minutes === undefined ? Number.POSITIVE_INFINITY : performance.now() + Number(values.minutes) * 60_000;
const alone = values.chunk === undefined ? undefined : Number(values.chunk);
const told = new Map<string, number>();
let progress = readProgress();

const began = performance.now();
// Of one chunk it is asked whether that one holds, whatever was found before.
const before = alone === undefined ? 0 : progress.found;
if (alone === undefined) await everything();
else for (const target of targets) await chunk(target, alone);
if (alone !== undefined && progress.found === before) say(`chunk ${alone} holds.`);
process.exit(progress.found > before ? 1 : 0);

/** Target after target in turns, so that a run which is stopped early has looked at all of them: each in one lane at a time. */
async function everything(): Promise<void> {
  const chunks = (target: AnyTarget) => Math.ceil(target.long / target.chunk);
  const left = (target: AnyTarget) => chunks(target) - (progress.done[target.name] ?? 0);
  const underWay = new Set<AnyTarget>();
  const lane = async () => {
    for (;;) {
      const next = targets
        .filter((target) => left(target) > 0 && !underWay.has(target))
        .sort((a, b) => left(b) / chunks(b) - left(a) / chunks(a))[0];
      if (!next || performance.now() > until) return;
      underWay.add(next);
      await chunk(next, progress.done[next.name] ?? 0);
      underWay.delete(next);
      done(next);
    }
  };
  await Promise.all(Array.from({ length: Number(values.lanes) }, lane));
  say(`${total().toLocaleString('en')} cases, ${progress.found} broke a promise, seed ${seed}.`);
  if (values.keep) keepResults();
}

function done(target: AnyTarget): void {
  progress = { ...progress, done: { ...progress.done, [target.name]: (progress.done[target.name] ?? 0) + 1 } };
  writeProgress();
  say(
    `${target.name.padEnd(14)} ${casesOf(target).toLocaleString('en').padStart(9)} of ${target.long.toLocaleString('en').padStart(9)}   ${total().toLocaleString('en')} in all, ${progress.found} found`,
  );
}

function casesOf({ name, chunk, long }: AnyTarget): number {
  return Math.min(long, (progress.done[name] ?? 0) * chunk);
}
function total(): number {
  return targets.reduce((sum, target) => sum + casesOf(target), 0);
}

/** Runs one chunk in a child. A case that hangs or a child that dies is found by running the chunk again, told case by case. */
async function chunk(target: AnyTarget, nth: number): Promise<void> {
  const asked = { target: target.name, seed: seed * 1_000_000 + nth, runs: target.chunk };
  const silent = target.silent ?? SILENT;
  const came = await inChild({ ...asked, careful: false }, silent);
  if (came.found) return kept(target, came.found, nth);
  if (came.ended === undefined) {
    if (came.rss > RSS_MOST) say(`${target.name}: ${Math.round(came.rss / 1e6)} MB after chunk ${nth}`);
    return;
  }
  const again = await inChild({ ...asked, careful: true }, silent);
  if (again.found) return kept(target, again.found, nth);
  // A laptop that slept, a machine that was stopped: the same cases are well now.
  if (again.ended === undefined) return say(`${target.name} chunk ${nth}: the process ${came.ended}, and not again`);
  const run = again.run ?? came.run ?? 0;
  const found = {
    target: target.name,
    says: `the process ${came.ended}`,
    seed: asked.seed,
    case: caseAt(target, asked.seed, run),
  };
  kept(target, found, nth);
}

function kept(target: AnyTarget, found: Found, nth: number): void {
  progress = { ...progress, found: progress.found + 1 };
  const key = `${found.target} ${found.says.replace(/\d+/g, 'n')}`;
  const times = (told.get(key) ?? 0) + 1;
  told.set(key, times);
  const file = times <= KEPT_OF_ONE && found.case !== null ? keepSeed(found) : 'kept before';
  say(
    `BROKEN ${target.name} chunk ${nth}: ${found.says}\n       ${file}; again: npm run prove -- --long --seed ${seed} --only ${target.name} --chunk ${nth}`,
  );
}

interface Came {
  readonly found?: Found | undefined;
  readonly rss: number;
  readonly run?: number | undefined;
  /** How it ended otherwise than by itself. */
  readonly ended?: string;
}

function inChild(asked: Asked, silent: number): Promise<Came> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'child.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((resolve) => {
    let run: number | undefined;
    let alarm = setTimeout(hangs, silent);
    const end = (came: Came) => {
      clearTimeout(alarm);
      child.removeAllListeners();
      child.kill('SIGKILL');
      resolve(came);
    };
    function hangs(): void {
      end({ rss: 0, run, ended: `was silent for ${silent / 1_000} s` });
    }
    child.on('message', (said: Told) => {
      if ('done' in said) return end({ rss: said.rss, found: said.found });
      run = said.run;
      clearTimeout(alarm);
      alarm = setTimeout(hangs, silent);
    });
    child.on('exit', (code, signal) => end({ rss: 0, run, ended: `died (${signal ?? code})` }));
    child.send(asked);
  });
}

function readProgress(): Progress {
  try {
    const read = JSON.parse(readFileSync(PROGRESS, 'utf8')) as Progress;
    if (read.seed === seed) return read;
  } catch {
    // Nothing was begun.
  }
  return { seed, done: {}, found: 0 };
}

function writeProgress(): void {
  mkdirSync(dirname(PROGRESS), { recursive: true });
  writeFileSync(PROGRESS, JSON.stringify(progress));
}

function keepResults(): void {
  keepTally();
  // A run of some leaves what is kept of the others.
  const before = existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as { cases: object }).cases : {};
  const cases = { ...before, ...Object.fromEntries(targets.map((target) => [target.name, casesOf(target)])) };
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
  writeFileSync(
    RESULTS,
    `${JSON.stringify({ on: new Date().toISOString().slice(0, 10), machine, seed, found: progress.found, cases }, null, 2)}\n`,
  );
}

function say(line: string): void {
  const minutes = ((performance.now() - began) / 60_000).toFixed(1).padStart(6);
  process.stdout.write(`${minutes} min  ${line}\n`);
}
