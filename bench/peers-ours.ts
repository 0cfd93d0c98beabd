// Run as a process of its own by peers.ts: the product, put together as `recado start` does and driven as its peers are, by a
// call for each message instead of HTTP. Every message is on the disk (synchronous=FULL) with its turn when the call resolves.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import pino from 'pino';
import type { App } from '../src/assemble/app.ts';
import type { Inbound } from '../src/domain/inbound.ts';
import { built, TOP } from './built.ts';
import { freshCopy, migrations } from './learners.ts';
import { lessonPacks, OUR_NUMBER, SCRIPT } from './lesson.ts';
import type { Answered, Asked, Given, RoundSaid, Started } from './peers-child.ts';
import { decoded } from './pipeline.ts';

/** Messages under way at once; peers/child.mjs has as many. */
const AT_ONCE = 100;
/** A round of few people is given again, afresh, until it took so long, in ms. */
const LEAST = 300;
/** Replies a second: none worth counting, or none held back. */
const RATE = { kept: 1, sent: 1_000_000 };

const replies = process.argv[2] as 'kept' | 'sent';
const folder = mkdtempSync(join(tmpdir(), 'recado-ours-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
process.once('disconnect', () => process.exit(0));

interface Seated {
  readonly app: App;
  readonly path: string;
  readonly people: number;
  /** Messages that it took in. */
  took: number;
}

const packs = await lessonPacks();
const silent = pino({ level: 'silent' });
let told: Given;
let standing: Seated | undefined;
let opened = 0;
let accepted = 0;

async function start(given: Given): Promise<Started> {
  told = given;
  const warm = await open(told.warm);
  await lessonOf(warm, await decoded(warm.people, 0), Number.POSITIVE_INFINITY);
  await finish(warm);
  if (told.seatOnce) standing = await open(told.template);
  return {
    name: replies === 'sent' ? 'Recado, no HTTP, replies sent' : 'Recado, no HTTP',
    version: '',
    keeps:
      'everything before the call resolves: message, answer, place in the lesson, timers and reply in SQLite, synced',
    does:
      replies === 'sent'
        ? 'as above, and each reply leaves through the outbox: claimed, rendered, sent to a provider in this process, its answer written'
        : 'knows a repeated id, understands, routes among open questions, writes log, answers, progress, homework, timers, reply; sending is measured beside',
  };
}

async function round({ from, to, most }: Extract<Asked, { act: 'round' }>): Promise<RoundSaid> {
  if (standing) return lessonOf(standing, await decoded(to - from, from / (to - from)), most);
  const sum = { messages: 0, ms: 0, cpu: 0, cut: false };
  const all = await decoded(told.people, 0);
  while (sum.ms < Math.min(LEAST, most) && !sum.cut) {
    const seated = await open(told.template);
    const one = await lessonOf(seated, all, most - sum.ms);
    await finish(seated);
    sum.messages += one.messages;
    sum.ms += one.ms;
    sum.cpu += one.cpu;
    sum.cut = one.cut;
  }
  return sum;
}

async function end(): Promise<object> {
  if (standing) await finish(standing);
  return {};
}

process.on('message', (asked: Asked) => void hear(asked).then((said: Answered) => process.send!(said)));

async function hear(asked: Asked): Promise<Answered> {
  try {
    const said = asked.act === 'start' ? await start(asked) : asked.act === 'round' ? await round(asked) : await end();
    return { said: { ...said, rss: process.memoryUsage().rss } };
  } catch (error) {
    return { failed: String(error instanceof Error ? error.stack : error) };
  }
}

/** Wave after wave: everybody's first answer, everybody's second, and so on. `most` ms of both clocks, then it is cut off. */
async function lessonOf(seated: Seated, arrivals: readonly Inbound[], most: number): Promise<RoundSaid> {
  const { app } = seated;
  const people = arrivals.length / SCRIPT.length;
  const sentBefore = accepted;
  let messages = 0;
  const cpu = process.cpuUsage();
  const began = performance.now();
  // On a crowded machine a round that had its time has hardly begun: it is over when it had the processor so long, too.
  const worked = () => process.cpuUsage(cpu).user / 1_000;
  const late = () => performance.now() - began > most && worked() > most;
  for (let from = 0; from < arrivals.length && !late(); from += people) {
    const wave = arrivals.slice(from, from + people);
    let next = 0;
    const one = async () => {
      // She sends it now: one sent long before its question came would not answer it.
      while (next < wave.length && !late()) await app.inbox.accept([{ ...wave[next++]!, sentAt: Date.now() }]);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    messages += next;
  }
  await app.inbox.worker.tick();
  if (replies === 'sent') while (accepted - sentBefore < messages) await app.outbox.tick();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  seated.took += messages;
  return { messages, ms, cpu: user + system, cut: messages < arrivals.length };
}

/** Each message has its turn, its answer kept and its reply, and every reply is the one that its peers are asked for. */
function checkWork({ path, took }: Seated): void {
  const db = new Sqlite(path, { readonly: true });
  const count = (what: string) => Number(db.prepare(`select count(*) from ${what}`).pluck().get());
  const found = [
    count("inbox where state = 1 and did = 'answered'"),
    count('answer'),
    count('outbox where cause is not null'),
  ];
  const said = db
    .prepare("select distinct json_extract(message, '$.text') from outbox where cause is not null")
    .pluck()
    .all() as string[];
  db.close();
  const due = new Set(told.script.map(({ reply }) => reply));
  if (took === 0 || found.some((one) => one !== took) || said.some((text) => !due.has(text)))
    throw new Error(`Of ${took} messages: ${found.join(', ')}; we said ${JSON.stringify(said)}.`);
}

async function open({ path: template, people }: Given['template']): Promise<Seated> {
  const { createApp } = await built<typeof import('../src/assemble/app.ts')>('assemble/app.js');
  const { EMULATED } = await built<typeof import('../src/assemble/emulated.ts')>('assemble/emulated.js');
  const { systemClock } = await built<typeof import('../src/base/clock.ts')>('base/clock.js');
  const { silentLog } = await built<typeof import('../src/base/log.ts')>('base/log.js');
  const path = join(folder, `ours-${opened}.db`);
  freshCopy(template, path);
  let seeds = 0;
  const run = opened++;
  const app = await createApp({
    settings: {
      ...EMULATED.settings,
      WHATSAPP_PHONE_NUMBER_ID: OUR_NUMBER,
      WHATSAPP_MESSAGES_PER_SECOND: RATE[replies],
    },
    packs,
    database: { path, thread: 'main' },
    migrations: await migrations(),
    flowsFolder: join(TOP, 'flows'),
    keeper: { put: async () => {} },
    clock: systemClock,
    seed: () => `peers/${run}/${seeds++}`,
    token: () => `token/${run}/${seeds++}`,
    fetch: async () => Response.json({ messages: [{ id: `wamid.out.${accepted++}` }] }),
    log: silentLog,
    logger: silent,
  });
  return { app, path, people, took: 0 };
}

async function finish(seated: Seated): Promise<void> {
  const { app, path } = seated;
  for (const worker of app.workers) await worker.stop();
  await app.close();
  checkWork(seated);
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
}
