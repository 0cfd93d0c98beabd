import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import Sqlite from 'better-sqlite3';
import type { Packs } from '../src/assemble/packs.ts';
import { DIST } from './built.ts';
import { requestsOf, sendAll } from './client.ts';
import { environment } from './http.ts';
import { signedText } from './learners.ts';
import { manyPeople, phoneOfMany } from './people.ts';
import { run } from './processes.ts';

/** What a database of so many idle people is, and what it costs to start over it. */
export interface Sized {
  readonly people: number;
  /** Bytes of one person's conversation as text, and of the table and its indexes that keep it. */
  readonly state: number;
  readonly kept: number;
  /** Bytes of everything there is about one of them. */
  readonly whole: number;
  /** From the start of the process until it says that it runs, and until it is ready; ms. */
  readonly running: number;
  readonly ready: number;
  /** Resident memory in MB: started, and after messages of many different people. */
  readonly idle: number;
  readonly worked: number;
}

/** Messages after which memory is looked at, each of somebody else as long as there are so many. */
const MESSAGES = 4_000;
const MB = 1_000_000;

/**
 * `sizes` people who stand in the middle of a lesson and say nothing: each size in a database of its own, the product
 * started over it in a process of its own, then written to by people from all over it.
 */
export async function sizeBench(
  folder: string,
  packs: Packs,
  sizes: readonly number[],
  stub: number,
): Promise<Sized[]> {
  const all: Sized[] = [];
  for (const people of sizes) {
    const path = join(folder, `size-${people}.db`);
    await manyPeople(path, people, packs, { lesson: 'dos-botes' });
    const kept = bytes(path, people);
    const began = performance.now();
    const server = await run([join(DIST, 'cli/main.js'), 'start'], environment(`sqlite:${path}`, stub, 80));
    const running = performance.now() - began;
    await untilReady(server.port);
    const ready = performance.now() - began;
    try {
      const idle = resident(server.pid);
      const step = Math.max(1, Math.floor(people / MESSAGES));
      const messages = Array.from({ length: MESSAGES }, (_, i) =>
        signedText(phoneOfMany((i * step) % people), 'AYUDA', i),
      );
      const { good } = await sendAll(server.port, requestsOf(messages));
      if (good !== MESSAGES) throw new Error(`Of ${MESSAGES} messages ${good} were answered with 200.`);
      all.push({ people, ...kept, running, ready, idle, worked: resident(server.pid) });
    } finally {
      await server.stop();
      for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
    }
  }
  return all;
}

function bytes(path: string, people: number): Pick<Sized, 'state' | 'kept' | 'whole'> {
  const db = new Sqlite(path, { readonly: true });
  const one = (sql: string) => Number(db.prepare(sql).pluck().get());
  const state = one('select sum(length(cast(state as blob))) from conversation') / people;
  const kept =
    one(`select sum(pgsize) from dbstat where aggregate = true
      and name in (select name from sqlite_schema where tbl_name = 'conversation')`) / people;
  db.close();
  return { state, kept, whole: statSync(path).size / people };
}

async function untilReady(port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
    await answer.arrayBuffer();
    if (answer.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It runs and does not become ready.');
}

/** Resident memory of a process in MB, as Linux counts it. */
export function resident(pid: number): number {
  const kb = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kb) * 1_024) / MB;
}

export function sizeTable(sizes: readonly Sized[]): string {
  const n = (value: number) => Math.round(value).toLocaleString('en');
  const row = (cells: readonly string[]) => cells.map((cell) => cell.padStart(14)).join('');
  const [first] = sizes;
  const last = sizes.at(-1);
  const head = [
    'people',
    'state, bytes',
    'kept, bytes',
    'ratio',
    'all, bytes',
    'running, ms',
    'ready, ms',
    'idle, MB',
    'worked, MB',
  ];
  return [
    row(head),
    ...sizes.map((one) =>
      row([
        n(one.people),
        n(one.state),
        n(one.kept),
        (one.kept / one.state).toFixed(2),
        n(one.whole),
        n(one.running),
        n(one.ready),
        n(one.idle),
        n(one.worked),
      ]),
    ),
    `kept ÷ state ≤ 1.35, kept ≤ 1,000 bytes, ready ≤ 3,000 ms; memory at the largest ÷ at the smallest: ${(last!.worked / first!.worked).toFixed(2)} (≤ 1.5)`,
  ].join('\n');
}
