import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/base/clock.ts';
import type { TimeRule } from '../../src/domain/timer.ts';
import type { LoadedLane } from '../../src/store/port.ts';
import { dueOf, windowEnd } from '../../src/turn/due.ts';

const ZONE = 'America/Monterrey'; // six hours behind UTC, no daylight saving
const local = (text: string): number => Date.parse(`${text}:00-06:00`);
const shown = (at: number): string => new Date(at - 6 * HOUR).toISOString().slice(0, 16);
const QUIET = [{ from: '20:00', to: '09:00' }];
const after = (hours: number): TimeRule => ({ after: hours * HOUR });

/** asked, rule, end of her window, due. */
const REMINDERS: readonly (readonly [string, string, TimeRule, string | undefined, string])[] = [
  ['by day it stays', '2026-03-02T10:00', after(8), '2026-03-03T09:55', '2026-03-02T18:00'],
  ['at night it waits for the morning', '2026-03-02T10:00', after(12), undefined, '2026-03-03T09:00'],
  ['before dawn too', '2026-03-02T10:00', after(22), '2026-03-03T09:55', '2026-03-03T09:00'],
  [
    'it goes before a night in which her window ends',
    '2026-03-02T23:00',
    after(22),
    '2026-03-03T22:55',
    '2026-03-03T19:50',
  ],
  [
    'nobody is reminded minutes after she was asked',
    '2026-03-02T19:00',
    after(4),
    '2026-03-03T08:00',
    '2026-03-03T09:00',
  ],
  ['asked in the night, the morning comes first', '2026-03-02T22:00', after(2), '2026-03-03T08:00', '2026-03-03T09:00'],
  [
    'a window that ended long ago changes nothing',
    '2026-03-02T10:00',
    { days: 3, at: '21:00' },
    '2026-03-03T09:55',
    '2026-03-06T09:00',
  ],
  [
    'the first morning of a pause is skipped with the pause',
    '2026-05-03T10:00',
    { at: '21:00' },
    undefined,
    '2026-05-18T09:00',
  ],
];

describe('when a reminder is due', () => {
  test.each(REMINDERS)('%s', (_says, asked, rule, until, due) => {
    const from = local(asked);
    const where = { zone: ZONE, pauses: [{ from: '2026-05-04', to: '2026-05-17' }] };
    const at = { now: from, where, quiet: QUIET, ...(until === undefined ? {} : { until: local(until) }) };
    for (const purpose of ['remind', 'unanswered'])
      expect(shown(dueOf({ rule, purpose }, from, at)), purpose).toBe(due);
  });

  test('what is no reminder happens at its moment', () => {
    const from = local('2026-03-02T10:00');
    const at = { now: from, where: { zone: ZONE }, quiet: QUIET };
    for (const purpose of ['due', 'expire', 'wait', 'quiet'])
      expect(shown(dueOf({ rule: { at: '21:00' }, purpose }, from, at)), purpose).toBe('2026-03-02T21:00');
  });

  test('a moment before its question is left as it is, so that it can be told from one to come', () => {
    const from = local('2026-03-02T10:00');
    const at = { now: from, where: { zone: ZONE }, quiet: QUIET };
    expect(shown(dueOf({ rule: { days: 0, at: '08:00' }, purpose: 'remind' }, from, at))).toBe('2026-03-02T08:00');
  });
});

describe('the end of her window', () => {
  const address = (id: string, channel: string, last: number | null, out: number | null = null) => ({
    id,
    channel,
    our_number: '1',
    raw: '1',
    opted_out_at: out,
    opted_out_by: null,
    last_inbound_at: last,
    dead_at: null,
    doubt_at: null,
    by_sms_since: null,
    simulated: 0,
  });
  const end = (...addresses: readonly ReturnType<typeof address>[]) => {
    const person = {
      id: 'ana',
      address_ids: addresses.map(({ id }) => id),
    } as unknown as LoadedLane['persons'][number];
    return windowEnd({ laneId: 'l', workspace: 'main', state: '{}', addresses, persons: [person] }, 'ana');
  };

  test('is a day and a margin after she last wrote, on WhatsApp only', () => {
    const wrote = local('2026-03-02T10:00');
    expect(shown(end(address('a', 'whatsapp-cloud', wrote))!)).toBe('2026-03-03T09:55');
    expect(shown(end(address('a', 'twilio-whatsapp', wrote))!)).toBe('2026-03-03T09:55');
    for (const channel of ['twilio-sms', 'simulator-whatsapp', 'simulator-sms'])
      expect(end(address('a', channel, wrote))).toBeUndefined();
    expect(end(address('a', 'whatsapp-cloud', null))).toBeUndefined();
  });

  test('is that of the address her reminder goes to', () => {
    expect(end(address('a', 'whatsapp-cloud', 5), address('b', 'twilio-sms', 9))).toBeUndefined();
    expect(end(address('a', 'whatsapp-cloud', 5), address('b', 'twilio-sms', 9, 10))).toBeDefined();
    expect(end()).toBeUndefined();
  });
});
