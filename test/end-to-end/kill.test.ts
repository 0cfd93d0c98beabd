import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { EMULATED } from '../../src/assemble/emulated.ts';
import { seededRandom } from '../../src/base/random.ts';
import type { SqlRow } from '../../src/store/port.ts';
import { type ServedEmulator, serveEmulator } from '../../src/workshop/emulator/serve.ts';
import type { Delivery } from '../../src/workshop/emulator/types.ts';
import { build, freePort, pause, Recado } from './process.ts';
import { JOURNEY, Robots } from './robots.ts';

const LEARNERS = { 'whatsapp-cloud': 45, 'twilio-sms': 15 } as const;
const KILLS = 6;
/** Messages from the join word to the homework, for one learner. */
const STEPS = JOURNEY.length;
/** A reply cut off in mid-send is sent again after 15 s without a status, counted from the last start. */
const PATIENCE = 200_000;

let folder: string;
let served: ServedEmulator | undefined;
let recado: Recado | undefined;

beforeAll(build, 120_000);
afterEach(async () => {
  await recado?.end('SIGKILL');
  await served?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

test('kill -9, again and again, during the conversations of 60 learners loses nothing and doubles nothing', {
  timeout: 280_000,
}, async () => {
  folder = mkdtempSync(join(tmpdir(), 'recado-kill-'));
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const { meta, twilio } = EMULATED;
  served = await serveEmulator({ meta, twilio, publicUrl, seed: 'kill', host: '127.0.0.1', port: 0 });
  const { emulator, url } = served;
  emulator.knobs.statusDelay = { sent: 30, delivered: 80, read: 200 };
  const acknowledged = new Set<string>();
  const answered = emulator.answered.bind(emulator);
  emulator.answered = (delivery, status) => {
    if (status === 200) for (const id of idsOf(delivery)) acknowledged.add(id);
    // Meta would wait longer and longer; a test has no hours.
    answered({ ...delivery, tries: Math.min(delivery.tries, 1) }, status);
  };
  const settings = {
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    DATABASE_URL: `sqlite:${join(folder, 'recado.db')}`,
    LOG_LEVEL: 'error',
    WHATSAPP_API_URL: url,
    WHATSAPP_APP_SECRET: meta.appSecret,
    WHATSAPP_VERIFY_TOKEN: 'v',
    WHATSAPP_ACCESS_TOKEN: meta.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: meta.phoneNumberId,
    TWILIO_API_URL: url,
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_AUTH_TOKEN: twilio.authToken,
    TWILIO_SMS_FROM: twilio.smsFrom,
    TWILIO_WHATSAPP_FROM: twilio.whatsappFrom,
    TWILIO_SMS_MESSAGES_PER_SECOND: '50',
  };
  const start = async () => {
    recado = new Recado(['start'], folder, settings);
    await recado.serving();
  };
  await start();

  const robots = new Robots(emulator, LEARNERS);
  const total = robots.all.length * STEPS;
  const seed = String(process.env['KILL_SEED'] ?? Math.floor(Math.random() * 1e9));
  const random = seededRandom(seed);
  console.log(`kill: seed ${seed}`);
  // Each at some point of the work, so that every kill hits a conversation in full swing.
  const moments = Array.from({ length: KILLS }, (_, i) => Math.floor(((i + random()) / (KILLS + 1)) * total) + 5);
  const began = performance.now();
  const living = setInterval(() => robots.live(), 10);
  let kills = 0;
  try {
    while (!robots.done || !quiet(settings.DATABASE_URL.slice(7))) {
      if (performance.now() - began > PATIENCE) break;
      if (kills < KILLS && emulator.received.length >= moments[kills]!) {
        await pause(random() * 60);
        await recado!.end('SIGKILL');
        kills++;
        await pause(random() * 300);
        await start();
      }
      await pause(5);
    }
  } finally {
    clearInterval(living);
  }
  expect(await recado!.end('SIGTERM')).toBe(0);
  expect(kills).toBe(KILLS);

  const db = new Database(join(folder, 'recado.db'), { readonly: true });
  const rows = (sql: string) => db.prepare(sql).all() as SqlRow[];
  // Everyone came to the end, and everything she saw was meant for her at that point.
  expect(robots.all.filter((robot) => !robot.done).map(({ phone }) => phone.inbox.map(({ text }) => text))).toEqual([]);
  expect(robots.all.flatMap((robot) => robot.puzzled)).toEqual([]);
  // What she sent is there once, and was worked; what was acknowledged above all.
  const inbox = rows('select provider_id, state from inbox');
  expect(inbox.map(({ provider_id }) => String(provider_id)).sort()).toEqual([...robots.sent].sort());
  expect(inbox.filter(({ state }) => state !== 1)).toEqual([]);
  expect(robots.sent).toHaveLength(total);
  expect([...acknowledged].filter((id) => !robots.sent.includes(id))).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(total / 2);
  expect(rows('select * from set_aside')).toEqual([]);
  // Sixty persons, each with every answer once.
  const steps = rows(
    "select person_id, group_concat(step, ' ') as steps from (select * from answer order by entered_at, rowid) group by person_id",
  );
  expect(steps).toHaveLength(robots.all.length);
  const asked = JOURNEY.filter(({ says }) => says !== null).map(({ step }) => step);
  expect(
    steps.filter((row) => row['steps'] !== asked.filter((step) => String(row['steps']).includes(step)).join(' ')),
  ).toEqual([]);
  for (const step of asked.filter((one) => one !== 'acepta')) {
    expect(
      rows(`select count(*) as n, count(distinct person_id) as who from answer where step = '${step}'`),
      step,
    ).toEqual([{ n: robots.all.length, who: robots.all.length }]);
  }
  expect(rows('select count(*) as n, count(distinct person_id) as who from consent where given = 1')).toEqual([
    { n: robots.all.length, who: robots.all.length },
  ]);
  expect(
    rows("select count(*) as n from flow_progress where flow = 'llera/dos-botes' and finished_at is not null"),
  ).toEqual([{ n: robots.all.length }]);
  expect(rows("select count(*) as n from homework where name = 'botes' and state = 'assigned'")).toEqual([
    { n: robots.all.length },
  ]);
  // Every reply reached her; twice only where it is marked as a possible repeat.
  const outbox = rows('select id, state, repeat from outbox');
  expect(outbox.filter(({ state }) => !['accepted', 'sent', 'delivered', 'read'].includes(String(state)))).toEqual([]);
  const times = new Map<string, number>();
  for (const { outboxId = '?' } of emulator.received) times.set(outboxId, (times.get(outboxId) ?? 0) + 1);
  expect(outbox.filter(({ id }) => !times.has(String(id)))).toEqual([]);
  expect([...times.keys()].filter((id) => !outbox.some((row) => row['id'] === id))).toEqual([]);
  expect(outbox.filter(({ id, repeat }) => times.get(String(id))! > 1 + Number(repeat))).toEqual([]);
  db.close();
  const repeats = outbox.filter(({ repeat }) => repeat === 1).length;
  console.log(
    `kill: ${Math.round(performance.now() - began)} ms, ${kills} kills, ${total} messages, ${repeats} possible repeats`,
  );
});

/** Nothing waits to be worked or sent. */
function quiet(path: string): boolean {
  const db = new Database(path, { readonly: true });
  try {
    const waits = `select (select count(*) from inbox where state = 0) + (select count(*) from event where state = 0)
      + (select count(*) from outbox where state in ('pending', 'sending', 'unknown'))`;
    return db.prepare(waits).pluck().get() === 0;
  } finally {
    db.close();
  }
}

/** Ids of her messages in a webhook. */
function idsOf({ provider, body }: Delivery): string[] {
  if (provider === 'twilio') {
    const form = new URLSearchParams(body);
    return form.has('MessageStatus') ? [] : [form.get('MessageSid')!];
  }
  const { entry } = JSON.parse(body) as { entry: { changes: { value: { messages?: { id: string }[] } }[] }[] };
  return entry.flatMap(({ changes }) => changes.flatMap(({ value }) => (value.messages ?? []).map(({ id }) => id)));
}
