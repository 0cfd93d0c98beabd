import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HandClock, HOUR, MINUTE, SECOND } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import type { Inbound } from '../../src/domain/inbound.ts';
import { createInbox, type Inbox } from '../../src/inbox/inbox.ts';
import { createScheduler } from '../../src/scheduler/scheduler.ts';
import { type BatchOutcome, type Think, TURNS_PER_BATCH } from '../../src/store/port.ts';
import { lockDatabase, MONDAY_TEN, openStore } from '../outbox/house.ts';

let clock: HandClock;
let base: Awaited<ReturnType<typeof openStore>>;
let inbox: Inbox;
let batches: BatchOutcome[];
let woken: string[];

/** Makes a person on first contact, answers each message, keeps its photos, and fails on BOOM. */
const think: Think = (lane, item, { now }) => {
  if (item.from !== 'inbox') return { conversations: [], rows: [], did: `heard ${item.from}` };
  const content = item.inbound.content;
  if (content.kind === 'text' && content.text === 'BOOM') throw new Error('BOOM');
  const person = `p-${lane.laneId}`;
  const known = lane.persons.length > 0;
  return {
    conversations: [],
    rows: [
      ...(known
        ? []
        : ([
            { op: 'insert', table: 'person', values: { id: person, lane_id: lane.laneId, created_at: now } },
          ] as const)),
      {
        op: 'insert',
        table: 'outbox',
        values: {
          id: `o-${item.id}`,
          lane_id: lane.laneId,
          person_id: person,
          address_id: item.addressId,
          channel: item.inbound.our.channel,
          our_number: item.inbound.our.number,
          group_id: `g-${item.id}`,
          part: 0,
          kind: 'reply',
          priority: 0,
          message: '{"text":"sí","sms":"si"}',
          next_at: now,
          created_at: now,
        },
      },
      ...(content.kind === 'media'
        ? ([
            {
              op: 'insert',
              table: 'media',
              values: {
                id: `m-${item.id}`,
                address_id: item.addressId,
                channel: item.inbound.our.channel,
                our_number: 'our',
                inbox_seq: Number(item.id),
                ref: '{}',
                kind: 'photo',
                next_at: now,
                created_at: now,
              },
            },
          ] as const)
        : []),
    ],
    did: 'answered',
  };
};

beforeEach(async () => {
  clock = new HandClock(MONDAY_TEN);
  base = await openStore(clock, think);
  batches = [];
  woken = [];
  inbox = createInbox({
    store: base.store,
    clock,
    seed: base.seed,
    log: silentLog,
    onOutbox: () => woken.push('outbox'),
    onMedia: () => woken.push('media'),
    onBatch: (outcome) => batches.push(outcome),
  });
});
afterEach(async () => {
  await inbox.worker.stop();
  await base.close();
});

function message(id: string, from = id, text = 'Hola'): Inbound {
  return {
    our: { channel: 'whatsapp-cloud', number: 'our' },
    providerId: id,
    sender: { raw: from, waId: from },
    sentAt: clock.now(),
    sentBy: 'provider',
    content: { kind: 'text', text },
  };
}
const many = (n: number) => Array.from({ length: n }, (_, i) => message(`m${i}`));
const count = async (sql: string) => (await base.read(`select count(*) as n from ${sql}`))[0]!['n'];

describe('accept', () => {
  test('kept, worked and answered; the outbox is woken', async () => {
    expect(await inbox.accept([message('a')])).toEqual(['new']);
    await inbox.worker.tick();
    expect(await count('inbox where state = 1')).toBe(1);
    expect(await count('outbox')).toBe(1);
    expect(woken).toEqual(['outbox']);
    expect(await inbox.worker.nextDue()).toBeNull();
  });

  test('duplicates: in one request, in two at the same moment, and later', async () => {
    const [one, two] = await Promise.all([inbox.accept([message('a'), message('a')]), inbox.accept([message('a')])]);
    expect([...one, ...two].sort()).toEqual(['duplicate', 'duplicate', 'new']);
    expect(await inbox.accept([message('a')])).toEqual(['duplicate']);
    await inbox.worker.tick();
    expect(await count('outbox')).toBe(1);
  });

  test('what arrives in one turn of the event loop shares a batch', async () => {
    await Promise.all([inbox.accept([message('a')]), inbox.accept([message('b')]), inbox.accept([message('c')])]);
    expect(batches.map((b) => b.accepted.length)).toEqual([3]);
  });

  test('what arrives while a batch is written gathers for the next', async () => {
    const first = inbox.accept([message('a')]);
    const rest: Promise<unknown>[] = [];
    await new Promise<void>((resolve) =>
      setImmediate(() => {
        for (let n = 0; n < 5; n++) rest.push(inbox.accept([message(`b${n}`)]));
        resolve();
      }),
    );
    await Promise.all([first, ...rest]);
    await inbox.worker.tick();
    expect(batches[0]!.accepted.length + batches[1]!.accepted.length).toBe(6);
  });

  test('a thousand messages in one request are ten batches; a neighbour is not made to wait for all of them', async () => {
    let done = false;
    const thousand = inbox.accept(many(1_000)).then((accepted) => {
      done = true;
      return accepted;
    });
    expect(await thousand).toEqual(Array.from({ length: 1_000 }, () => 'new'));
    expect(done).toBe(true);
    expect(batches.filter((b) => b.accepted.length > 0).map((b) => b.accepted.length)).toEqual(
      Array(10).fill(TURNS_PER_BATCH),
    );
    await inbox.worker.tick();
    expect(await count('outbox')).toBe(1_000);
  });

  test('acknowledged when accepted, not when all turns are made: a burst of one sender has one turn a batch', async () => {
    const burst = Array.from({ length: 7 }, (_, i) => message(`x${i}`, 'ana'));
    await inbox.accept(burst);
    expect(batches).toHaveLength(1);
    expect(batches[0]!.turns).toHaveLength(1);
    await inbox.worker.tick();
    expect(await count('outbox')).toBe(7);
    expect(batches.slice(1).every((b) => b.accepted.length === 0 && b.turns.length === 1)).toBe(true);
  });

  test('a message that breaks its turn is set aside after its tries; the others are answered', async () => {
    expect(await inbox.accept([message('bad', 'eva', 'BOOM'), message('good', 'luz')])).toEqual(['new', 'new']);
    await inbox.worker.tick();
    expect(await count(`inbox where provider_id = 'bad' and state = 2`)).toBe(1);
    expect(await count('outbox')).toBe(1);
    expect(await inbox.worker.tick()).toBe(false);
  });

  test('media rows wake the media queue', async () => {
    await inbox.accept([{ ...message('a'), content: { kind: 'media', media: [{ kind: 'photo', id: '1' }] } }]);
    expect(woken).toEqual(['outbox', 'media']);
  });
});

