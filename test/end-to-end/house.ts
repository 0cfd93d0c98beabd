import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pino from 'pino';
import { type App, createApp } from '../../src/assemble/app.ts';
import { EMULATED } from '../../src/assemble/emulated.ts';
import { type Packs, readAll } from '../../src/assemble/packs.ts';
import { runShell } from '../../src/assemble/shell.ts';
import { HandClock, MINUTE, type Millis } from '../../src/base/clock.ts';
import { idsFrom } from '../../src/base/ids.ts';
import { seededRandom } from '../../src/base/random.ts';
import { readMigrations } from '../../src/files.ts';
import type { SqlRow } from '../../src/store/port.ts';
import { createEmulator, type Emulator } from '../../src/workshop/emulator/index.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import type { EmulatedChannel, Received } from '../../src/workshop/emulator/types.ts';
import { seat } from '../../src/workshop/operations.ts';
import { VirtualTime } from '../../src/workshop/virtual-time.ts';

export const TOP = join(import.meta.dirname, '../..');
/** A pack that stands still, whatever becomes of the one that is shipped. */
export const FLOWS = join(import.meta.dirname, 'flows');
export const LOCALES = join(TOP, 'locales');
/** Monday 2 March 2026, 10:00 in Monterrey. */
export const MONDAY: Millis = Date.parse('2026-03-02T10:00:00-06:00');
export const CHANNELS = ['whatsapp-cloud', 'twilio-sms', 'twilio-whatsapp', 'sms-gateway'] as const;

const OUR_NUMBER: Record<EmulatedChannel, string> = {
  'whatsapp-cloud': EMULATED.meta.phoneNumberId,
  'twilio-sms': EMULATED.twilio.smsFrom,
  'twilio-whatsapp': EMULATED.twilio.whatsappFrom,
  'sms-gateway': EMULATED.gateway.number,
};

export function packs(): Packs {
  const { transcripts: _, ...packs } = readAll({ flows: FLOWS, locales: LOCALES });
  // It speaks Spanish only: the translation that lies there is of the pack that is shipped.
  return { ...packs, locales: packs.locales.filter(({ name }) => name !== 'llera') };
}

/** The whole product over the emulator in virtual time, on a real database that the test may read and spoil. */
export class House {
  readonly clock: HandClock;
  readonly emulator: Emulator;
  readonly time: VirtualTime;
  /** What her photos and voice notes became, by path. */
  readonly kept = new Map<string, Uint8Array>();
  /** Stands between us and the providers. */
  provider: (request: () => Promise<Response>) => Promise<Response> | Response = (request) => request();
  app!: App;
  readonly #folder = mkdtempSync(join(tmpdir(), 'recado-house-'));
  readonly #tokens = idsFrom(0, 'tokens');
  readonly #packs: Packs;
  readonly #logger: pino.Logger;
  #db!: Database.Database;
  #drawn = { at: 0, times: 0 };
  /** Answers of providers that are held back, until `letGo`. */
  #held: (() => void)[] | undefined;
  #dead: App[] = [];
  #buried: (() => void)[] = [];

  private constructor(start: Millis, packs: Packs, logger: pino.Logger) {
    this.#packs = packs;
    this.#logger = logger;
    this.clock = new HandClock(start);
    const { meta, twilio, gateway, settings } = EMULATED;
    const { clock } = this;
    this.emulator = createEmulator({
      clock,
      random: seededRandom('house'),
      meta,
      twilio,
      gateway,
      publicUrl: settings.PUBLIC_URL,
    });
    const workers = ['inbox', 'outbox', 'scheduler', 'media', 'jobs', 'paperwork'].map((name) => {
      const worker = () => this.app.workers.find((one) => one.name === name)!;
      return { name, tick: () => worker().tick(), nextDue: () => worker().nextDue(), stop: () => worker().stop() };
    });
    this.time = new VirtualTime(clock, workers, {
      nextDue: () => this.emulator.nextDue(),
      deliverDue: () => this.deliver(),
    });
  }

  static async open({
    start = MONDAY,
    packs: given = packs(),
    logger = pino({ level: 'silent' }),
  }: {
    start?: Millis;
    packs?: Packs;
    logger?: pino.Logger;
  } = {}): Promise<House> {
    const house = new House(start, given, logger);
    await house.#start();
    return house;
  }

