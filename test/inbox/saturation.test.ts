import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HandClock } from '../../src/base/clock.ts';
import { RecadoError } from '../../src/base/errors.ts';
import { silentLog } from '../../src/base/log.ts';
import type { ChannelId } from '../../src/domain/channel.ts';
import type { Inbound } from '../../src/domain/inbound.ts';
import { createInbox, type Inbox, WAITING_MOST } from '../../src/inbox/inbox.ts';
import type { Store } from '../../src/store/port.ts';
import { MONDAY_TEN, openStore } from '../outbox/house.ts';

let clock: HandClock;
let base: Awaited<ReturnType<typeof openStore>>;
let inbox: Inbox;

beforeEach(async () => {
  clock = new HandClock(MONDAY_TEN);
  base = await openStore(clock, (_, item) => ({ conversations: [], rows: [], did: `heard ${item.from}` }));
});
afterEach(async () => {
  await inbox.worker.stop();
  await base.close();
});

function open(store: Store): Inbox {
  const nothing = () => {};
  return createInbox({
    store,
    clock,
    seed: base.seed,
    log: silentLog,
    onOutbox: nothing,
    onMedia: nothing,
    onJobs: nothing,
  });
}

const message = (id: string, channel: ChannelId = 'whatsapp-cloud'): Inbound => ({
  our: { channel, number: 'our' },
  providerId: id,
  sender: { raw: id, waId: id },
  sentAt: clock.now(),
  sentBy: 'provider',
  content: { kind: 'text', text: 'Hola' },
});
/** Rows that no operation of ours writes so many of. */
function put(sql: string): void {
  const db = new Sqlite(join(base.dir, 'test.db'));
  db.exec(sql);
  db.close();
}
const count = async (sql: string) => Number((await base.read(`select count(*) as n from ${sql}`))[0]!['n']);

test('a disk that stands still: memory is bounded, Meta is asked to come again, Twilio is never refused by choice, nothing is acknowledged early', async () => {
  let go = () => {};
  const still = new Promise<void>((resolve) => {
    go = resolve;
  });
  let well = false;
  inbox = open({
    ...base.store,
    async turnBatch(request) {
      await still;
      if (!well) throw new RecadoError('STORE_UNAVAILABLE', { why: 'SQLITE_IOERR' });
      return base.store.turnBatch(request);
    },
  });
  const outcomes: string[] = [];
  const offer = (id: string, channel?: ChannelId) =>
    inbox.accept([message(id, channel)]).then(
      () => outcomes.push('taken'),
      (error: RecadoError) => outcomes.push(String(error.details['why'])),
    );
  const offered = Array.from({ length: WAITING_MOST }, (_, n) => offer(`m${n}`));
  const breath = () => new Promise((resolve) => setTimeout(resolve, 20));
  await breath();
  expect(outcomes).toEqual([]);
  // The first hundred are with the store; so many more may wait.
  for (let n = 0; n < 150; n++) offered.push(offer(`more${n}`));
  await breath();
  expect(outcomes).toEqual(Array(50).fill('saturated'));
  offered.push(offer('sms', 'twilio-sms'), offer('whatsapp', 'twilio-whatsapp'));
  await breath();
  expect(outcomes).toHaveLength(50);
  go();
  await Promise.all(offered);
  expect(new Set(outcomes)).toEqual(new Set(['saturated', 'SQLITE_IOERR']));
  expect(await count('inbox')).toBe(0);
  // The disk is well again, and what they bring again is taken.
  well = true;
  expect(await inbox.accept([message('m1')])).toEqual(['new']);
  expect(await count('inbox')).toBe(1);
});

test('a backlog in the database (5,000; 50,000 with PROVE_LONG=1): newcomers are acknowledged between its batches, in bounded memory, and all of it is worked', {
  timeout: 120_000,
}, async () => {
  const BACKLOG = Number(process.env['PROVE_LONG'] ? 50_000 : 5_000);
  put(
    `insert into lane (id, created_at) with recursive n (n) as (select 1 union all select n + 1 from n where n < ${BACKLOG}) select 'l' || n, 1 from n`,
  );
  put(
    "insert into address (id, lane_id, channel, our_number, raw, created_at) select 'a' || id, id, 'whatsapp-cloud', 'our', id, 1 from lane",
  );
  put(
    `insert into inbox (channel, our_number, provider_id, address_id, inbound, sent_at, arrived_at)
      select channel, our_number, id, id, '${JSON.stringify(message('old')).replaceAll("'", "''")}', 1, 1 from address`,
  );
  inbox = open(base.store);
  inbox.wake();
  const before = process.memoryUsage().rss;
  let slowest = 0;
  for (let n = 0; n < 40; n++) {
    const began = performance.now();
    expect(await inbox.accept([message(`new${n}`)])).toEqual(['new']);
    slowest = Math.max(slowest, performance.now() - began);
  }
  expect(await count('inbox where state = 0')).toBeGreaterThan(0); // newcomers did not wait for its end
  expect(slowest).toBeLessThan(2_000); // Twilio waits 15 s, Meta some 20 s
  while (await inbox.worker.tick());
  expect(await count('inbox where state = 1')).toBe(BACKLOG + 40);
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
});
