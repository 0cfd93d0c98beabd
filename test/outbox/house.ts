import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { HandClock, type Millis } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import type { Capabilities, Channel, OpenedMedia, SendResult, SendTo } from '../../src/channels/port.ts';
import type { ChannelId } from '../../src/domain/channel.ts';
import type { DeliveryStatus } from '../../src/domain/delivery.ts';
import type { MediaRef } from '../../src/domain/inbound.ts';
import { type OutKind, type OutMessage, PRIORITY } from '../../src/domain/outbound.ts';
import { mediaOperations } from '../../src/media/operations/index.ts';
import type { OutboxDeps } from '../../src/outbox/deps.ts';
import { outboxOperations } from '../../src/outbox/operations/index.ts';
import { createOutbox, type Outbox } from '../../src/outbox/outbox.ts';
import { storeOperations } from '../../src/store/operations.ts';
import type { Operation, RowWrite, SqlRow, Think } from '../../src/store/port.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';

export const MONDAY_TEN = Date.parse('2026-03-02T16:00:00Z'); // 10:00 in Monterrey

/** Writes any rows, so that a test can set its scene through the one writer. */
const write: Operation<{ rows: RowWrite[] }, null> = {
  name: 'test.write',
  input: z.object({ rows: z.array(z.custom<RowWrite>()) }),
  reads: {},
  decide: (_loaded, { rows }) => ({ rows, output: null }),
};

const migrations = join(import.meta.dirname, '../../migrations');

const files = readdirSync(migrations)
  .filter((name) => name.endsWith('.sqlite.sql'))
  .sort()
  .map((name) => ({ name, sql: readFileSync(join(migrations, name), 'utf8') }));

/** A migrated database, made once: migrating anew for each test would be most of the time it takes. */
let template: Promise<Buffer> | undefined;
async function migrated(): Promise<Buffer> {
  const dir = mkdtempSync(join(tmpdir(), 'recado-template-'));
  const path = join(dir, 'test.db');
  await openSqlite({
    path,
    migrations: files,
    clock: new HandClock(0),
    think: nothing,
    operations: [],
    facts: [],
  }).close();
  const bytes = readFileSync(path);
  rmSync(dir, { recursive: true });
  return bytes;
}

const nothing: Think = () => ({ conversations: [], rows: [], did: 'ignored' });

