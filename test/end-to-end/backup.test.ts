import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { EMULATED } from '../../src/assemble/emulated.ts';
import { readMigrations } from '../../src/files.ts';
import type { SqlRow } from '../../src/store/port.ts';
import { applyMigrations } from '../../src/store/sqlite/apply-migrations.ts';
import { connectWriter } from '../../src/store/sqlite/connect.ts';
import { type ServedEmulator, serveEmulator } from '../../src/workshop/emulator/serve.ts';
import { TOP } from './house.ts';
import { build, freePort, pause, Recado } from './process.ts';
import { JOURNEY, Robots } from './robots.ts';
import { broughtBy, providerSettings } from './served.ts';

const LEARNERS = { 'whatsapp-cloud': 24, 'twilio-sms': 8 } as const;

let folder: string;
let served: ServedEmulator | undefined;
const processes: Recado[] = [];

beforeAll(build, 120_000);
afterEach(async () => {
  for (const one of processes.splice(0)) await one.end('SIGKILL');
  await served?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

function run(words: readonly string[], settings: Readonly<Record<string, string>>): Recado {
  const one = new Recado(words, folder, settings);
  processes.push(one);
  return one;
}

test('a backup made while robots converse holds all that was acknowledged before it began; restored, it sends nothing twice', {
  timeout: 120_000,
}, async () => {
  folder = mkdtempSync(join(tmpdir(), 'recado-backup-'));
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const { meta, twilio } = EMULATED;
  served = await serveEmulator({ meta, twilio, publicUrl, seed: 'backup', host: '127.0.0.1', port: 0 });
  const { emulator, url } = served;
  emulator.knobs.statusDelay = { sent: 30, delivered: 80, read: 200 };
  const acknowledged = new Set<string>();
  const answered = emulator.answered.bind(emulator);
  emulator.answered = (delivery, status) => {
    if (status === 200) for (const id of broughtBy(delivery).messages) acknowledged.add(id);
    answered({ ...delivery, tries: Math.min(delivery.tries, 1) }, status);
  };
  const settings = {
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    DATABASE_URL: `sqlite:${join(folder, 'recado.db')}`,
    BACKUP_DIR: join(folder, 'backups'),
    LOG_LEVEL: 'error',
    ...providerSettings(url),
    // So few that some always wait to leave, also at the moment of the copy.
    WHATSAPP_MESSAGES_PER_SECOND: '15',
  };
  mkdirSync(join(folder, 'media'));
  writeFileSync(join(folder, 'media/one.jpg'), 'a photo');
  const first = run(['start'], settings);
  await first.serving();

  const robots = new Robots(emulator, LEARNERS);
  const total = robots.all.length * JOURNEY.length;
  let before: ReadonlySet<string> = new Set();
  let copying: Recado | undefined;
  const living = setInterval(() => robots.live(), 10);
  try {
    for (const end = performance.now() + 60_000; performance.now() < end; await pause(5)) {
      if (!copying && robots.sent.length > total / 4) {
        before = new Set(acknowledged);
        copying = run(['backup'], settings);
      }
      if (robots.done) break;
    }
  } finally {
    clearInterval(living);
  }
  expect(robots.done).toBe(true);
  expect(before.size).toBeGreaterThan(20);
  expect(await copying!.ended, copying!.errors).toBe(0);
  await pause(500);
  // The machine burns: its database is gone, and with it all that came after the backup.
  await first.end('SIGKILL');
  const during = copying!.said.trim().split('\n').at(-1)!;
  const place = join(folder, 'new');
  const restoring = run(['restore', during, '--to', place], settings);
  expect(await restoring.ended, restoring.errors).toBe(0);
  expect(existsSync(join(place, 'media/one.jpg'))).toBe(true);

  const restored = { ...settings, DATABASE_URL: `sqlite:${join(place, 'recado.db')}`, MEDIA_DIR: join(place, 'media') };
  const inTheCopy = rows(restored.DATABASE_URL, 'select provider_id from inbox').map((row) => row['provider_id']);
  expect([...before].filter((id) => !inTheCopy.includes(id))).toEqual([]);
  const waiting = rows(
    restored.DATABASE_URL,
    "select id from outbox where state in ('pending', 'sending', 'unknown') union all select cast(seq as text) from inbox where state = 0",
  );
  console.log(
    `backup: ${inTheCopy.length} of ${robots.sent.length} messages in the copy, ${waiting.length} rows under way`,
  );

  expect(waiting.length).toBeGreaterThan(0);

  const sent = emulator.received.length;
  const second = run(['start'], restored);
  await second.serving();
  await pause(2_500);
  expect(emulator.received.slice(sent)).toEqual([]);
  // What Twilio can still list was lived through again; her answers are there, and she is not told so twice.
  const sms = robots.all.filter(({ phone }) => phone.channel === 'twilio-sms').flatMap((robot) => robot.sent);
  const known = rows(restored.DATABASE_URL, 'select provider_id, state from inbox');
  expect(sms.filter((id) => !known.some((row) => row['provider_id'] === id && row['state'] === 1))).toEqual([]);
  expect(rows(restored.DATABASE_URL, "select id from outbox where state in ('pending', 'sending', 'unknown')")).toEqual(
    [],
  );
  expect(
    rows(restored.DATABASE_URL, "select distinct why from outbox where state = 'doubtful'").map((row) => row['why']),
  ).toEqual(['restored']);
  // And it lives: whoever writes is answered.
  const [robot] = robots.all;
  robot!.phone.sends('AYUDA');
  for (const end = performance.now() + 5_000; emulator.received.length === sent && performance.now() < end; )
    await pause(20);
  expect(emulator.received.length).toBe(sent + 1);
  expect(await second.end('SIGTERM')).toBe(0);
});

test('kill -9 while a backup is copied leaves no backup, and the next one clears its rest', {
  timeout: 60_000,
}, async () => {
  folder = mkdtempSync(join(tmpdir(), 'recado-backup-'));
  const backups = join(folder, 'backups');
  const settings = { DATABASE_URL: `sqlite:${join(folder, 'recado.db')}`, PORT: '0', BACKUP_DIR: backups };
  const db = connectWriter(join(folder, 'recado.db'));
  applyMigrations(db, readMigrations(join(TOP, 'migrations'), 'sqlite'), 1);
  for (const where of ['backup.copying', 'backup.whole']) {
    const preload = join(folder, 'kill.mjs');
    writeFileSync(
      preload,
      `import { subscribe } from 'node:diagnostics_channel';
subscribe('recado:${where}', () => process.kill(process.pid, 'SIGKILL'));`,
    );
    const killed = run(['backup'], { ...settings, NODE_OPTIONS: `--import ${preload}` });
    expect(await killed.ended).toBe(null);
    expect(readdirSync(backups).filter((name) => name.startsWith('recado-'))).toEqual([]);
    expect(readdirSync(backups).filter((name) => name.endsWith('.part'))).toHaveLength(1);
  }
  const good = run(['backup'], settings);
  expect(await good.ended).toBe(0);
  expect(readdirSync(backups).filter((name) => !name.startsWith('.'))).toHaveLength(1);
  expect(readdirSync(backups).filter((name) => name.endsWith('.part'))).toEqual([]);
  db.close();
});

function rows(url: string, sql: string): SqlRow[] {
  const db = new Database(url.slice('sqlite:'.length), { readonly: true });
  try {
    return db.prepare(sql).all() as SqlRow[];
  } finally {
    db.close();
  }
}