describe('the store is away', () => {
  test('what could not be kept is rejected, so that the provider delivers again; nothing loops; then it works', async () => {
    const release = lockDatabase(base.dir);
    await expect(inbox.accept([message('a')])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', status: 503 });
    expect(await inbox.worker.tick()).toBe(false);
    expect(await inbox.worker.nextDue()).toBeGreaterThan(clock.now());
    release();
    expect(await inbox.accept([message('a')])).toEqual(['new']);
    expect(await inbox.worker.tick()).toBe(false);
    expect(await count('outbox')).toBe(1);
  });

  test('after stop nothing is taken, and what was being accepted is finished', async () => {
    const accepted = inbox.accept(many(250));
    await inbox.worker.stop();
    expect((await accepted).length).toBe(250);
    await expect(inbox.accept([message('late')])).rejects.toMatchObject({ code: 'STOPPING' });
  });
});

describe('the scheduler', () => {
  const scheduler = () =>
    createScheduler({ store: base.store, clock, seed: base.seed, log: silentLog, onDue: () => inbox.worker.tick() });

  async function timer(id: string, due: number | null): Promise<void> {
    await base.write(
      { op: 'insert-new', table: 'lane', values: { id: 'lane', created_at: 0 } },
      { op: 'insert-new', table: 'person', values: { id: 'ana', lane_id: 'lane', created_at: 0 } },
      {
        op: 'insert',
        table: 'timer',
        values: {
          id,
          lane_id: 'lane',
          person_id: 'ana',
          key: id,
          request: '{}',
          phase: 'due',
          due_at: due,
          created_at: 0,
        },
      },
    );
  }

  test('knows the earliest timer, and has it worked when it is due, not before', async () => {
    const it = scheduler();
    expect(await it.nextDue()).toBeNull();
    await timer('later', clock.now() + HOUR);
    await timer('sooner', clock.now() + MINUTE);
    await timer('asleep', null);
    expect(await it.nextDue()).toBe(clock.now() + MINUTE);
    expect(await it.tick()).toBe(false);
    clock.advance(MINUTE);
    expect(await it.tick()).toBe(true);
    expect(await base.read('select id, did from timer where state = 1')).toEqual([
      { id: 'sooner', did: 'heard timer' },
    ]);
    expect(await it.nextDue()).toBe(clock.now() + HOUR - MINUTE);
  });

  test('many due at once are all worked in one tick', async () => {
    for (let n = 0; n < 12; n++) await timer(`t${n}`, clock.now() - n);
    expect(await scheduler().tick()).toBe(true);
    expect(await count('timer where state = 0')).toBe(0);
  });

  test('while turns cannot be written it waits a second, and does not spin', async () => {
    const it = scheduler();
    await timer('due', clock.now());
    const release = lockDatabase(base.dir);
    expect(await it.tick()).toBe(false);
    expect(await it.nextDue()).toBeGreaterThan(clock.now());
    release();
    clock.advance(2 * SECOND);
    expect(await it.tick()).toBe(true);
  });

  test('event rows are worked by the inbox without a message', async () => {
    await timer('x', null);
    await base.write({
      op: 'insert',
      table: 'event',
      values: { lane_id: 'lane', person_id: 'ana', name: 'news', at: clock.now() },
    });
    expect(await inbox.worker.nextDue()).toBe(clock.now());
    expect(await inbox.worker.tick()).toBe(true);
    expect(await base.read('select did from event')).toEqual([{ did: 'heard event' }]);
  });
});
