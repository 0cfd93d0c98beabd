import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HandClock, HOUR, MINUTE, SECOND } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { createInbox, type Inbox } from '../../src/inbox/inbox.ts';
import { createScheduler } from '../../src/scheduler/scheduler.ts';
import { lockDatabase, MONDAY_TEN, openStore } from '../outbox/house.ts';

let clock: HandClock;
let base: Awaited<ReturnType<typeof openStore>>;
let inbox: Inbox;

beforeEach(async () => {
  clock = new HandClock(MONDAY_TEN);
  base = await openStore(clock, (_lane, item) => ({ conversations: [], rows: [], did: `heard ${item.from}` }));
  const nothing = () => {};
  inbox = createInbox({
    store: base.store,
    clock,
    seed: base.seed,
    log: silentLog,
    onOutbox: nothing,
    onMedia: nothing,
    onJobs: nothing,
  });
});
afterEach(async () => {
  await inbox.worker.stop();
  await base.close();
});

const count = async (sql: string) => (await base.read(`select count(*) as n from ${sql}`))[0]!['n'];

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
});
