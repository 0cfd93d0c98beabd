import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { EMULATED } from '../../src/assemble/emulated.ts';
import { type ServedEmulator, serveEmulator } from '../../src/workshop/emulator/serve.ts';
import { build, freePort, pause, Recado } from './process.ts';

let folder: string;
let recado: Recado | undefined;
let served: ServedEmulator | undefined;

beforeAll(build, 120_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-gateway-'));
});
afterEach(async () => {
  await recado?.end('SIGKILL');
  await served?.close();
  rmSync(folder, { recursive: true, force: true });
});

const settingsFor = (url: string) => ({
  DATABASE_URL: `sqlite:${join(folder, 'data', 'recado.db')}`,
  SMS_GATEWAY_URL: `${url}/3rdparty/v1`,
  SMS_GATEWAY_USERNAME: EMULATED.gateway.username,
  SMS_GATEWAY_PASSWORD: EMULATED.gateway.password,
  SMS_GATEWAY_NUMBER: EMULATED.gateway.number,
  SMS_GATEWAY_WEBHOOK_SECRET: `new-key, ${EMULATED.gateway.webhookSecret}`,
  SMS_GATEWAY_MESSAGES_PER_SECOND: '50',
});

test('with nothing but SMS_GATEWAY_* set the real server serves it, over sockets, through kill -9', {
  timeout: 60_000,
}, async () => {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const { gateway } = EMULATED;
  served = await serveEmulator({ gateway, publicUrl, seed: 'sms', host: '127.0.0.1', port: 0 });
  const settings = { ...settingsFor(served.url), PORT: String(port) };
  recado = new Recado(['start'], folder, settings);
  await recado.serving();

  const phone = served.emulator.phone('528341000001', 'sms-gateway');
  const says = async (text: string) => {
    const before = phone.inbox.length;
    phone.sends(text);
    for (let i = 0; phone.inbox.length === before; i++) {
      if (i > 500) throw new Error(`no answer to ${text}: ${recado!.said}${recado!.errors}`);
      await pause(20);
    }
    return phone.last!.text;
  };
  for (const text of ['mitierra', 'si', 'Luz', 'comida']) await says(text);
  expect(await says('no')).toContain('Ya separa el dinero');
  await recado.end('SIGKILL');
  phone.sends('todavia no'); // nobody is there to hear it; the phone comes back
  const before = phone.inbox.length;
  recado = new Recado(['start'], folder, settings);
  await recado.serving();
  for (let i = 0; phone.inbox.length === before && i < 1_000; i++) await pause(20);
  expect(phone.last!.text).toContain('500 pesos de tamales');
  expect((await fetch(`${publicUrl}/simulator`)).status).toBe(403); // a real channel is on
  expect((await fetch(`${publicUrl}/webhooks/sms-gateway`, { method: 'POST', body: '{}' })).status).toBe(401);
  expect((await fetch(`${publicUrl}/webhooks/twilio`, { method: 'POST' })).status).toBe(404);
  expect(new Set(served.emulator.received.map(({ id }) => id)).size).toBe(served.emulator.received.length);
  expect(recado.said + recado.errors).not.toContain('528341000001');
});

test('half of it is an error that names what is missing, without the password', { timeout: 60_000 }, async () => {
  const { SMS_GATEWAY_NUMBER: _, SMS_GATEWAY_WEBHOOK_SECRET: __, ...half } = settingsFor('http://127.0.0.1:1');
  recado = new Recado(['start'], folder, { ...half, PORT: '0' });
  expect(await recado.ended).toBe(1);
  for (const word of ['CONFIG_INVALID', 'SMS_GATEWAY_NUMBER', 'SMS_GATEWAY_WEBHOOK_SECRET'])
    expect(recado.errors).toContain(word);
  expect(recado.errors).not.toContain(EMULATED.gateway.password);
});
