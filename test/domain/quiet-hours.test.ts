import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/base/clock.ts';
import { type Leaving, leaveAt, quietAround, REPLY_EXEMPT } from '../../src/domain/quiet-hours.ts';

const utc = (text: string) => Date.parse(text);
const iso = (at: number) => new Date(at).toISOString().replace('.000', '');
const NIGHT = { from: '20:00', to: '09:00' };
const MTY = 'America/Monterrey'; // UTC−6 all year

interface Row {
  readonly why: string;
  readonly due: string;
  readonly expected: string;
  readonly more?: Partial<Leaving>;
}

const rows: readonly Row[] = [
  { why: 'by day it goes', due: '2026-03-02T16:00:00Z', expected: '2026-03-02T16:00:00Z' },
  { why: 'the minute before 20:00 is day', due: '2026-03-03T01:59:59Z', expected: '2026-03-03T01:59:59Z' },
  { why: '20:00 is night: 09:00 next morning', due: '2026-03-03T02:00:00Z', expected: '2026-03-03T15:00:00Z' },
  { why: 'after midnight: the same morning', due: '2026-03-03T08:00:00Z', expected: '2026-03-03T15:00:00Z' },
  { why: '09:00 is day', due: '2026-03-03T15:00:00Z', expected: '2026-03-03T15:00:00Z' },
  {
    why: 'a reply to a message of 59 minutes ago',
    due: '2026-03-03T05:00:00Z',
    expected: '2026-03-03T05:00:00Z',
    more: { herMessageAt: utc('2026-03-03T04:01:00Z') },
  },
  {
    why: 'a reply to a message of 61 minutes ago',
    due: '2026-03-03T05:00:00Z',
    expected: '2026-03-03T15:00:00Z',
    more: { herMessageAt: utc('2026-03-03T03:59:00Z') },
  },
  {
    why: 'its window closes in the night and its cause is old: ten minutes before',
    due: '2026-03-03T03:00:00Z',
    expected: '2026-03-03T01:50:00Z',
    more: {
      now: utc('2026-03-02T20:00:00Z'),
      until: utc('2026-03-03T10:00:00Z'),
      causeAt: utc('2026-03-02T16:00:00Z'),
    },
  },
  {
    why: 'its window outlives the night: morning',
    due: '2026-03-03T03:00:00Z',
    expected: '2026-03-03T15:00:00Z',
    more: {
      now: utc('2026-03-02T20:00:00Z'),
      until: utc('2026-03-03T15:00:01Z'),
      causeAt: utc('2026-03-02T16:00:00Z'),
    },
  },
  {
    why: 'its cause is an hour old: morning',
    due: '2026-03-03T03:00:00Z',
    expected: '2026-03-03T15:00:00Z',
    more: {
      now: utc('2026-03-02T20:00:00Z'),
      until: utc('2026-03-03T10:00:00Z'),
      causeAt: utc('2026-03-03T00:50:00Z'),
    },
  },
  {
    why: 'decided in the night already: too late to go before it',
    due: '2026-03-03T03:00:00Z',
    expected: '2026-03-03T15:00:00Z',
    more: {
      now: utc('2026-03-03T02:30:00Z'),
      until: utc('2026-03-03T10:00:00Z'),
      causeAt: utc('2026-03-02T16:00:00Z'),
    },
  },
  {
    why: 'decided five minutes before the night: at once',
    due: '2026-03-03T03:00:00Z',
    expected: '2026-03-03T01:55:00Z',
    more: {
      now: utc('2026-03-03T01:55:00Z'),
      until: utc('2026-03-03T10:00:00Z'),
      causeAt: utc('2026-03-02T16:00:00Z'),
    },
  },
  {
    why: 'the strictest wins: country to 10:00',
    due: '2026-03-03T14:00:00Z',
    expected: '2026-03-03T16:00:00Z',
    more: { quiet: [NIGHT, { from: '21:00', to: '10:00' }] },
  },
  {
    why: 'quiet spans that touch are one',
    due: '2026-03-03T14:00:00Z',
    expected: '2026-03-03T18:00:00Z',
    more: { quiet: [NIGHT, { from: '09:00', to: '12:00' }] },
  },
  {
    why: 'equal ends mean none',
    due: '2026-03-03T08:00:00Z',
    expected: '2026-03-03T08:00:00Z',
    more: { quiet: [{ from: '09:00', to: '09:00' }] },
  },
  {
    why: 'a siesta in one day',
    due: '2026-03-02T20:30:00Z',
    expected: '2026-03-02T22:00:00Z',
    more: { quiet: [{ from: '14:00', to: '16:00' }] },
  },
  {
    why: 'Santiago, clocks forward in the night: an hour shorter',
    due: '2026-09-06T02:00:00Z',
    expected: '2026-09-06T12:00:00Z',
    more: { zone: 'America/Santiago' },
  },
  {
    why: 'Santiago, clocks back in the night: an hour longer',
    due: '2026-04-05T02:30:00Z',
    expected: '2026-04-05T13:00:00Z',
    more: { zone: 'America/Santiago' },
  },
  {
    why: 'Santiago, the second 23:30 is still night',
    due: '2026-04-05T03:30:00Z',
    expected: '2026-04-05T13:00:00Z',
    more: { zone: 'America/Santiago' },
  },
  {
    why: 'Madrid, clocks forward',
    due: '2026-03-28T23:00:00Z',
    expected: '2026-03-29T07:00:00Z',
    more: { zone: 'Europe/Madrid' },
  },
  {
    why: 'Madrid, clocks back',
    due: '2026-10-24T22:00:00Z',
    expected: '2026-10-25T08:00:00Z',
    more: { zone: 'Europe/Madrid' },
  },
];

