import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/base/clock.ts';
import { addDays, localDate, localMoment, localTime, resolveTime } from '../../src/domain/time.ts';
import type { TimeRule } from '../../src/domain/timer.ts';

const utc = (text: string) => Date.parse(text);
const iso = (at: number) => new Date(at).toISOString().replace('.000', '');

// Offsets: Monterrey −06 (no DST since 2022), Santiago −04/−03 (back 2026-04-05 00:00, forward 2026-09-06 00:00),
// Madrid +01/+02 (forward 2026-03-29 02:00, back 2026-10-25 03:00), Apia skipped 2011-12-30 whole.
const table: readonly [why: string, rule: TimeRule, anchor: string, zone: string, expected: string][] = [
  ['so long after', { after: 24 * HOUR }, '2026-03-28T10:00:00Z', 'Europe/Madrid', '2026-03-29T10:00:00Z'],
  ['days at a time', { days: 3, at: '20:00' }, '2026-03-02T16:00:00Z', 'America/Monterrey', '2026-03-06T02:00:00Z'],
  ['the day before', { days: -1, at: '18:00' }, '2026-03-03T22:00:00Z', 'America/Monterrey', '2026-03-03T00:00:00Z'],
  [
    'days count in her calendar',
    { days: 1, at: '10:00' },
    '2026-03-03T03:00:00Z',
    'America/Monterrey',
    '2026-03-03T16:00:00Z',
  ],
  ['later today', { at: '18:00' }, '2026-03-02T23:59:59Z', 'America/Monterrey', '2026-03-03T00:00:00Z'],
  ['exactly now', { at: '18:00' }, '2026-03-03T00:00:00Z', 'America/Monterrey', '2026-03-03T00:00:00Z'],
  ['tomorrow', { at: '18:00' }, '2026-03-03T00:00:01Z', 'America/Monterrey', '2026-03-04T00:00:00Z'],
  [
    'a fixed date',
    { date: '2026-05-10', at: '09:00' },
    '2020-01-01T00:00:00Z',
    'America/La_Paz',
    '2026-05-10T13:00:00Z',
  ],
  [
    'Madrid gap: 02:30 is 03:30',
    { days: 0, at: '02:30' },
    '2026-03-29T11:00:00Z',
    'Europe/Madrid',
    '2026-03-29T01:30:00Z',
  ],
  [
    'Madrid overlap: the first 02:30',
    { days: 0, at: '02:30' },
    '2026-10-25T11:00:00Z',
    'Europe/Madrid',
    '2026-10-25T00:30:00Z',
  ],
  [
    'Madrid overlap: the second 02:30 is not a second chance',
    { at: '02:30' },
    '2026-10-25T00:31:00Z',
    'Europe/Madrid',
    '2026-10-26T01:30:00Z',
  ],
  [
    'Santiago gap: 00:30 is 01:30',
    { days: 0, at: '00:30' },
    '2026-09-06T15:00:00Z',
    'America/Santiago',
    '2026-09-06T04:30:00Z',
  ],
  [
    'Santiago gap: midnight is 01:00',
    { date: '2026-09-06', at: '00:00' },
    '2026-01-01T00:00:00Z',
    'America/Santiago',
    '2026-09-06T04:00:00Z',
  ],
  [
    'Santiago overlap: the first 23:30',
    { date: '2026-04-04', at: '23:30' },
    '2026-01-01T00:00:00Z',
    'America/Santiago',
    '2026-04-05T02:30:00Z',
  ],
  [
    'same wall time over the change',
    { days: 1, at: '10:00' },
    '2026-03-28T09:00:00Z',
    'Europe/Madrid',
    '2026-03-29T08:00:00Z',
  ],
  [
    'a day that never was (Apia)',
    { date: '2011-12-30', at: '10:00' },
    '2011-01-01T00:00:00Z',
    'Pacific/Apia',
    '2011-12-30T20:00:00Z',
  ],
];

