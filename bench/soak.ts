import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Packs } from '../src/assemble/packs.ts';
import { DIST } from './built.ts';
import { requestsOf, sendAll } from './client.ts';
import { environment } from './http.ts';
import { signedText } from './learners.ts';
import { SCRIPT } from './lesson.ts';
import { manyPeople, phoneOfMany } from './people.ts';
import { run } from './processes.ts';
import { percentile } from './rounds.ts';
import { resident } from './size.ts';

/** One minute of the soak. Times in ms, processor in µs a message, memory in MB. */
export interface Minute {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpu: number;
  readonly memory: number;
}

export interface Soaked {
  readonly minutes: readonly Minute[];
  /** Messages a second as fast as answers come: at the beginning, and at the end over all that was kept meanwhile. */
  readonly fullFirst: number;
  readonly fullLast: number;
  /** Messages a second of the last third ÷ of the first. */
  readonly thirds: number;
  /** MB a minute, by least squares over the last two thirds. */
  readonly slope: number;
  /** Messages whose turn said nothing, by what it did: each is to be explained. */
  readonly unanswered: Readonly<Record<string, number>>;
}

const FULL_LOAD = 6_000;
/** After it the code is compiled and the caches are full. */
const WARM_UP = 3_000;
const SECONDS_EACH = 60;
/** Of each person: the lesson, then four cries for help. */
const SAYS = [...SCRIPT, 'AYUDA', 'AYUDA', 'AYUDA', 'AYUDA'];
/** Replies leave as fast as they are written, as from a number that Meta has raised. */
const REPLIES = 1_000;

/** Half load for so many minutes: signed webhooks in, replies out to a stub, the product in a process of its own. */
export async function soak(folder: string, packs: Packs, minutes: number, stub: number): Promise<Soaked> {
  const path = join(folder, 'soak.db');
  const people = 20_000 + minutes * 8_000;
  await manyPeople(path, people, packs, { lesson: 'dos-botes' });
  const server = await run([join(DIST, 'cli/main.js'), 'start'], environment(`sqlite:${path}`, stub, REPLIES));
  let sent = 0;
  let soaked: Omit<Soaked, 'unanswered'>;
  /** Everybody's first word, then everybody's second: a person's next message comes long after her reply. */
  const take = (count: number) =>
    requestsOf(
      Array.from({ length: count }, () => {
        const round = Math.floor(sent / people);
        const request = signedText(phoneOfMany(sent % people), SAYS[round % SAYS.length]!, sent);
        sent++;
        return request;
      }),
    );
  const send = async (count: number, rate?: number) => {
    const requests = take(count);
    const cpu = server.cpu();
    const all = await sendAll(server.port, requests, rate);
    if (all.good !== count) throw new Error(`Of ${count} messages ${all.good} were answered with 200.`);
    return { ...all, rate: (count / all.tookMs) * 1_000, cpu: (server.cpu() - cpu) / count };
  };
  try {
    await send(WARM_UP);
    const fullFirst = (await send(FULL_LOAD)).rate;
    const seen: Minute[] = [];
    for (let minute = 0; minute < minutes; minute++) {
      const { latencies, rate, cpu } = await send(Math.round((fullFirst / 2) * SECONDS_EACH), fullFirst / 2);
      const one = { rate, cpu, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
      seen.push({ ...one, memory: resident(server.pid) });
      if (minute % 5 === 4) console.log(`soak, minute ${minute + 1}: ${line(seen.at(-1)!)}`);
    }
    const fullLast = (await send(FULL_LOAD)).rate;
    const third = Math.ceil(seen.length / 3);
    const mean = (some: readonly Minute[]) => some.reduce((sum, { rate }) => sum + rate, 0) / some.length;
    const thirds = mean(seen.slice(-third)) / mean(seen.slice(0, third));
    soaked = { minutes: seen, fullFirst, fullLast, thirds, slope: slopeOf(seen.slice(third).map((one) => one.memory)) };
  } finally {
    await server.stop();
  }
  const unanswered = check(path, sent);
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  return { ...soaked, unanswered };
}

/** Each message had its turn and none was given up. What those turns did that said nothing. */
function check(path: string, sent: number): Record<string, number> {
  const db = new Sqlite(path, { readonly: true });
  const count = (sql: string) => Number(db.prepare(sql).pluck().get());
  const found = {
    turned: count('select count(*) from inbox where state = 1'),
    failed: count("select count(*) from outbox where state in ('failed', 'dropped')"),
    aside: count('select count(*) from set_aside'),
  };
  const silent = db
    .prepare(
      `select did, count(*) as n from inbox where seq not in (select cause from outbox where cause is not null) group by did`,
    )
    .raw()
    .all() as [string | null, number][];
  db.close();
  const right = { turned: sent, failed: 0, aside: 0 };
  if (JSON.stringify(found) !== JSON.stringify(right))
    throw new Error(`The work was not done: ${JSON.stringify(found)} instead of ${JSON.stringify(right)}`);
  return Object.fromEntries(silent.map(([did, n]) => [String(did), n]));
}

/** Least squares over values a minute apart. */
export function slopeOf(values: readonly number[]): number {
  const n = values.length;
  if (n < 2) return 0;
  const middle = (n - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  let over = 0;
  let under = 0;
  values.forEach((value, i) => {
    over += (i - middle) * (value - mean);
    under += (i - middle) ** 2;
  });
  return over / under;
}

const line = ({ rate, p50, p99, cpu, memory }: Minute): string =>
  `${Math.round(rate)}/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${Math.round(cpu)} µs, ${Math.round(memory)} MB`;

export function soakTable({ minutes, fullFirst, fullLast, thirds, slope, unanswered }: Soaked): string {
  return [
    `SOAK of ${minutes.length} minutes`,
    `first minute: ${line(minutes[0]!)}`,
    `last minute:  ${line(minutes.at(-1)!)}`,
    `last third ÷ first third: ${thirds.toFixed(3)} (≥ 0.95)`,
    `memory: ${slope.toFixed(2)} MB a minute over the last two thirds (< 1)`,
    `turns that said nothing: ${JSON.stringify(unanswered)}`,
    `as fast as answers come: ${Math.round(fullFirst)}/s at the beginning, ${Math.round(fullLast)}/s at the end`,
  ].join('\n');
}