/** A real SQLite file in a folder of its own, with our operations. */
export async function openStore(clock: HandClock, think: Think = nothing) {
  const dir = mkdtempSync(join(tmpdir(), 'recado-'));
  template ??= migrated();
  writeFileSync(join(dir, 'test.db'), await template);
  const store = openSqlite({
    path: join(dir, 'test.db'),
    migrations: files,
    clock,
    think,
    operations: [...storeOperations, ...outboxOperations, ...mediaOperations, write],
    facts: [],
  });
  const reader = new Sqlite(join(dir, 'test.db'), { readonly: true });
  let seeds = 0;
  const seed = () => `seed-${seeds++}`;
  return {
    dir,
    store,
    seed,
    write: (...rows: RowWrite[]) => store.operate({ name: 'test.write' }, { rows }, { now: clock.now(), seed: seed() }),
    read: async (sql: string, params: SqlRow = {}) =>
      reader.prepare(sql).all(params) as Record<string, string | number | null>[],
    async close() {
      reader.close();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export interface Sent {
  readonly to: SendTo;
  readonly message: OutMessage;
  readonly outboxId: string;
  readonly attempt: number;
  readonly at: Millis;
}

export type Answer = SendResult | ((sent: Sent) => SendResult | Promise<SendResult>);

/** The provider's side of a channel: answers as told, accepts when nothing was told, keeps what reached it. */
export class FakeChannel implements Channel {
  readonly id: ChannelId;
  readonly capabilities: Capabilities;
  readonly sent: Sent[] = [];
  /** Answers to come, first to last. */
  answers: Answer[] = [];
  /** The answer when none is left. */
  always: Answer | undefined;
  well = true;
  probes = 0;
  media: OpenedMedia | ((ref: MediaRef) => OpenedMedia | Promise<OpenedMedia>) = {
    ok: false,
    retry: true,
    reason: 'none',
  };
  readonly #clock: HandClock;

  constructor(clock: HandClock, id: ChannelId, capabilities: Partial<Capabilities> = {}) {
    this.#clock = clock;
    this.id = id;
    const sms = id.endsWith('sms');
    this.capabilities = {
      form: sms ? 'sms' : 'whatsapp',
      buttons: sms ? 0 : 3,
      rows: sms ? 0 : 10,
      textLimit: 4096,
      interactiveLimit: 1024,
      media: [],
      window: !sms,
      perSecond: 80,
      ...capabilities,
    };
  }

  async send(to: SendTo, message: OutMessage, about: { outboxId: string; attempt: number }): Promise<SendResult> {
    const sent: Sent = { to, message, ...about, at: this.#clock.now() };
    this.sent.push(sent);
    const answer = this.answers.shift() ??
      this.always ?? { outcome: 'accepted', providerId: `wamid.${this.sent.length}` };
    return typeof answer === 'function' ? answer(sent) : answer;
  }

  async openMedia(ref: MediaRef): Promise<OpenedMedia> {
    return typeof this.media === 'function' ? this.media(ref) : this.media;
  }

  async probe() {
    this.probes++;
    return this.well
      ? ({ ok: true, says: 'well' } as const)
      : ({ ok: false, says: 'expired', next: 'renew it' } as const);
  }

  get texts(): string[] {
    return this.sent.map((one) => one.message.text);
  }
}

export interface RowOptions {
  readonly address?: string;
  readonly group?: string;
  readonly part?: number;
  readonly kind?: OutKind;
  readonly question?: string;
  readonly message?: Partial<OutMessage>;
  readonly nextAt?: Millis;
  readonly expiresAt?: Millis;
  readonly extra?: string;
  readonly more?: SqlRow;
}

/** A store, channels and an outbox at ten on a Monday, with Ana (WhatsApp, address `ana`) and room for more. */
export async function openHouse(
  options: { channels?: (clock: HandClock) => FakeChannel[]; deps?: Partial<OutboxDeps> } = {},
) {
  const clock = new HandClock(MONDAY_TEN);
  const base = await openStore(clock);
  const { store, seed } = base;
  const channels = options.channels?.(clock) ?? [new FakeChannel(clock, 'whatsapp-cloud')];
  const start = (): Outbox =>
    createOutbox({
      store,
      channels: new Map(channels.map((channel) => [channel.id, channel])),
      clock,
      seed,
      log: silentLog,
      zone: 'America/Monterrey',
      quiet: [],
      ...options.deps,
    });
  let outbox = start();
  let made = 0;

  const house = {
    ...base,
    clock,
    channel: channels[0]!,
    channels,
    get outbox() {
      return outbox;
    },
    /** A new outbox over the same rows, as after a crash. */
    restart() {
      outbox = start();
    },

    async address(id: string, more: SqlRow = {}, channel: ChannelId = channels[0]!.id, person = id) {
      const at = clock.now();
      await base.write(
        { op: 'insert-new', table: 'lane', values: { id: `lane-${person}`, created_at: at } },
        { op: 'insert-new', table: 'person', values: { id: person, lane_id: `lane-${person}`, created_at: at } },
        {
          op: 'insert',
          table: 'address',
          values: {
            id,
            lane_id: `lane-${person}`,
            channel,
            our_number: 'our',
            raw: `raw-${id}`,
            phone: '+528112345678',
            window_at: at,
            created_at: at,
            ...more,
          },
        },
        { op: 'insert', table: 'person_address', values: { person_id: person, address_id: id, since: at } },
      );
    },

    /** Puts a message in the queue and returns its id. */
    async queue(text: string, o: RowOptions = {}): Promise<string> {
      const id = `out-${String(made++).padStart(4, '0')}`;
      const address = o.address ?? 'ana';
      const kind = o.kind ?? 'reply';
      const [found] = await base.read(
        'select a.*, p.person_id from address a join person_address p on p.address_id = a.id where a.id = @id',
        { id: address },
      );
      const message: OutMessage = { text, sms: text, ...o.message };
      await base.write({
        op: 'insert',
        table: 'outbox',
        values: {
          id,
          lane_id: found!['lane_id']!,
          person_id: found!['person_id']!,
          address_id: address,
          channel: found!['channel']!,
          our_number: found!['our_number']!,
          group_id: o.group ?? id,
          part: o.part ?? 0,
          kind,
          priority: PRIORITY[kind],
          message: JSON.stringify(message),
          question_id: o.question ?? null,
          next_at: o.nextAt ?? clock.now(),
          expires_at: o.expiresAt ?? null,
          extra: o.extra ?? null,
          created_at: clock.now(),
          ...o.more,
        },
      });
      return id;
    },

    async row(id: string) {
      const [row] = await base.read('select * from outbox where id = @id', { id });
      return row!;
    },

    /** A timer of Ana's that sleeps until this question's message was accepted or ended. */
    async sleepingTimer(question: string) {
      await base.write({
        op: 'insert',
        table: 'timer',
        values: {
          id: `timer-${question}`,
          person_id: 'ana',
          key: `remind ${question}`,
          request: '{}',
          phase: 'anchor',
          anchor_question: question,
          created_at: clock.now(),
        },
      });
    },
    async timer(question: string) {
      const [row] = await base.read('select * from timer where id = @id', { id: `timer-${question}` });
      return row!;
    },

    status(status: DeliveryStatus['status'], more: Partial<DeliveryStatus> = {}): Promise<void> {
      return outbox.status([
        { our: { channel: channels[0]!.id, number: 'our' }, providerId: 'wamid.1', status, at: clock.now(), ...more },
      ]);
    },

    /** Time passes as the driver lets it: from due moment to due moment, every due worker ticked. */
    async pass(by: Millis): Promise<void> {
      const end = clock.now() + by;
      for (let i = 0; i < 500; i++) {
        while (await outbox.tick());
        const due = await outbox.nextDue();
        if (due === null || due > end) break;
        if (due <= clock.now()) throw new Error(`the outbox says it is due at ${due} and does nothing`);
        clock.set(due);
      }
      clock.set(end);
      while (await outbox.tick());
    },
  };
  await house.address('ana');
  return house;
}

export type House = Awaited<ReturnType<typeof openHouse>>;

export const refused = (
  reaction: Extract<SendResult, { outcome: 'refused' }>['reaction'],
  code = '1',
  retryAfter?: Millis,
): SendResult => ({
  outcome: 'refused',
  reaction,
  code,
  detail: 'as the provider says',
  ...(retryAfter === undefined ? {} : { retryAfter }),
});

export const UNKNOWN: SendResult = { outcome: 'unknown', detail: 'socket closed after the request was written' };

/** Another process holds the database: the store can write nothing until it is released. */
export function lockDatabase(dir: string): () => void {
  const other = new Sqlite(join(dir, 'test.db'));
  other.exec('begin immediate');
  return () => other.close();
}
