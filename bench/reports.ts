import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import Sqlite from 'better-sqlite3';
import type { Packs } from '../src/assemble/packs.ts';
import type { Programme } from '../src/flow/programme.ts';
import type { Store } from '../src/store/port.ts';
import { built } from './built.ts';
import { at, MONDAY, manyPeople, openPeople } from './people.ts';
import { type Waited, whileTalking } from './people-talk.ts';
import { fillRecords, SESSIONS } from './records.ts';
import { percentile } from './rounds.ts';

/** Each report is asked for so often; the slowest counts. */
const TIMES = 3;
/** Before each report nobody asks for so long: what others do on the machine then weighs on both alike. */
const IDLE = 3_000;
/** Seconds of one report over all, and how many times longer than at rest somebody may wait meanwhile. */
export const GOAL = { seconds: 2, ratio: 1.5 } as const;

export interface ReportsResult {
  readonly people: number;
  readonly facts: number;
  readonly reports: readonly {
    readonly name: string;
    readonly ms: number;
    /** Her reply just before, with nothing asked, and meanwhile. */
    readonly idle: Waited;
    readonly waited: Waited;
  }[];
}

/** Every report over the records of so many people, on the reading thread, while others write fifty messages a second. */
export async function reportsBench(folder: string, packs: Packs, people: number): Promise<ReportsResult> {
  const { REPORTS } = await built<typeof import('../src/assemble/capabilities.ts')>('assemble/capabilities.js');
  const { runReport } = await built<typeof import('../src/programme/report/run.ts')>('programme/report/run.js');
  const { shellSight } = await built<typeof import('../src/programme/sight.ts')>('programme/sight.js');
  const path = join(folder, 'reports.db');
  await manyPeople(path, people, packs);
  const db = new Sqlite(path);
  db.pragma('synchronous = off');
  fillRecords(db);
  db.close();

  const now = () => MONDAY;
  const { store, mind } = await openPeople(path, packs, 'main', now);
  const llera = mind.library.programmes.get('llera')!;
  const programmes = new Map<string, Programme>([['llera', { ...llera, indicators: INDICATORS }]]);
  let before = 0;
  const talking = async (work: () => Promise<void>): Promise<Waited> => {
    const waited = await whileTalking(store, { now }, work, before);
    before += waited.messages;
    return waited;
  };
  const rest = () => talking(() => new Promise((done) => setTimeout(done, IDLE)));
  await rest(); // warms up what the others measure
  const reports: ReportsResult['reports'][number][] = [];
  for (const kind of REPORTS) {
    const took: number[] = [];
    const idle = await rest();
    const waited = await talking(async () => {
      for (let i = 0; i < TIMES; i++) {
        const began = performance.now();
        await runReport(
          kind,
          { programme: 'llera' },
          { read: (query) => store.read(query), sight: shellSight('main'), now: now(), programmes },
        );
        took.push(performance.now() - began);
      }
    });
    reports.push({ name: kind.name, ms: Math.max(...took), idle, waited });
  }
  await settled(store);
  await store.close();
  return { people, facts: people * SESSIONS, reports };
}

const INDICATORS: Programme['indicators'] = [
  { id: 'mujeres', of: 'people', when: 'profile.sexo == "mujer"' },
  { id: 'asisten', of: 'people', when: 'attendance > 0.8' },
  { id: 'tareas', of: 'people', when: 'count.homework.accepted >= 3' },
  { id: 'familiares', of: 'enterprises', when: 'enterprise.family_run' },
];

/** What was said to those who talked is left as it is: the database is thrown away. */
async function settled(store: Store): Promise<void> {
  await store.turnBatch({ arrived: [], limit: 1, ...at('settled') });
}

export function reportsTable({ people, facts, reports }: ReportsResult): string {
  const row = (what: string, cells: readonly string[]) =>
    `${what.padEnd(30)}${cells.map((cell) => cell.padStart(12)).join('')}`;
  const ratios = reports.map(({ idle, waited }) => waited.p99 / idle.p99);
  return [
    `${people.toLocaleString('en')} people, ${facts.toLocaleString('en')} facts of attendance; her reply meanwhile, p99`,
    row('REPORTS', ['ms', 'goal', 'idle', 'meanwhile', 'ratio', 'goal']),
    ...reports.map(({ name, ms, idle, waited }, i) =>
      row(name, [
        ms.toFixed(0),
        `≤ ${GOAL.seconds * 1000}`,
        idle.p99.toFixed(1),
        waited.p99.toFixed(1),
        ratios[i]!.toFixed(2),
        `≤ ${GOAL.ratio}`,
      ]),
    ),
    row('median', ['', '', '', '', percentile(ratios, 0.5).toFixed(2), `≤ ${GOAL.ratio}`]),
  ].join('\n');
}
