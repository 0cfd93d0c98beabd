import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HandClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import type { Inbound } from '../../src/domain/inbound.ts';
import { createInbox, type Inbox, type InboxDeps, TURNS_APART, TURNS_BETWEEN } from '../../src/inbox/inbox.ts';
import { type BatchOutcome, type RowWrite, type SqlRow, type Think, TURNS_PER_BATCH } from '../../src/store/port.ts';
import { lockDatabase, MONDAY_TEN, openStore } from '../outbox/house.ts';

let clock: HandClock;
let base: Awaited<ReturnType<typeof openStore>>;
let inbox: Inbox;
let batches: BatchOutcome[];
let woken: string[];

/** Makes a person on first contact, answers each message, keeps its photos, and fails on BOOM. */
const think: Think = (lane, item, { now }) => {
  if (item.from !== 'inbox') return { conversations: [], rows: [], did: `heard ${item.from}` };
  const { content, our } = item.inbound;
  if (content.kind === 'text' && content.text === 'BOOM') throw new Error('BOOM');
  const person = `p-${lane.laneId}`;
  const row = (table: string, values: SqlRow): RowWrite => ({ op: 'insert', table, values });
  const where = {
    address_id: item.addressId,
    channel: our.channel,
    our_number: our.number,
    next_at: now,
    created_at: now,
  };
  const rows = [
    row('outbox', {
      ...where,
      id: `o-${item.id}`,
      lane_id: lane.laneId,
      person_id: person,
      group_id: `g-${item.id}`,
      part: 0,
      kind: 'reply',
      priority: 0,
      message: '{"text":"sí","sms":"si"}',
    }),
  ];
  if (lane.persons.length === 0) rows.push(row('person', { id: person, lane_id: lane.laneId, created_at: now }));
  if (content.kind === 'media') {
    rows.push(row('media', { ...where, id: `m-${item.id}`, inbox_seq: Number(item.id), ref: '{}', kind: 'photo' }));
  }
  return { conversations: [], rows, did: 'answered' };
};

beforeEach(async () => {
  clock = new HandClock(MONDAY_TEN);
  base = await openStore(clock, think);
  batches = [];
  woken = [];
  inbox = createInbox(deps());
});
const deps = (): InboxDeps => ({
  store: base.store,
  clock,
  seed: base.seed,
  log: silentLog,
  onOutbox: () => woken.push('outbox'),
  onMedia: () => woken.push('media'),
  onJobs: () => woken.push('jobs'),
  onBatch: (outcome) => batches.push(outcome),
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

describe('gathering', () => {
  test('turns soon after others share a commit, and nobody waits to be acknowledged; into silence a turn comes at once', async () => {
    await inbox.worker.stop();
    inbox = createInbox({ ...deps(), gather: 500 });
    await inbox.accept([message('a')]);
    await inbox.worker.tick();
    for (const id of ['b', 'c', 'd']) await inbox.accept([message(id)]);
    expect(batches.map(({ accepted, turns }) => [accepted.length, turns.length])).toEqual([
      [1, 0],
      [0, 1],
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
    await inbox.worker.tick();
    expect(batches.at(-1)!.turns).toHaveLength(3);
    expect(batches).toHaveLength(6);
  });

  test('when many wait, nobody waits for a moment to pass', async () => {
    await inbox.worker.stop();
    inbox = createInbox({ ...deps(), gather: 60_000 });
    await inbox.accept([message('first')]);
    await inbox.worker.tick();
    await inbox.accept(many(TURNS_APART));
    expect(await count('inbox where state = 1')).toBe(1 + TURNS_APART);
    // Of a few that come now the turns are owed: the process may stop, and they are made at the next start.
    await inbox.accept([message('last')]);
    await inbox.worker.stop();
    expect(await count("inbox where state = 0 and provider_id = 'last'")).toBe(1);
  });
});

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
    expect(batches.map((b) => b.accepted.length).filter((some) => some > 0)).toEqual([1, 5]);
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
    expect(batches.map((b) => [b.accepted.length, b.turns.length])).toEqual([[7, 0]]);
    await inbox.worker.tick();
    expect(await count('outbox')).toBe(7);
    expect(batches.slice(1).every((b) => b.accepted.length === 0 && b.turns.length === 1)).toBe(true);
  });

  test('few are accepted in a commit of their own, many together with their turns; however many come, turns are taken', async () => {
    await inbox.accept(many(TURNS_APART));
    expect(batches.map((b) => [b.accepted.length, b.turns.length])).toEqual([[TURNS_APART, TURNS_APART]]);
    for (let n = 0; n < TURNS_APART; n++) {
      const one = inbox.accept([message(`later${n}`)]);
      await one; // and the next is there before turns could be taken
    }
    expect(batches.slice(1).some((b) => b.turns.length > 0)).toBe(true);
  });

  test('whoever writes while others wait for their turns is accepted after a few of them', async () => {
    await inbox.accept(many(40));
    await inbox.accept([message('one more')]);
    await inbox.worker.tick();
    const few = TURNS_BETWEEN;
    expect(batches.map((b) => [b.accepted.length, b.turns.length])).toEqual([
      [40, 0],
      [0, few],
      [1, 0],
      [0, few],
      [0, 41 - 2 * few],
    ]);
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
    await inbox.worker.tick();
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
    while (await inbox.worker.tick());
    expect(await count('outbox')).toBe(1);
  });

  test('after stop nothing is taken, and what was being accepted is finished', async () => {
    const accepted = inbox.accept(many(250));
    await inbox.worker.stop();
    expect((await accepted).length).toBe(250);
    await expect(inbox.accept([message('late')])).rejects.toMatchObject({ code: 'STOPPING' });
  });
});

test('event rows are worked without a message', async () => {
  await base.write(
    { op: 'insert', table: 'lane', values: { id: 'lane', created_at: 0 } },
    { op: 'insert', table: 'event', values: { lane_id: 'lane', name: 'news', at: clock.now() } },
  );
  expect(await inbox.worker.nextDue()).toBe(clock.now());
  expect(await inbox.worker.tick()).toBe(true);
  expect(await base.read('select did from event')).toEqual([{ did: 'heard event' }]);
});
