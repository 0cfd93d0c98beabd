import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { Packs } from '../src/assemble/packs.ts';
import { TOP } from './built.ts';
import { overHttp } from './http.ts';
import { seatLearners } from './learners.ts';
import { SCRIPT } from './lesson.ts';
import { Child, type Given, type RoundSaid, type Started } from './peers-child.ts';
import { scriptOf } from './peers-script.ts';
import { compete, median } from './rounds.ts';

/** The same lesson in other frameworks, which stand in a folder of their own with a lock of their own. */
const FOLDER = join(TOP, 'bench/peers');
export const PEERS = [
  'bottender',
  'botbuilder',
  'botbuilder-dialogs',
  'botkit',
  'builderbot-fast',
  'builderbot',
] as const;
export const OURS = {
  kept: 'Recado, no HTTP',
  sent: 'Recado, no HTTP, replies sent',
  http: 'Recado, over HTTP',
} as const;
/** Above so many, everybody sits from the start and each round is a sixth of them: a whole round each would take an hour. */
const SEAT_ONCE = 5_000;
const WARM = 1_000;
/** People of a round over HTTP. */
const WIRED = 1_500;

export interface Measured {
  readonly name: string;
  readonly people: number;
  /** Messages a second. */
  readonly median: number;
  readonly best: number;
  readonly rounds: readonly number[];
  /** µs of processor a message, median. */
  readonly cpu: number;
  /** Resident memory of its process at the end, in MB. */
  readonly rss: number;
  /** Rounds that were cut off before everybody was through. */
  readonly cut: number;
}

export interface Peers {
  readonly about: readonly Started[];
  readonly measured: readonly Measured[];
  /** Of the machine, before and after: one minute's load. */
  readonly load: readonly [number, number];
}

export interface HowLong {
  readonly sizes: readonly number[];
  /** Counted; one more warms up. */
  readonly rounds: number;
  /** A round is cut off after so long, in ms. */
  readonly most: number;
}

/** Installs the peers where they are missing or of another lock. */
export function installPeers(): void {
  const lock = readFileSync(join(FOLDER, 'package-lock.json'), 'utf8');
  const wanted = Object.entries((JSON.parse(lock) as { packages: Record<string, { version: string }> }).packages);
  const there = ([path, { version }]: (typeof wanted)[number]): boolean => {
    const file = join(FOLDER, path, 'package.json');
    return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version === version;
  };
  const named = JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8')) as { dependencies: object };
  const ours = new Set(Object.keys(named.dependencies).map((name) => `node_modules/${name}`));
  if (wanted.filter(([path]) => ours.has(path)).every(there)) return;
  console.log('Installing the peers (some 400 MB, about a minute)…');
  const { status } = spawnSync('npm', ['ci', '--prefix', FOLDER], { stdio: 'inherit', cwd: FOLDER });
  if (status !== 0) throw new Error('`npm ci --prefix bench/peers` failed.');
}

/** Every framework and we give the same lesson at each size, in turns, each in a process of its own. */
export async function peersBench(folder: string, packs: Packs, stub: number, how: HowLong): Promise<Peers> {
  installPeers();
  const before = loadavg()[0]!;
  const words = await scriptOf(packs);
  const warm = { path: join(folder, 'warm.db'), people: WARM };
  await seatLearners(warm.path, WARM, packs);
  const about: Started[] = [];
  const measured: Measured[] = [];
  for (const people of how.sizes) {
    const template = { path: join(folder, `peers-${people}.db`), people };
    await seatLearners(template.path, people, packs);
    const seatOnce = people > SEAT_ONCE;
    const slice = Math.floor(people / (how.rounds + 1));
    const given: Given = { people, seatOnce, ...words, template, warm };
    const ours = (['kept', 'sent'] as const).filter((one) => one === 'kept' || seatOnce);
    const children = [
      ...ours.map((one) => new Child(join(TOP, 'bench/peers-ours.ts'), [one], ['--import', 'tsx'])),
      ...PEERS.map((one) => new Child(join(FOLDER, 'child.mjs'), [one])),
    ];
    console.error(`… ${people} people`);
    try {
      measured.push(...(await atSize(children, given, slice, how, about)));
    } finally {
      await Promise.all(children.map((child) => child.stop()));
    }
    if (seatOnce) {
      // Of all who sit, so many a round: HTTP has its own bench, and this is no longer for its sake.
      const field = {
        folder,
        template: template.path,
        people: Math.min(slice, WIRED),
        rounds: how.rounds,
        warm: 1,
        packs,
      };
      const wire = overHttp(OURS.http, field, { thread: 'main', stub });
      const [rate] = await compete([wire], how.rounds);
      measured.push({ ...rate!, people, cpu: median(wire.seen.cpu), rss: 0, cut: 0 });
    }
  }
  return { about, measured, load: [before, loadavg()[0]!] };
}