  async #start(): Promise<void> {
    const path = join(this.#folder, 'house.db');
    this.app = await createApp({
      settings: EMULATED.settings,
      packs: this.#packs,
      database: { path, thread: 'main', throwAway: true },
      migrations: readMigrations(join(TOP, 'migrations'), 'sqlite'),
      flowsFolder: FLOWS,
      keeper: {
        put: async (file, bytes) => void this.kept.set(file, bytes),
        get: async (file) => this.kept.get(file) ?? null,
        remove: async (file) => void this.kept.delete(file),
      },
      clock: this.clock,
      seed: () => this.#seed(),
      token: this.#tokens,
      fetch: async (input, init) => {
        const response = await this.provider(() => this.emulator.fetch(input, init));
        if (this.#held) await new Promise<void>((go) => this.#held!.push(go));
        return response;
      },
      log: this.#logger,
      logger: this.#logger,
    });
    this.#db = new Database(path);
  }

  /** By the moment: how many batches sockets made of what came before changes nothing that is drawn now. */
  #seed(): string {
    const now = this.clock.now();
    this.#drawn = { at: now, times: this.#drawn.at === now ? this.#drawn.times + 1 : 0 };
    return `house-${now}-${this.#drawn.times}`;
  }

  /** Every webhook that is due reaches the product at once, as sockets do. */
  async deliver(): Promise<boolean> {
    const due = this.emulator.takeDue(this.clock.now());
    await Promise.all(
      due.map(async (delivery) => {
        const { url, headers, body } = delivery;
        const { statusCode } = await this.app.server.inject({ method: 'POST', url, headers, payload: body });
        this.emulator.answered(delivery, statusCode);
      }),
    );
    return due.length > 0;
  }

  /** Someone enrolled and consented, with that lesson released now. */
  async seat(
    channel: EmulatedChannel,
    number: string,
    { lesson, name = 'Ana' }: { lesson?: string; name?: string } = {},
  ): Promise<Phone> {
    const phone = this.emulator.phone(number, channel, { name });
    phone.opensWindow();
    const lessons = this.app
      .mind()
      .library.programmes.get('llera')!
      .modules.flatMap((module) => module.lessons);
    const people = [{ id: this.#tokens(), name, language: 'es-MX' }];
    const finished = lesson ? lessons.slice(0, Math.max(0, lessons.indexOf(lesson))) : [];
    const at = { channel, ourNumber: OUR_NUMBER[channel], phone: number, people, programme: 'llera', finished };
    await this.app.operate(seat, { ...at, ...(lesson ? { lesson } : {}) });
    this.app.inbox.wake();
    await this.settle();
    return phone;
  }

  /** What is due within a minute of whatever happened last: the network is quiet, long timers still sleep. */
  settle(horizon: Millis = MINUTE): Promise<void> {
    return this.time.settle(horizon);
  }

  /** `recado …` over this database. */
  async shell(command: string): Promise<string> {
    const { code, said } = await runShell(command.split(' '), async () => this.app);
    if (code !== 0) throw new Error(said);
    this.app.inbox.wake();
    await this.settle();
    return said;
  }

  /** From now on providers take messages and do not answer. */
  hold(): void {
    this.#held = [];
  }

  letGo(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const go of held) go();
  }

  /** The process stops and another starts on the same database. */
  async restart(): Promise<void> {
    await this.#stop();
    await this.#start();
  }

  /** The process dies as it stands, whatever it was waiting for, and another starts on the same database. */
  async crash(): Promise<void> {
    this.#dead.push(this.app);
    this.#db.close();
    this.#buried = [...this.#buried, ...(this.#held ?? [])];
    this.#held = undefined;
    await this.#start();
  }

  rows(sql: string, ...params: unknown[]): SqlRow[] {
    return this.#db.prepare(sql).all(...params) as SqlRow[];
  }

  run(sql: string, ...params: unknown[]): void {
    this.#db.prepare(sql).run(...params);
  }

  /** One number: `count('answer')`, `count('inbox where state = 1')`. */
  count(what: string): number {
    return Number(this.rows(`select count(*) as n from ${what}`)[0]!['n']);
  }

  async #stop(): Promise<void> {
    for (const worker of this.app.workers) await worker.stop();
    await this.app.close();
    this.#db.close();
  }

  async close(): Promise<void> {
    this.letGo();
    await this.#stop();
    for (const go of this.#buried) go();
    for (const app of this.#dead) {
      for (const worker of app.workers) await worker.stop();
      await app.close();
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** What her screen says from that message on, one string a message. */
export function screen(phone: Phone, from = 0): string[] {
  return phone.inbox.slice(from).map(shown);
}

export function shown({ text, choices }: Received): string {
  return [text, ...choices.map(({ title }) => `[${title}]`)].join('\n');
}

/** Lets the event loop run until it is so: for what happens while a request is held. */
export async function eventually(met: () => boolean): Promise<void> {
  for (let i = 0; i < 2_000; i++) {
    if (met()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('it did not come to pass');
}
