import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { HandClock, type Millis } from '../base/clock.ts';
import { idsFrom } from '../base/ids.ts';
import { silentLog } from '../base/log.ts';
import { seededRandom } from '../base/random.ts';
import type { Worker } from '../base/worker.ts';
import { fixedTap } from '../domain/template.ts';
import type { Programme } from '../flow/programme.ts';
import type { Migration } from '../store/migrate.ts';
import { connectReader } from '../store/sqlite/connect.ts';
import { createEmulator, type Emulator } from '../workshop/emulator/index.ts';
import type { EmulatedChannel } from '../workshop/emulator/types.ts';
import type { Seen } from '../workshop/explore/watched.ts';
import type { Outside } from '../workshop/virtual-time.ts';
import { type App, createApp } from './app.ts';
import type { Mind } from './mind.ts';
import type { Packs } from './packs.ts';
import { type Ran, runShell } from './shell.ts';

const META = {
  phoneNumberId: '100000000000001',
  displayPhone: '528340000001',
  businessAccountId: '200000000000001',
  accessToken: 'emulated-token',
  appSecret: 'emulated-secret',
};
const TWILIO = {
  accountSid: `AC${'0'.repeat(32)}`,
  authToken: 'emulated-auth',
  smsFrom: '+528340000002',
  whatsappFrom: '+528340000003',
};
const GATEWAY = {
  username: 'emulated',
  password: 'emulated-password',
  number: '+528340000004',
  webhookSecret: 'emulated-signing-key',
};
/** Our own number on each channel. */
export const OUR_NUMBER: Readonly<Record<EmulatedChannel, string>> = {
  'whatsapp-cloud': META.phoneNumberId,
  'twilio-sms': TWILIO.smsFrom,
  'twilio-whatsapp': TWILIO.whatsappFrom,
  'sms-gateway': GATEWAY.number,
};
const PUBLIC_URL = 'https://recado.example';

/** Settings under which every channel speaks to an emulator with these accounts. */
export const EMULATED = {
  meta: META,
  twilio: TWILIO,
  gateway: GATEWAY,
  settings: {
    PUBLIC_URL,
    WHATSAPP_APP_SECRET: [META.appSecret],
    WHATSAPP_VERIFY_TOKEN: 'emulated-verify',
    WHATSAPP_ACCESS_TOKEN: META.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: META.phoneNumberId,
    WHATSAPP_BUSINESS_ACCOUNT_ID: META.businessAccountId,
    WHATSAPP_API_URL: 'https://graph.facebook.com',
    WHATSAPP_API_VERSION: 'v23.0',
    WHATSAPP_MESSAGES_PER_SECOND: 80,
    TWILIO_ACCOUNT_SID: TWILIO.accountSid,
    TWILIO_AUTH_TOKEN: [TWILIO.authToken],
    TWILIO_API_URL: 'https://api.twilio.com',
    TWILIO_SMS_FROM: TWILIO.smsFrom,
    TWILIO_WHATSAPP_FROM: TWILIO.whatsappFrom,
    TWILIO_SMS_MESSAGES_PER_SECOND: 1,
    TWILIO_WHATSAPP_MESSAGES_PER_SECOND: 10,
    SMS_GATEWAY_URL: 'https://api.sms-gate.app/3rdparty/v1',
    SMS_GATEWAY_USERNAME: GATEWAY.username,
    SMS_GATEWAY_PASSWORD: GATEWAY.password,
    SMS_GATEWAY_NUMBER: GATEWAY.number,
    SMS_GATEWAY_WEBHOOK_SECRET: [GATEWAY.webhookSecret],
    SMS_GATEWAY_MESSAGES_PER_SECOND: 0.2,
  },
} as const;

/** The whole product in this process over emulated providers, on a throw-away database, with the clock in the caller's hand. */
export interface EmulatedHouse {
  readonly clock: HandClock;
  readonly emulator: Emulator;
  /** The same workers after a restart. */
  readonly workers: readonly Worker[];
  readonly outside: Outside;
  /** Another value whenever something else was stored, whoever stored it. */
  readonly stored: () => unknown;
  /** The one that runs now. */
  app(): App;
  /** Unguessable elsewhere; here the same every time. */
  readonly token: () => string;
  /** `recado …` over this database. */
  shell(words: readonly string[]): Promise<Ran>;
  /** Stops as a process stops and starts on the same database. */
  restart(): Promise<void>;
  /** Takes edited packs in as a running product does; broken ones come back as issues, and the last good go on. */
  reload(packs: Packs): Promise<Mind['issues']>;
  close(): Promise<void>;
}