async function atSize(
  children: readonly Child[],
  given: Given,
  slice: number,
  how: HowLong,
  about: Started[],
): Promise<Measured[]> {
  const all: { readonly child: Child; readonly name: string; readonly said: (RoundSaid & { rss: number })[] }[] = [];
  for (const child of children) {
    const { rss: _, ...started } = await child.ask<Started>({ act: 'start', ...given });
    if (!about.some(({ name }) => name === started.name)) about.push(started);
    all.push({ child, name: started.name, said: [] });
  }
  for (let round = 0; round <= how.rounds; round++) {
    const part = { from: round * slice, to: (round + 1) * slice };
    for (const { child, said } of all) said.push(await child.ask<RoundSaid>({ act: 'round', ...part, most: how.most }));
  }
  for (const { child } of all) await child.ask<object>({ act: 'end' });
  return all.map(({ name, said }) => {
    const counted = said.slice(1);
    const rates = counted.map(({ messages, ms }) => (messages / ms) * 1_000);
    return {
      name,
      people: given.people,
      median: median(rates),
      best: Math.max(...rates),
      rounds: rates,
      cpu: median(counted.map(({ messages, cpu }) => cpu / messages)),
      rss: said.at(-1)!.rss / 1_000_000,
      cut: counted.filter(({ cut }) => cut).length,
    };
  });
}

const GOALS: readonly (readonly [what: string, of: string, to: string, goal: string])[] = [
  ['Recado ÷ bottender', OURS.kept, 'bottender', '≥ 1'],
  ['Recado ÷ botbuilder, own prompts', OURS.kept, 'botbuilder, own prompts', '≥ 2'],
  ['Recado ÷ botbuilder, dialogs', OURS.kept, 'botbuilder, dialogs', '≥ 2'],
  ['Recado ÷ botkit', OURS.kept, 'botkit', '≥ 3'],
  ['Recado ÷ BuilderBot, MemoryDB', OURS.kept, 'BuilderBot, MemoryDB', '≥ 100'],
  ['Recado ÷ BuilderBot, O(1) store of ours', OURS.kept, 'BuilderBot, O(1) store of ours', ''],
];

/** Ratios at the largest size first, then what each did at every size, then what each keeps and does for a message. */
export function peersTable({ about, measured, load }: Peers): string {
  const sizes = [...new Set(measured.map(({ people }) => people))];
  const largest = Math.max(...sizes);
  const at = (name: string, people: number) => measured.find((one) => one.name === name && one.people === people);
  const ratio = (what: string, one: Measured | undefined, other: Measured | undefined, goal: string) =>
    one && other
      ? [
          line(
            what,
            (one.median / other.median).toFixed(2),
            (one.best / other.best).toFixed(2),
            `${(other.cpu / one.cpu).toFixed(2).padStart(6)}   ${goal}`,
          ),
        ]
      : [];
  const count = (value: number) => Math.round(value).toLocaleString('en');
  return [
    line(`RATIO at ${count(largest)} people`, 'median', 'best', 'by CPU   goal'),
    ...GOALS.flatMap(([what, of, to, goal]) => ratio(what, at(of, largest), at(to, largest), goal)),
    ...ratio('Recado, replies sent ÷ bottender', at(OURS.sent, largest), at('bottender', largest), ''),
    ...ratio('Recado, over HTTP ÷ bottender', at(OURS.http, largest), at('bottender', largest), ''),
    ...sizes
      .slice(0, -1)
      .flatMap((size) =>
        ratio(
          `Recado at ${count(largest)} ÷ at ${count(size)}`,
          at(OURS.kept, largest),
          at(OURS.kept, size),
          size === 2_000 ? '≥ 0.9' : '',
        ),
      ),
    ...sizes.flatMap((size) => [
      '',
      line(`AT ${count(size)} PEOPLE, messages a second`, 'median', 'best', 'CPU µs/msg, RSS MB'),
      ...measured
        .filter(({ people }) => people === size)
        .map(({ name, median: middle, best, cpu, rss, cut }) =>
          line(
            cut > 0 ? `${name} (cut off in ${cut} rounds: the rate of the part it did)` : name,
            count(middle),
            count(best),
            `${count(cpu)}${rss > 0 ? `, ${count(rss)}` : ''}`,
          ),
        ),
    ]),
    '',
    ...about.map(({ name, version, keeps, does }) => `${name} ${version}\n  keeps ${keeps}\n  does  ${does}`),
    '',
    `Load of the machine, one minute: ${load.map((one) => one.toFixed(1)).join(' before, ')} after. Everybody's ${SCRIPT.length} messages, 100 under way at once.`,
  ].join('\n');
}

const line = (what: string, a: string, b: string, c: string): string =>
  `${what.padEnd(72)} ${a.padStart(11)} ${b.padStart(11)}   ${c}`;
