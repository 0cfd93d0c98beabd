import { createHmac } from 'node:crypto';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Packs } from '../src/assemble/packs.ts';
import type { Migration } from '../src/store/migrate.ts';
import { built, TOP } from './built.ts';
import { OUR_NUMBER, SCRIPT } from './lesson.ts';

export const SECRET = 'bench-secret';

export async function migrations(): Promise<readonly Migration[]> {
  const { readMigrations } = await built<typeof import('../src/files.ts')>('files.js');
  return readMigrations(join(TOP, 'migrations'), 'sqlite');
}

const phoneOf = (person: number): string => `52${String(8_300_000_000 + person)}`;

/**
 * A database with so many learners, the lesson open for each and its first question delivered, made through the
 * product's own operations and turns. Rounds begin on copies of it, so that all begin alike.
 */
export async function seatLearners(path: string, people: number, packs: Packs): Promise<void> {
  const { openStore } = await built<typeof import('../src/assemble/open-store.ts')>('assemble/open-store.js');
  const { systemClock } = await built<typeof import('../src/base/clock.ts')>('base/clock.js');
  const { silentLog } = await built<typeof import('../src/base/log.ts')>('base/log.js');
  const options = { path, migrations: await migrations(), packs, thread: 'main' as const, logLevel: 'silent' };
  const { store } = await openStore({ ...options, clock: systemClock, log: silentLog, onCrash: () => {} });
  const seat = { name: 'workshop.seat' };
  const about = { channel: 'whatsapp-cloud', ourNumber: OUR_NUMBER, programme: 'llera', finished: [] };
  for (let from = 0; from < people; from += 500) {
    const some = Array.from({ length: Math.min(500, people - from) }, (_, i) => from + i);
    await Promise.all(
      some.map((n) => {
        const person = { id: `bench-${String(n).padStart(6, '0')}`, name: 'Luz', language: 'es-MX' };
        const input = { ...about, phone: phoneOf(n), people: [person], lesson: 'dos-botes' };
        return store.operate(seat, input, { now: Date.now(), seed: `seat/${n}` });
      }),
    );
  }
  for (let n = 0, more = true; more; n++) {
    ({ more } = await store.turnBatch({ arrived: [], limit: 100, now: Date.now(), seed: `open/${n}` }));
  }
  await store.close();
  const db = new Sqlite(path);
  const opened = db.prepare('select count(*) from outbox where question_id is not null').pluck().get();
  if (opened !== people) throw new Error(`Of ${people} learners ${String(opened)} were asked their first question.`);
  db.exec("update outbox set state = 'delivered', provider_id = 'wamid.' || id");
  db.pragma('wal_checkpoint(truncate)');
  db.pragma('journal_mode = delete'); // one file, to be copied
  db.close();
}

/** A fresh copy, with nothing left of the round before. */
export function freshCopy(template: string, path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  copyFileSync(template, path);
}

/** What must be in the database when so many learners have gone through the lesson, or the figures mean nothing. */
export function checkWork(path: string, people: number): void {
  const db = new Sqlite(path, { readonly: true });
  const count = (sql: string) => Number(db.prepare(sql).pluck().get());
  const messages = people * SCRIPT.length;
  const found = {
    turned: count("select count(*) from inbox where state = 1 and did = 'answered'"),
    answers: count('select count(*) from answer'),
    replies: count('select count(*) from outbox where cause is not null'),
    homework: count('select count(*) from homework'),
  };
  db.close();
  const right = { turned: messages, answers: messages, replies: messages, homework: people };
  if (JSON.stringify(found) !== JSON.stringify(right)) {
    throw new Error(`The work was not done: ${JSON.stringify(found)} instead of ${JSON.stringify(right)}`);
  }
}

/** Meta's webhook for one text, as CHANNELS.md §1.3 has it, and the signature over its bytes. */
export interface Signed {
  readonly body: Buffer;
  readonly signature: string;
}

/** `nth` tells messages with the same words from the same phone apart. */
export function signedText(from: string, text: string, nth: string | number): Signed {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const message = { from, id: `wamid.${nth}.${from}`, timestamp, type: 'text', text: { body: text } };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '528340000001', phone_number_id: OUR_NUMBER },
    contacts: [{ profile: { name: 'Luz' }, wa_id: from }],
    messages: [message],
  };
  const payload = {
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  };
  const body = Buffer.from(JSON.stringify(payload));
  return { body, signature: `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}` };
}

/**
 * Every learner's first answer, then every learner's second, and so on: distinct messages, many people, in order. Each
 * round has learners of its own, so that a process may stay, warm, from round to round.
 */
export function signedMessages(people: number, round: number): readonly Signed[] {
  const first = round * people;
  return SCRIPT.flatMap((text, wave) =>
    Array.from({ length: people }, (_, nth) => signedText(phoneOf(first + nth), text, wave)),
  );
}
