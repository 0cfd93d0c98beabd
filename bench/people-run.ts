import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Packs } from '../src/assemble/packs.ts';
import { manyPeople } from './people.ts';
import { type Broadcasting, broadcast } from './people-broadcast.ts';
import { type Looked, looks } from './people-look.ts';
import { type Releasing, release } from './people-release.ts';
import { median } from './rounds.ts';

const PLAIN = 'Mañana a las 4 en el salón.';
const NAMED = 'Hola {{name|vecina}}, mañana a las 4 en el salón.';
const THREADS = ['main', 'worker'] as const;

/** One measured thing at one size. Rates are a second, the rest milliseconds. */
export interface Line {
  readonly what: string;
  readonly people: number;
  readonly judged?: number;
  readonly queued?: number;
  readonly released?: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

export interface PeopleResult {
  readonly broadcasts: readonly Line[];
  readonly releases: readonly Line[];
  readonly looks: readonly (Looked & { readonly people: number })[];
}

/**
 * Many people at once, and somebody who talks meanwhile: a broadcast to all, everybody's lesson let go at ten, and what
 * is asked again and again. `released`: the most people of a release; each is a turn, so a hundred thousand take minutes.
 */
export async function peopleBench(
  folder: string,
  packs: Packs,
  most: { readonly rounds: number; readonly people: number; readonly released: number },
): Promise<PeopleResult> {
  const broadcasts: Line[] = [];
  const releases: Line[] = [];
  const looked: (Looked & { people: number })[] = [];
  const template = join(folder, 'people.db');
  // The first size warms up what the others measure.
  for (const people of [1_000, 10_000, 100_000].filter((size) => size <= most.people)) {
    await manyPeople(template, people, packs);
    const field = { folder, template, packs, people };
    const rounds = people > 10_000 ? 1 : most.rounds;
    for (const thread of THREADS) {
      for (const [name, text] of [
        ['one text', PLAIN],
        ['each her name', NAMED],
      ] as const) {
        const all: Broadcasting[] = [];
        for (let round = 0; round < rounds; round++) all.push(await broadcast(field, { thread, text }));
        const of = (key: 'judged' | 'queued') => median(all.map((one) => one[key]));
        broadcasts.push({
          what: `broadcast, ${name}, ${thread} thread`,
          people,
          judged: of('judged'),
          queued: of('queued'),
          ...waits(all),
        });
      }
      if (people > most.released) continue;
      const one = await release(field, thread);
      releases.push({ what: `release, ${thread} thread`, people, released: one.released, ...waits([one]) });
    }
    looked.push(...(await looks(field)).map((one) => ({ ...one, people })));
    rmSync(template, { force: true });
  }
  return { broadcasts, releases, looks: looked };
}

function waits(all: readonly (Broadcasting | Releasing)[]) {
  const of = (key: 'p50' | 'p99' | 'longest') => median(all.map(({ waited }) => waited[key]));
  return { p50: of('p50'), p99: of('p99'), longest: of('longest') };
}

export function peopleTable({ broadcasts, releases, looks: asked }: PeopleResult): string {
  const n = (value: number | undefined) => (value === undefined ? '' : Math.round(value).toLocaleString('en'));
  const rows = (lines: readonly Line[]) =>
    lines.map(({ what, people, judged, queued, released, p50, p99, longest }) =>
      row(what, [n(people), n(judged), n(queued ?? released), p50.toFixed(1), p99.toFixed(1), longest.toFixed(1)]),
    );
  return [
    row('MANY PEOPLE (a second; her reply in ms)', ['people', 'judged', 'queued', 'p50', 'p99', 'longest']),
    ...rows(broadcasts),
    ...rows(releases),
    '',
    row('LOOKS (ms)', ['people', 'median', 'goal']),
    ...asked.map(({ what, people, ms, goal }) => row(what, [n(people), ms.toFixed(2), `≤ ${goal}`])),
  ].join('\n');
}

const row = (what: string, cells: readonly string[]): string =>
  `${what.padEnd(58)}${cells.map((cell) => cell.padStart(10)).join('')}`;