/** Never on DATABASE_URL. `seed` is all its chance. */
export async function createEmulatedHouse(given: {
  readonly packs: Packs;
  readonly migrations: readonly Migration[];
  readonly flowsFolder: string;
  readonly start: Millis;
  readonly seed: string;
  readonly watch?: (seen: Seen) => void;
  /** Stands between us and the providers: every request of ours goes through it. */
  readonly through?: (emulator: Emulator) => typeof fetch;
}): Promise<EmulatedHouse> {
  const { migrations, flowsFolder, start, seed, watch, through } = given;
  let { packs } = given;
  const folder = mkdtempSync(join(tmpdir(), 'recado-emulated-'));
  const clock = new HandClock(start);
  const emulator = createEmulator({
    clock,
    random: seededRandom(seed),
    meta: META,
    twilio: TWILIO,
    gateway: GATEWAY,
    publicUrl: PUBLIC_URL,
  });
  const fetch = through?.(emulator) ?? emulator.fetch;
  const kept = new Map<string, Uint8Array>();
  let seeds = 0;
  /** A shell command draws the same whatever happened before it, so that what it prints can stand in a transcript. */
  let command: string | undefined;
  const token = idsFrom(0, 'tokens');
  const open = (): Promise<App> =>
    createApp({
      settings: EMULATED.settings,
      packs,
      database: { path: join(folder, 'emulated.db'), thread: 'main', throwAway: true, ...(watch ? { watch } : {}) },
      migrations,
      flowsFolder,
      keeper: {
        put: async (path, bytes) => void kept.set(path, bytes),
        get: async (path) => kept.get(path) ?? null,
        remove: async (path) => void kept.delete(path),
      },
      clock,
      seed: () => command ?? `${seed}-${seeds++}`,
      token,
      fetch,
      log: silentLog,
      logger: pino({ level: 'silent' }),
    });
  let app = await open();
  const look = connectReader(join(folder, 'emulated.db'));
  shelve(emulator, [...app.mind().library.programmes.values()]);

  async function stop(): Promise<void> {
    for (const worker of app.workers) await worker.stop();
    await app.close();
  }

  return {
    clock,
    emulator,
    token,
    app: () => app,
    workers: app.workers.map(({ name }, index) => ({
      name,
      tick: () => app.workers[index]!.tick(),
      nextDue: () => app.workers[index]!.nextDue(),
      stop: () => app.workers[index]!.stop(),
    })),
    outside: {
      nextDue: () => emulator.nextDue(),
      async deliverDue(now) {
        const due = emulator.takeDue(now);
        for (const delivery of due) {
          const { url, headers, body } = delivery;
          const { statusCode } = await app.server.inject({ method: 'POST', url, headers, payload: body });
          emulator.answered(delivery, statusCode);
        }
        return due.length > 0;
      },
    },
    stored: () => look.pragma('data_version', { simple: true }),
    async shell(words) {
      command = words.join(' ');
      const ran = await runShell(words, async () => app);
      command = undefined;
      app.inbox.wake();
      return ran;
    },
    async restart() {
      await stop();
      app = await open();
    },
    async reload(edited) {
      const issues = await app.reload(edited);
      if (!issues.some(({ severity }) => severity === 'error')) packs = edited;
      app.inbox.wake();
      return issues;
    },
    async close() {
      look.close();
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The providers have approved what the packs ask for; a transcript may change that. */
export function shelve(
  { templates }: Pick<Emulator, 'templates'>,
  programmes: readonly Pick<Programme, 'templates'>[],
): void {
  for (const { name, language, category, body, button, purpose } of programmes.flatMap((one) => one.templates)) {
    const shelved = { name, language, category: category.toUpperCase(), body };
    templates.meta.add({ ...shelved, ...(button === undefined ? {} : { button: { title: button } }) });
    templates.twilio.add({
      ...shelved,
      ...(button === undefined ? {} : { button: { title: button, id: fixedTap(purpose) } }),
    });
  }
}