describe('resolveTime', () => {
  test.each(table)('%s', (_why, rule, anchor, zone, expected) => {
    expect(iso(resolveTime(rule, utc(anchor), { zone }))).toBe(expected);
  });

  const cosecha = { from: '2026-05-04', to: '2026-05-17' };
  test.each([
    ['before it', '2026-05-03', '2026-05-03'],
    ['its first day', '2026-05-04', '2026-05-18'],
    ['its last day', '2026-05-17', '2026-05-18'],
    ['after it', '2026-05-18', '2026-05-18'],
  ])('a pause moves to the first day after it, same time: %s', (_why, date, expected) => {
    const at = resolveTime({ date, at: '20:00' }, 0, { zone: 'America/Monterrey', pauses: [cosecha] });
    expect(localDate(at, 'America/Monterrey')).toBe(expected);
    expect(localTime(at, 'America/Monterrey')).toBe('20:00');
  });

  test('pauses that touch are left together, in whatever order they are written', () => {
    const pauses = [{ from: '2026-05-18', to: '2026-05-20' }, cosecha];
    const at = resolveTime({ date: '2026-05-10', at: '09:00' }, 0, { zone: 'America/Monterrey', pauses });
    expect(localDate(at, 'America/Monterrey')).toBe('2026-05-21');
  });

  test('a duration that ends in a pause keeps its seconds', () => {
    const at = resolveTime({ after: DAY }, utc('2026-05-09T16:00:07Z'), {
      zone: 'America/Monterrey',
      pauses: [cosecha],
    });
    expect(iso(at)).toBe('2026-05-18T16:00:07Z');
  });
});

const zones = fc.constantFrom(
  'America/Santiago',
  'Europe/Madrid',
  'America/Monterrey',
  'America/La_Paz',
  'Atlantic/Azores',
);
const moments = fc.integer({ min: utc('2024-01-01T00:00:00Z'), max: utc('2030-01-01T00:00:00Z') });
const hhmm = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);

test('the next hh:mm is never before the anchor and at most a day and an hour of change away', () => {
  fc.assert(
    fc.property(moments, zones, hhmm, (anchor, zone, at) => {
      const next = resolveTime({ at }, anchor, { zone });
      expect(next).toBeGreaterThanOrEqual(anchor);
      expect(next - anchor).toBeLessThanOrEqual(DAY + HOUR);
    }),
    { numRuns: 200 },
  );
});

test('n days on is n calendar days on, and reads as it was written or an hour later in a gap', () => {
  fc.assert(
    fc.property(moments, zones, hhmm, fc.integer({ min: -40, max: 40 }), (anchor, zone, at, days) => {
      const moment = resolveTime({ days, at }, anchor, { zone });
      const day = addDays(localDate(anchor, zone), days);
      const reads = localTime(moment, zone);
      if (reads === at) expect(localDate(moment, zone)).toBe(day);
      else expect(moment).toBe(localMoment(day, at, zone));
      expect(Number(reads.slice(0, 2)) - Number(at.slice(0, 2))).toBeOneOf([0, 1, -23]);
    }),
    { numRuns: 200 },
  );
});

test('the local day is right however often and in whatever order it is asked, where clocks skip a midnight or a whole day too', () => {
  const zones = ['America/Sao_Paulo', 'America/Santiago', 'Pacific/Apia', 'Asia/Kathmandu', 'America/Monterrey', 'UTC'];
  const around = ['2018-11-04T03:00Z', '2018-08-12T04:00Z', '2011-12-30T10:00Z', '2026-03-08T06:00Z'].map(Date.parse);
  for (const middle of around)
    for (let i = 0; i < 300; i++) {
      const at = middle + ((i * 7_919_333) % (96 * HOUR)) - 48 * HOUR;
      for (const zone of zones) {
        const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
        expect([at, zone, localDate(at, zone)]).toEqual([at, zone, day]);
      }
    }
});
