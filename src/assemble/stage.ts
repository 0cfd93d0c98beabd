import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { HandClock } from '../base/clock.ts';
import { idsFrom } from '../base/ids.ts';
import { silentLog } from '../base/log.ts';
import { seededRandom } from '../base/random.ts';
import { fixedTap } from '../domain/template.ts';
import { createCel } from '../flow/cel.ts';
import type { Programme } from '../flow/programme.ts';
import { isClose } from '../programme/classes.ts';
import type { Migration } from '../store/migrate.ts';
import { createEmulator, type Emulator } from '../workshop/emulator/index.ts';
import { seat } from '../workshop/operations.ts';
import { staffSeat } from '../workshop/staff-seat.ts';
import type { MakeStage } from '../workshop/transcript/stage.ts';
import { VirtualTime } from '../workshop/virtual-time.ts';
import { type App, createApp } from './app.ts';
import { FACTS, OPERATIONS } from './capabilities.ts';
import type { Packs } from './packs.ts';
import { runShell } from './shell.ts';

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
const OUR_NUMBER = {
  'whatsapp-cloud': META.phoneNumberId,
  'twilio-sms': TWILIO.smsFrom,
  'twilio-whatsapp': TWILIO.whatsappFrom,
  'sms-gateway': GATEWAY.number,
} as const;
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

/** Stages on throw-away databases, never DATABASE_URL: the whole product in this process, in virtual time. */
export function stages(packs: Packs, migrations: readonly Migration[], flowsFolder: string): MakeStage {
  return async (start) => {
    const folder = mkdtempSync(join(tmpdir(), 'recado-stage-'));
    const clock = new HandClock(start);
    const emulator = createEmulator({
      clock,
      random: seededRandom('stage'),
      meta: META,
      twilio: TWILIO,
      gateway: GATEWAY,
      publicUrl: PUBLIC_URL,
    });
    const kept = new Map<string, Uint8Array>();
    let seeds = 0;
    /** A `$` line draws the same whatever happened before it, so that a check-in word can stand in the transcript. */
    let shell: string | undefined;
    const tokens = idsFrom(0, 'tokens');
    const open = (): Promise<App> =>
      createApp({
        settings: EMULATED.settings,
        packs,
        database: { path: join(folder, 'stage.db'), thread: 'main', throwAway: true },
        migrations,
        flowsFolder,
        keeper: {
          put: async (path, bytes) => void kept.set(path, bytes),
          get: async (path) => kept.get(path) ?? null,
          remove: async (path) => void kept.delete(path),
        },
        clock,
        seed: () => shell ?? `stage-${seeds++}`,
        token: tokens,
        fetch: emulator.fetch,
        log: silentLog,
        logger: pino({ level: 'silent' }),
      });
    let app = await open();
    shelve(emulator, [...app.mind().library.programmes.values()]);

    const workers = app.workers.map((_, index) => ({
      name: app.workers[index]!.name,
      tick: () => app.workers[index]!.tick(),
      nextDue: () => app.workers[index]!.nextDue(),
      stop: () => app.workers[index]!.stop(),
    }));
    const outside = {
      nextDue: () => emulator.nextDue(),
      async deliverDue(now: number) {
        const due = emulator.takeDue(now);
        for (const delivery of due) {
          const { statusCode } = await app.server.inject({
            method: 'POST',
            url: delivery.url,
            headers: delivery.headers,
            payload: delivery.body,
          });
          emulator.answered(delivery, statusCode);
        }
        return due.length > 0;
      },
    };
    const cel = createCel(Object.fromEntries(FACTS.map(({ source, type }) => [source.name, type])));
    const world = OPERATIONS.find(({ name }) => name === 'workshop.world')!;

    async function stop(): Promise<void> {
      for (const worker of app.workers) await worker.stop();
      await app.close();
    }

    return {
      time: new VirtualTime(clock, workers, outside),
      emulator,
      async seat({ channel, phone, people, programme, lesson }) {
        const ourNumber = OUR_NUMBER[channel];
        const ids = people.map((person) => ({ ...person, id: tokens() }));
        const lessons =
          app
            .mind()
            .library.programmes.get(programme)
            ?.modules.flatMap((module) => module.lessons) ?? [];
        const finished = lesson ? lessons.slice(0, Math.max(0, lessons.indexOf(lesson))) : [];
        await app.operate(seat, {
          channel,
          ourNumber,
          phone,
          people: ids,
          programme,
          finished,
          ...(lesson ? { lesson } : {}),
        });
        app.inbox.wake();
      },
      async staff(given) {
        await app.operate(staffSeat, { ...given, ourNumber: OUR_NUMBER[given.channel] });
      },
      world: (phone, name) => app.operate(world, { phone: `+${phone}`, name }) as Promise<never>,
      async withheld() {
        const sql = { sqlite: 'select count(*) as n from restricted_note where by_person is null' };
        const [row] = await app.store.read<{ n: number }>({ sql, params: {} });
        return row?.n ?? 0;
      },
      async keptClose() {
        const packs = [...app.mind().library.programmes.values()];
        const people = await app.store.read<{ person_values: string; profile: string }>({
          sql: { sqlite: 'select person_values, profile from person' },
          params: {},
        });
        const values = people.flatMap(({ person_values, profile }) =>
          Object.entries({ person: person_values, profile }).flatMap(([root, json]) =>
            Object.entries(JSON.parse(json) as Record<string, unknown>)
              .filter(([name]) => packs.some((pack) => isClose(`${root}.${name}`, pack)))
              .map(([, value]) => value),
          ),
        );
        const words = await app.store.read<{ words: string }>({
          sql: {
            sqlite: `select raw as words from answer where question_id in
                (select question_id from answer where plain in (select value from json_each(@values)))
              union all select json_extract(inbound, '$.content.text') from inbox where did = 'kept-back'`,
          },
          params: { values: JSON.stringify(values.map((value) => JSON.stringify(value))) },
        });
        return [...values.map(String), ...words.map((row) => row.words)];
      },
      evaluate(expression, { person, profile, answers, facts, channel, language }) {
        const problem = cel.check(expression);
        if (problem) throw new Error(`${problem.message}${problem.fix ? ` ${problem.fix}` : ''}`);
        return cel
          .compile(expression)
          .value({ roots: { ...facts, person, profile, answers, channel, language, thread: {} }, now: clock.now() });
      },
      async restart() {
        await stop();
        app = await open();
      },
      async shell(words) {
        shell = words.join(' ');
        const { code, said } = await runShell(words, async () => app);
        shell = undefined;
        if (code !== 0) throw new Error(said);
        app.inbox.wake();
      },
      async close() {
        await stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
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
