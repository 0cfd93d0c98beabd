import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkUp } from '../../src/assemble/doctor.ts';
import { lookLive } from '../../src/assemble/doctor-live.ts';
import { EMULATED, shelve } from '../../src/assemble/emulated.ts';
import { shippedCatalogues } from '../../src/assemble/packs.ts';
import { type Running, start } from '../../src/assemble/start.ts';
import { speakerOf } from '../../src/assemble/tongue.ts';
import { readConfig } from '../../src/config.ts';
import { type ServedEmulator, serveEmulator } from '../../src/workshop/emulator/serve.ts';

/** The product itself on one port, the providers on another, everything over HTTP. */
let product: Running;
let providers: ServedEmulator;
let folder: string;
let config: ReturnType<typeof readConfig>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recado-doctor-'));
  const port = await freePort();
  const { meta, twilio, gateway } = EMULATED;
  const publicUrl = `http://127.0.0.1:${port}`;
  providers = await serveEmulator({ meta, twilio, gateway, publicUrl, seed: 'doctor', host: '127.0.0.1', port: 0 });
  const settings = Object.entries(EMULATED.settings).map(([name, value]) => [name, String(value)]);
  config = readConfig({
    ...Object.fromEntries(settings),
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    WHATSAPP_API_URL: providers.url,
    TWILIO_API_URL: providers.url,
    SMS_GATEWAY_URL: `${providers.url}/3rdparty/v1`,
    DATABASE_URL: `sqlite:${folder}/recado.db`,
    MEDIA_DIR: join(folder, 'media'),
    FLOWS_DIR: join(import.meta.dirname, '../../flows'),
    LOG_LEVEL: 'silent',
  });
  product = await start(config);
  shelve(providers.emulator, [...product.app.mind().library.programmes.values()]);
});
afterAll(async () => {
  await product.stop();
  await providers.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As the product itself asks, without opening all of it anew. */
const look = (tongue: 'es' | 'en') => lookLive(product.app, speakerOf(tongue, shippedCatalogues()));
const ill = async (tongue: 'es' | 'en') => (await look(tongue)).filter(({ ok }) => !ok);

test('a programme on real numbers that is well: every provider is asked, and our own address answers', async () => {
  const lines = await checkUp(config, { live: true });
  expect(lines.filter(({ ok }) => !ok)).toEqual([]);
  const says = lines.map(({ name, says }) => `${name}: ${says}`);
  expect(says).toContain(`whatsapp-cloud: nuestro webhook contesta en ${config.PUBLIC_URL}/webhooks/whatsapp`);
  expect(says).toContain('twilio-sms: el saldo en Twilio es 42.50 USD');
  expect(says).toContain('sms-gateway: el teléfono se vio hace 0 minutos');
  expect(says).toContainEqual(expect.stringMatching(/^plantillas: hay \d+ plantillas aprobadas$/));
  // Two channels of one account tell of it once.
  expect(says.filter((line) => line.includes('la cuenta de Twilio está activa'))).toHaveLength(1);
});

test('what goes wrong on an ordinary Tuesday is told in plain words, in both languages', async () => {
  const { standing, templates, knobs } = providers.emulator;
  standing.meta.quality = 'RED';
  standing.twilio.balance = '0';
  standing.gateway.silentFor = 5 * 3_600_000;
  const [rejected, paused] = templates.meta.all;
  rejected!.status = 'REJECTED';
  paused!.status = 'PAUSED';
  const es = await ill('es');
  expect(es.map(({ says }) => says)).toEqual([
    'la calidad del número es baja (RED): hay quien lo bloqueó o lo denunció',
    'el saldo en Twilio es 0.00 USD: no sale nada',
    'el teléfono se vio por última vez hace 300 minutos; uno en reposo se asoma cada cuarto de hora',
    expect.stringContaining(`${rejected!.name} (${rejected!.language}) fue rechazada`),
  ]);
  expect(es.every(({ next }) => next)).toBe(true);
  const en = await look('en');
  expect(en).toContainEqual(expect.objectContaining({ ok: true, says: expect.stringContaining('is paused') }));

  knobs.tokenExpired = true;
  const refused = await ill('en');
  expect(refused.map(({ says }) => says).join('\n')).toMatch(
    /Meta does not accept our token[\s\S]*Twilio does not accept[\s\S]*SMS gateway does not accept/,
  );
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}