describe('leaveAt', () => {
  test.each(rows)('$why', ({ due, expected, more }) => {
    expect(iso(leaveAt({ now: utc(due), due: utc(due), zone: MTY, quiet: [NIGHT], ...more }))).toBe(expected);
  });
});

const hours = fc
  .tuple(fc.integer({ min: 18, max: 23 }), fc.integer({ min: 5, max: 11 }), fc.constantFrom('00', '30'))
  .map(([from, to, m]) => ({ from: `${from}:${m}`, to: `${String(to).padStart(2, '0')}:${m}` }));
const leaving: fc.Arbitrary<Leaving> = fc.record(
  {
    now: fc.integer({ min: utc('2026-01-01T00:00:00Z'), max: utc('2027-01-01T00:00:00Z') }),
    due: fc.integer({ min: utc('2026-01-01T00:00:00Z'), max: utc('2027-01-01T00:00:00Z') }),
    zone: fc.constantFrom('America/Santiago', 'Europe/Madrid', MTY),
    quiet: fc.array(hours, { maxLength: 3 }),
    herMessageAt: fc.integer({ min: utc('2026-01-01T00:00:00Z'), max: utc('2027-01-01T00:00:00Z') }),
    until: fc.integer({ min: utc('2026-01-01T00:00:00Z'), max: utc('2027-01-01T00:00:00Z') }),
    causeAt: fc.integer({ min: utc('2026-01-01T00:00:00Z'), max: utc('2027-01-01T00:00:00Z') }),
  },
  { requiredKeys: ['now', 'due', 'zone', 'quiet'] },
);

test('nothing leaves in the night, nothing in the past, and nothing waits longer than a night', () => {
  fc.assert(
    fc.property(leaving, (what) => {
      const at = leaveAt(what);
      expect(at).toBeGreaterThanOrEqual(what.now);
      const exempt = what.herMessageAt !== undefined && at <= what.herMessageAt + REPLY_EXEMPT;
      if (!exempt) expect(quietAround(at, what.zone, what.quiet)).toBeNull();
      expect(at - Math.max(what.due, what.now)).toBeLessThanOrEqual(18 * HOUR);
    }),
    { numRuns: 300 },
  );
});

test('a clock that jumps between question and answer never makes it leave in the night, nor wait for ever', () => {
  fc.assert(
    fc.property(leaving, fc.array(fc.integer({ min: -DAY, max: DAY }), { maxLength: 4 }), (what, jumps) => {
      let at = leaveAt(what);
      for (const jump of jumps) {
        const now = at + jump;
        at = leaveAt({ ...what, due: at, now });
        expect(at).toBeGreaterThanOrEqual(now);
      }
      expect(leaveAt({ ...what, now: at, due: at })).toBe(at);
    }),
    { numRuns: 200 },
  );
});

test('quiet hours that cover the whole day still end', () => {
  const always = [NIGHT, { from: '09:00', to: '20:00' }];
  const at = leaveAt({ now: 0, due: 0, zone: MTY, quiet: always });
  expect(at).toBeLessThan(10 * DAY);
  expect(at % MINUTE).toBe(0);
});
