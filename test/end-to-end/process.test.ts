import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EMULATED } from '../../src/assemble/emulated.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { type ServedEmulator, serveEmulator } from '../../src/workshop/emulator/serve.ts';
import { FLOWS } from './house.ts';
import { build, freePort, pause, Recado } from './process.ts';

let folder: string;
let recado: Recado | undefined;
let served: ServedEmulator | undefined;
let taken: Server | undefined;

beforeAll(build, 120_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-process-'));
});
afterEach(async () => {
  await recado?.end('SIGKILL');
  recado = undefined;
  await served?.close();
  served = undefined;
  taken?.close();
  taken = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const database = () => ({ DATABASE_URL: `sqlite:${join(folder, 'data', 'recado.db')}` });

/** What `recado start` says when it cannot: its code and exit code, and never a stack trace. */
async function refuses(settings: Record<string, string>): Promise<string> {
  recado = new Recado(['start'], folder, { PORT: '0', ...database(), ...settings });
  expect(await recado.ended).toBe(1);
  expect(recado.said).not.toContain('Recado is running');
  expect(recado.errors).not.toMatch(/^\s+at .*:\d+:\d+/m);
  expect(recado.errors).toContain('→');
  return recado.errors;
}

describe('what keeps it from starting is said in one coded sentence, with exit code 1', { timeout: 60_000 }, () => {
  test('settings that make no sense', async () => {
    const said = await refuses({ PORT: 'x', WHATSAPP_APP_SECRET: 'only-this', DATABASE_URL: 'mysql://x' });
    expect(said).toContain('CONFIG_INVALID');
    for (const name of ['PORT', 'WHATSAPP_ACCESS_TOKEN', 'DATABASE_URL']) expect(said).toContain(name);
    expect(said).not.toContain('only-this');
  });

  test('a pack with mistakes: every one with its file, line and column', async () => {
    cpSync(FLOWS, join(folder, 'flows'), { recursive: true });
    edit('llera/lessons/dos-botes.yaml', 'correct: CASA', 'correct: NINGUNO');
    edit('llera/lessons/apartar.yaml', 'answer: money', 'answer: mony');
    const said = await refuses({ FLOWS_DIR: join(folder, 'flows') });
    expect(said).toContain('PACK_INVALID');
    expect(said).toMatch(/llera\/lessons\/dos-botes\.yaml:\d+:\d+/);
    expect(said).toMatch(/llera\/lessons\/apartar\.yaml:\d+:\d+/);
  });

  test('a folder of packs that is not there', async () => {
    expect(await refuses({ FLOWS_DIR: join(folder, 'nowhere') })).toContain('FOLDER_UNREADABLE');
  });

  test('a folder that cannot be written', async () => {
    writeFileSync(join(folder, 'data'), 'a file where a folder should be');
    expect(await refuses({})).toContain('FOLDER_UNWRITABLE');
    expect(
      await refuses({
        DATABASE_URL: `sqlite:${join(folder, 'ok', 'recado.db')}`,
        MEDIA_DIR: join(folder, 'data', 'media'),
      }),
    ).toContain('FOLDER_UNWRITABLE');
  });

  test('a database that cannot be opened for writing', async () => {
    mkdirSync(join(folder, 'data', 'recado.db'), { recursive: true });
    expect(await refuses({})).toContain('DATABASE_UNWRITABLE');
  });

  test('a port in use', async () => {
    const port = await freePort();
    taken = createServer();
    await new Promise<void>((done) => taken!.listen(port, '127.0.0.1', done));
    expect(await refuses({ PORT: String(port) })).toContain('PORT_IN_USE');
  });

  test('a database that another process holds', async () => {
    mkdirSync(join(folder, 'data'));
    const holder = new Database(join(folder, 'data', 'recado.db'));
    holder.exec('create table t (x); begin exclusive');
    try {
      expect(await refuses({})).toContain('DATABASE_LOCKED');
    } finally {
      holder.close();
    }
  });

  test('a database that another recado works already', async () => {
    const first = new Recado(['start'], folder, { PORT: '0', ...database() });
    try {
      await first.serving();
      expect(await refuses({})).toContain('DATABASE_LOCKED');
      expect(first.running).toBe(true);
    } finally {
      await first.end('SIGKILL');
    }
    // However the first one ended, the next one may begin.
    recado = new Recado(['start'], folder, { PORT: '0', ...database() });
    await recado.serving();
  });

  test.each([
    ['that is no database', Buffer.alloc(8_192, 'this is a letter, not a database. ')],
    ['that is cut off', null],
  ])('a database file %s', async (_, bytes) => {
    mkdirSync(join(folder, 'data'));
    const path = join(folder, 'data', 'recado.db');
    if (bytes) writeFileSync(path, bytes);
    else {
      recado = new Recado(['start'], folder, { PORT: '0', ...database() });
      await recado.serving();
      await recado.end('SIGTERM');
      const whole = readFileSync(path);
      writeFileSync(path, Buffer.concat([whole.subarray(0, 4_096), Buffer.alloc(whole.length - 4_096, 7)]));
    }
    expect(await refuses({})).toContain('DATABASE_CORRUPT');
  });
});

test('check says what is wrong and exits with 1; with nothing wrong, 0', { timeout: 60_000 }, async () => {
  cpSync(FLOWS, join(folder, 'flows'), { recursive: true });
  recado = new Recado(['check'], folder, { FLOWS_DIR: join(folder, 'flows') });
  expect(await recado.ended).toBe(0);
  edit('llera/lessons/dos-botes.yaml', 'correct: CASA', 'correct: NINGUNO');
  recado = new Recado(['check'], folder, { FLOWS_DIR: join(folder, 'flows') });
  expect(await recado.ended).toBe(1);
});

test('a running product keeps the last good packs through a broken edit, and takes a good one in, mid-conversation', {
  timeout: 60_000,
}, async () => {
  cpSync(FLOWS, join(folder, 'flows'), { recursive: true });
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const { meta, twilio } = EMULATED;
  served = await serveEmulator({ meta, twilio, publicUrl, seed: 'edit', host: '127.0.0.1', port: 0 });
  recado = new Recado(['start'], folder, {
    PORT: String(port),
    ...database(),
    FLOWS_DIR: join(folder, 'flows'),
    WHATSAPP_API_URL: served.url,
    WHATSAPP_APP_SECRET: meta.appSecret,
    WHATSAPP_VERIFY_TOKEN: 'v',
    WHATSAPP_ACCESS_TOKEN: meta.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: meta.phoneNumberId,
  });
  await recado.serving();
  const phone = served.emulator.phone('528341000001', 'whatsapp-cloud');
  const says = async (text: string) => {
    const before = phone.inbox.length;
    phone.sends(text);
    await met(() => phone.inbox.length > before, `an answer to ${text}`);
    return phone.last!.text;
  };
  for (const text of ['mitierra', 'si', 'Luz', 'comida']) await says(text);
  expect(await says('no')).toContain('Ya separa el dinero');

  edit('llera/lessons/dos-botes.yaml', 'correct: CASA', 'correct: NINGUNO');
  await met(() => recado!.said.includes('the edit has an error'), 'word of the broken edit');
  expect(await says('todavia no')).toContain('500 pesos de tamales');
  expect((await fetch(`${publicUrl}/health/ready`)).status).toBe(200);

  edit('llera/lessons/dos-botes.yaml', 'correct: NINGUNO', 'correct: CASA');
  edit(
    'llera/lessons/dos-botes.yaml',
    '  - say: Para hoy',
    '  - ask: ¿Cuántos botes tiene?\n    id: botes\n    answer: number\n  - say: Para hoy',
  );
  await met(() => recado!.said.includes('packs read again'), 'word of the good edit');
  expect(await says('negocio')).toContain('necesita un cuaderno');
  expect(await says('casa')).toContain('Cuántos botes tiene');
  expect(await says('2')).toContain('Su tarea.');
  // It stops when it is told to, and nothing waits.
  expect(await recado.end('SIGTERM')).toBe(0);
  const db = new Database(join(folder, 'data', 'recado.db'), { readonly: true });
  expect(db.prepare('select count(*) from inbox where state <> 1').pluck().get()).toBe(0);
  expect(db.prepare("select value from setting where name = 'clean_stop'").pluck().get()).toBe('1');
  db.close();
});

test('the process that is told to stop in the middle finishes what it has begun', { timeout: 60_000 }, async () => {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const { meta, twilio } = EMULATED;
  served = await serveEmulator({ meta, twilio, publicUrl, seed: 'stop', host: '127.0.0.1', port: 0 });
  const { emulator, url } = served;
  const settings = {
    PORT: String(port),
    ...database(),
    WHATSAPP_API_URL: url,
    WHATSAPP_APP_SECRET: meta.appSecret,
    WHATSAPP_VERIFY_TOKEN: 'v',
    WHATSAPP_ACCESS_TOKEN: meta.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: meta.phoneNumberId,
  };
  recado = new Recado(['start'], folder, settings);
  await recado.serving();
  const phones: Phone[] = Array.from({ length: 40 }, (_, i) =>
    emulator.phone(String(528341200000 + i), 'whatsapp-cloud'),
  );
  for (const phone of phones) phone.sends('mitierra');
  await met(() => emulator.received.length > 5, 'the first replies');
  expect(await recado.end('SIGTERM')).toBe(0);
  recado = new Recado(['start'], folder, settings);
  await recado.serving();
  await met(() => phones.every((phone) => phone.inbox.length > 0), 'a reply to everyone');
  await pause(300);
  expect(phones.filter((phone) => phone.inbox.length !== 1)).toEqual([]);
  expect(await recado.end('SIGTERM')).toBe(0);
  const db = new Database(join(folder, 'data', 'recado.db'), { readonly: true });
  expect(db.prepare('select count(*) from outbox where repeat = 1').pluck().get()).toBe(0);
  db.close();
});

async function met(is: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 1_500; i++) {
    if (is()) return;
    if (recado && !recado.running) throw new Error(`recado ended: ${recado.errors}`);
    await pause(10);
  }
  throw new Error(`waited in vain for ${what}: ${recado?.errors}`);
}

function edit(path: string, from: string, to: string): void {
  const file = join(folder, 'flows', path);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}
