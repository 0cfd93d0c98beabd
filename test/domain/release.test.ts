import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/base/clock.ts';
import { beforeSession } from '../../src/domain/before-session.ts';
import { nextRelease, restsOn } from '../../src/domain/release.ts';
import { localDate, localMoment, localTime } from '../../src/domain/time.ts';

const RULE = { days: ['mon', 'wed', 'fri'], at: '10:00' };
const MONTERREY = 'America/Monterrey';
const HARVEST = { from: '2026-05-04', to: '2026-05-17' };
const at = (day: string, time: string, zone = MONTERREY): number => localMoment(day, time, zone);
const said = (moment: number | null, zone = MONTERREY): string | null =>
  moment === null ? null : `${localDate(moment, zone)} ${localTime(moment, zone)}`;

describe('the next release', () => {
  test.each([
    ['a Monday morning, before the hour', at('2026-03-02', '09:00'), {}, '2026-03-02 10:00'],
    ['at the hour itself: the next day of the rule', at('2026-03-02', '10:00'), {}, '2026-03-04 10:00'],
    ['a lesson was opened today', at('2026-03-02', '09:00'), { lastDay: '2026-03-02' }, '2026-03-04 10:00'],
    ['a lesson of yesterday takes no day', at('2026-03-04', '09:00'), { lastDay: '2026-03-03' }, '2026-03-04 10:00'],
    ['over the week-end', at('2026-03-06', '11:00'), {}, '2026-03-09 10:00'],
    ['the harvest', at('2026-05-01', '11:00'), { pauses: [HARVEST] }, '2026-05-18 10:00'],
    ['from within the harvest', at('2026-05-10', '11:00'), { pauses: [HARVEST] }, '2026-05-18 10:00'],
    [
      'two pauses that touch',
      at('2026-05-01', '11:00'),
      { pauses: [{ from: '2026-05-18', to: '2026-05-19' }, HARVEST] },
      '2026-05-20 10:00',
    ],
  ])('%s', (_, after, more, expected) => {
    expect(said(nextRelease(RULE, { after, zone: MONTERREY, ...more }))).toBe(expected);
  });

  test('is at the same wall clock on both sides of a change of clocks', () => {
    const zone = 'America/Santiago'; // back on 5 April 2026
    const before = nextRelease(RULE, { after: at('2026-04-02', '12:00', zone), zone })!;
    const after = nextRelease(RULE, { after: before, zone })!;
    expect([said(before, zone), said(after, zone)]).toEqual(['2026-04-03 10:00', '2026-04-06 10:00']);
    expect(after - before).toBe(3 * DAY + HOUR);
  });

  test('is none where every day rests, or no day is a release day', () => {
    const zone = MONTERREY;
    expect(nextRelease(RULE, { after: 0, zone, pauses: [{ from: '1960-01-01', to: '2999-01-01' }] })).toBeNull();
    expect(nextRelease({ days: [], at: '10:00' }, { after: 0, zone })).toBeNull();
  });

  test('whatever the rule, zone and pauses: on its days, at its hour, after the last, in no pause, and none sooner', () => {
    const WEEK = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
    const weekday = (day: string): string => WEEK[new Date(`${day}T12:00:00Z`).getUTCDay()]!;
    const day = fc
      .integer({ min: 0, max: 40 })
      .map((n) => new Date(Date.UTC(2026, 2, 20 + n)).toISOString().slice(0, 10));
    const pause = fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...WEEK), { minLength: 1 }),
        fc.constantFrom('00:30', '06:00', '10:00', '23:45'),
        fc.constantFrom(MONTERREY, 'America/Santiago', 'America/La_Paz', 'Europe/Madrid', 'America/Mexico_City'),
        fc.array(pause, { maxLength: 3 }),
        fc.integer({ min: Date.UTC(2026, 2, 20), max: Date.UTC(2026, 3, 25) }),
        fc.option(day, { nil: undefined }),
        (days, hhmm, zone, pauses, after, lastDay) => {
          const found = nextRelease({ days, at: hhmm }, { after, zone, pauses, ...(lastDay ? { lastDay } : {}) })!;
          const on = localDate(found, zone);
          const fits = (one: string): boolean =>
            days.includes(weekday(one)) && !restsOn(one, { zone, pauses }) && one > (lastDay ?? '');
          expect(found).toBeGreaterThan(after);
          expect(fits(on)).toBe(true);
          expect(found).toBe(localMoment(on, hhmm, zone));
          for (let moment = after + 1; localDate(moment, zone) < on; moment += 6 * HOUR) {
            const sooner = localDate(moment, zone);
            expect(fits(sooner) && localMoment(sooner, hhmm, zone) > after).toBe(false);
          }
        },
      ),
    );
  });
});

describe('the moment before a session', () => {
  const where = { zone: MONTERREY, quiet: [{ from: '20:00', to: '09:00' }] };
  const session = at('2026-03-03', '16:00');
  test.each([
    ['the evening before', { days: -1, at: '18:00' }, session, {}, '2026-03-02 18:00'],
    ['in quiet hours: at their end', { days: -1, at: '21:00' }, session, {}, '2026-03-03 09:00'],
    ['too late by then: just before them', { after: -2 * HOUR }, at('2026-03-03', '09:00'), {}, '2026-03-02 19:50'],
    [
      'in a pause that ends in time',
      { days: -1, at: '09:30' },
      session,
      { pauses: [{ from: '2026-03-01', to: '2026-03-02' }] },
      '2026-03-03 09:30',
    ],
    [
      'in a pause that does not',
      { days: -1, at: '18:00' },
      session,
      { pauses: [{ from: '2026-03-01', to: '2026-03-02' }] },
      null,
    ],
  ])('%s', (_, rule, starts, more, expected) => {
    expect(said(beforeSession(rule, starts, { ...where, ...more }))).toBe(expected);
  });
});
