import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OutKind } from '../../src/domain/outbound.ts';
import { PARTICIPATION } from '../../src/programme/audience.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(async () => {
  await house.outbox.stop();
  await house.close();
});

const KINDS: readonly OutKind[] = ['reply', 'staff', 'lesson', 'reminder', 'broadcast'];
const NOTHING_UNASKED = ['dropped', 'declined', 'withdrawn'];

const enrolled = (state: string, programme = 'llera', since = 0) =>
  house.write({
    op: 'insert',
    table: 'enrolment',
    values: { person_id: 'ana', programme, state, since },
  });
const broadcast = (programme: string) =>
  house.write({
    op: 'insert',
    table: 'broadcast',
    values: {
      ...{ id: `b-${programme}`, programme, state: 'sending', texts: '[]', audience: '{}', sight: '{}', moment: '{}' },
      ...{ by_kind: 'shell', by_id: 'shell', same: 's', tally: '{}', created_at: 0 },
    },
  });
const queued = (kind: OutKind, programme = 'llera') =>
  house.queue(kind, { kind, more: kind === 'broadcast' ? { thread_id: `broadcast:b-${programme}` } : {} });

describe('whoever left since it was written gets nothing that she did not ask for', () => {
  for (const state of PARTICIPATION)
    test(state, async () => {
      await broadcast('llera');
      const ids = new Map<OutKind, string>();
      for (const kind of KINDS) ids.set(kind, await queued(kind));
      await enrolled(state);
      await house.pass(60_000);
      const left = NOTHING_UNASKED.includes(state);
      for (const [kind, id] of ids) {
        const goes = kind === 'reply' || kind === 'staff' || !left;
        const row = await house.row(id);
        expect([kind, row['state'], row['why']]).toEqual(
          goes ? [kind, 'accepted', null] : [kind, 'dropped', 'withdrawn'],
        );
      }
    });

  test('being erased: nothing at all', async () => {
    await enrolled('active');
    await broadcast('llera');
    const ids: string[] = [];
    for (const kind of KINDS) ids.push(await queued(kind));
    await house.write({ op: 'update', table: 'person', key: { id: 'ana' }, set: { blocked_at: 1 } });
    await house.pass(60_000);
    for (const id of ids) expect(await house.row(id)).toMatchObject({ state: 'dropped', why: 'cancelled' });
  });

  test('in another programme she goes on, and hears only of that one', async () => {
    await enrolled('active', 'llera', 1);
    await enrolled('dropped', 'otro', 2);
    for (const programme of ['llera', 'otro']) await broadcast(programme);
    const lesson = await queued('lesson');
    const here = await queued('broadcast', 'llera');
    const there = await queued('broadcast', 'otro');
    await house.pass(60_000);
    const states = [];
    for (const id of [lesson, here, there]) states.push((await house.row(id))['state']);
    expect(states).toEqual(['accepted', 'accepted', 'dropped']);
  });
});
