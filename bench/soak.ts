import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Packs } from '../src/assemble/packs.ts';
import { DIST } from './built.ts';
import { requestsOf, sendAll } from './client.ts';
import { environment, turned } from './http.ts';
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
  /** Messages a second until each has its turn and its reply has left: at the beginning, and at the end over all that was kept meanwhile. */
  readonly fullFirst: number;
  readonly fullLast: number;
  /** Messages a second of the last third ÷ of the first. */
  readonly thirds: number;
  /** MB a minute, by least squares over the last two thirds. */
  readonly slope: number;
  /** Replies that had not left when the product was stopped. */
  readonly waiting: number;
  /** What is not as it must be when all is done; empty where all is well. */
  readonly faults: readonly string[];
}

const FULL_LOAD = 6_000;
/** After it the code is compiled and the caches are full. */
const WARM_UP = 3_000;
const SECONDS_EACH = 60;
/**
 * Of each person: the lesson, then cries for help, each answered in its own turn. Words would be parts of the homework that
 * the lesson gives, and those are told together a little later (conversation/receipts.ts).
 */
const saysIn = (round: number): string => SCRIPT[round] ?? 'AYUDA';
/** Silent turns that are shown with what is to be known of them. */
const SHOWN = 10;
/** The most that Meta lets a number send in a second; what is written faster waits. */
const REPLIES = 1_000;

/** Half load for so many minutes: signed webhooks in, replies out to a stub, the product in a process of its own. */
export async function soak(folder: string, packs: Packs, minutes: number, stub: number): Promise<Soaked> {
  const path = join(folder, 'soak.db');
  const people = 20_000 + minutes * 8_000;
  await manyPeople(path, people, packs, { lesson: 'dos-botes' });
  const server = await run([join(DIST, 'cli/main.js'), 'start'], environment(`sqlite:${path}`, stub, REPLIES));
  let sent = 0;
  let refused = 0;
  let soaked: Omit<Soaked, 'faults' | 'waiting'>;
  /** Everybody's first word, then everybody's second: a person's next message comes long after her reply. */
  const take = (count: number) =>
    requestsOf(
      Array.from({ length: count }, () => {
        const round = Math.floor(sent / people);
        const request = signedText(phoneOfMany(sent % people), saysIn(round), sent);
        sent++;
        return request;
      }),
    );
  const send = async (count: number, rate?: number) => {
    const requests = take(count);
    const cpu = server.cpu();
    const all = await sendAll(server.port, requests, rate);
    refused += count - all.good;
    return { ...all, rate: (count / all.tookMs) * 1_000, cpu: (server.cpu() - cpu) / count };
  };
  // An acknowledgement waits neither for the turn nor for the reply: all that it can do is done when both are.
  const full = async () => {
    const began = performance.now();
    await send(FULL_LOAD);
    await answered(path);
    return (FULL_LOAD / (performance.now() - began)) * 1_000;
  };
  try {
    await send(WARM_UP);
    await answered(path);
    const fullFirst = await full();
    const seen: Minute[] = [];
    for (let minute = 0; minute < minutes; minute++) {
      const { latencies, rate, cpu } = await send(Math.round((fullFirst / 2) * SECONDS_EACH), fullFirst / 2);
      const one = { rate, cpu, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
      seen.push({ ...one, memory: resident(server.pid) });
      if (minute % 5 === 4) console.log(`soak, minute ${minute + 1}: ${line(seen.at(-1)!)}`);
    }
    await answered(path);
    const fullLast = await full();
    const third = Math.ceil(seen.length / 3);
    const mean = (some: readonly Minute[]) => some.reduce((sum, { rate }) => sum + rate, 0) / some.length;
    const thirds = mean(seen.slice(-third)) / mean(seen.slice(0, third));
    soaked = { minutes: seen, fullFirst, fullLast, thirds, slope: slopeOf(seen.slice(third).map((one) => one.memory)) };
  } finally {
    await server.stop();
  }
  const db = new Sqlite(path, { readonly: true });
  const waiting = Number(db.prepare("select count(*) from outbox where state = 'pending'").pluck().get());
  const faults = [
    ...(refused > 0 ? [`messages not answered with 200: ${refused} of ${sent}`] : []),
    ...faultsOf(db, people, sent),
  ];
  db.close();
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  return { ...soaked, waiting, faults };
}

/** Every message has had its turn, and every reply has left. */
async function answered(path: string): Promise<void> {
  await turned(path);
  const db = new Sqlite(path, { readonly: true });
  const left = db.prepare("select exists (select 1 from outbox where state in ('pending', 'sending'))").pluck();
  while (left.get() === 1) await new Promise((resolve) => setTimeout(resolve, 20));
  db.close();
}

/** Each message had its turn, did what it must and was answered by it, and nothing was given up. */
function faultsOf(db: Sqlite.Database, people: number, sent: number): string[] {
  const count = (sql: string) => Number(db.prepare(sql).pluck().get());
  const inLesson = Math.min(sent, people * SCRIPT.length);
  const right: readonly (readonly [string, number, string])[] = [
    ['messages that had their turn', sent, 'select count(*) from inbox where state = 1'],
    ['answers in the lesson', inLesson, "select count(*) from inbox where did = 'answered'"],
    ['cries for help', sent - inLesson, "select count(*) from inbox where did = 'command'"],
    ['turns that answered', sent, 'select count(distinct cause) from outbox where cause is not null'],
    ['replies given up', 0, "select count(*) from outbox where state in ('failed', 'dropped')"],
    ['rows set aside', 0, 'select count(*) from set_aside'],
  ];
  const faults = right.flatMap(([what, due, sql]) => {
    const found = count(sql);
    return found === due ? [] : [`${what}: ${found} instead of ${due}`];
  });
  const silent = db
    .prepare(
      `select address_id as address, seq, did, json_extract(inbound, '$.content.text') as said from inbox
       where seq not in (select cause from outbox where cause is not null) order by seq limit ${SHOWN}`,
    )
    .all();
  return [...faults, ...silent.map((one) => `nothing was said: ${JSON.stringify(one)}`)];
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

export function soakTable({ minutes, fullFirst, fullLast, thirds, slope, waiting, faults }: Soaked): string {
  return [
    `SOAK of ${minutes.length} minutes`,
    `first minute: ${line(minutes[0]!)}`,
    `last minute:  ${line(minutes.at(-1)!)}`,
    `last third ÷ first third: ${thirds.toFixed(3)} (≥ 0.95)`,
    `memory: ${slope.toFixed(2)} MB a minute over the last two thirds (< 1)`,
    `as fast as answers come: ${Math.round(fullFirst)}/s at the beginning, ${Math.round(fullLast)}/s at the end`,
    `replies that had not left yet: ${waiting}`,
    ...(faults.length > 0 ? ['NOT AS IT MUST BE', ...faults] : ['each message had its turn and its reply']),
  ].join('\n');
}
