import type { Packs } from '../src/assemble/packs.ts';
import { type Called, calls } from './learning-calls.ts';
import { type Certified, certificates } from './learning-certificates.ts';
import { type Rehearsed, rehearsals } from './learning-rehearsal.ts';

/** Seconds. `linear`: how much more a person may cost in a programme three times as large. */
const GOAL = { rehearsal: 60, linear: 1.2, certificates: 60 } as const;

export interface LearningResult {
  readonly rehearsals: readonly Rehearsed[];
  readonly certificates: Certified;
  readonly calls: readonly Called[];
}

/** What a programme does as a whole: a rehearsal of it, its certificates, its call list. */
export async function learningBench(folder: string, packs: Packs): Promise<LearningResult> {
  return {
    calls: await calls(folder, packs),
    certificates: await certificates(folder, packs),
    rehearsals: await rehearsals(),
  };
}

export function learningTable({ rehearsals: all, certificates: one, calls: asked }: LearningResult): string {
  const row = (what: string, cells: readonly string[]) =>
    `${what.padEnd(46)}${cells.map((cell) => cell.padStart(12)).join('')}`;
  const each = all.map(({ people, cpu }) => cpu / people);
  return [
    row('LEARNING (s)', ['cpu', 'wall', 'goal', '']),
    ...all.map(({ people, cpu, wall, messages }) =>
      row(`rehearsal, ${people} people × 12 weeks`, [
        cpu.toFixed(1),
        wall.toFixed(1),
        `≤ ${GOAL.rehearsal}`,
        `${messages.toLocaleString('en')} msgs`,
      ]),
    ),
    row('a person of the largest ÷ of the smallest', [(each.at(-1)! / each[0]!).toFixed(2), '', `≤ ${GOAL.linear}`]),
    row(`${one.given.toLocaleString('en')} certificates, ${one.drawn.toLocaleString('en')} drawn`, [
      one.cpu.toFixed(1),
      one.wall.toFixed(1),
      `≤ ${GOAL.certificates}`,
      `${one.shown} shown`,
    ]),
    '',
    row('LOOKS', ['people', 'ms']),
    ...asked.map(({ what, people, ms }) => row(what, [people.toLocaleString('en'), ms.toFixed(1)])),
  ].join('\n');
}
