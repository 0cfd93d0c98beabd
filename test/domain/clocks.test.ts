import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/base/clock.ts';
import { beforeSession } from '../../src/domain/before-session.ts';
import { leaveAt, quietAround } from '../../src/domain/quiet-hours.ts';
import { nextRelease, restsOn } from '../../src/domain/release.ts';
import { addDays, localDate, localTime, resolveTime } from '../../src/domain/time.ts';

/** Zones whose clocks change in both halves of the year, change by half an hour, and do not change. */
const zone = fc.constantFrom(
  'America/Santiago',
  'Europe/Madrid',
  'Australia/Lord_Howe',
  'America/Monterrey',
  'America/La_Paz',
);
/** Two years with every change of clocks in them. */
const moment = fc.integer({ min: Date.parse('2025-06-01T00:00:00Z'), max: Date.parse('2027-06-01T00:00:00Z') });
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
const days = fc.uniqueArray(fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'), { minLength: 1 });
const pause = fc
  .tuple(moment, fc.integer({ min: 0, max: 30 }))
  .map(([at, length]) => ({ from: localDate(at, 'UTC'), to: addDays(localDate(at, 'UTC'), length) }));
const pauses = fc.array(pause, { maxLength: 4 });
const quiet = fc.record({ from: clock, to: clock });

describe('where clocks change, or go back', () => {
  test('the next release lies ahead, on a release day outside every pause, never twice on a day; an hour back changes nothing', () => {
    fc.assert(
      fc.property(zone, moment, clock, days, pauses, (where, after, at, on, rests) => {
        const rule = { days: on, at };
        const next = nextRelease(rule, { after, zone: where, pauses: rests });
        if (next === null) return;
        expect(next).toBeGreaterThan(after);
        const day = localDate(next, where);
        expect(restsOn(day, { zone: where, pauses: rests })).toBe(false);
        const again = nextRelease(rule, { after: next, lastDay: day, zone: where, pauses: rests });
        if (again !== null) expect(localDate(again, where) > day).toBe(true);
        // The machine's clock is set back after a release: the day that had its lesson gets no second one.
        const back = nextRelease(rule, { after: next - HOUR, lastDay: day, zone: where, pauses: rests });
        expect(back).toBe(again);
      }),
    );
  });

  test('what leaves never leaves in quiet hours, never in the past, and asked again stays', () => {
    fc.assert(
      fc.property(zone, moment, fc.integer({ min: -2 * DAY, max: 2 * DAY }), quiet, (where, now, offset, hours) => {
        const given = { now, due: now + offset, zone: where, quiet: [hours] };
        const at = leaveAt(given);
        expect(at).toBeGreaterThanOrEqual(now);
        expect(quietAround(at, where, [hours])).toBeNull();
        expect(leaveAt({ ...given, now: at, due: at })).toBe(at);
        // Set back by an hour meanwhile it leaves no earlier than the clock says, and still in no quiet hour.
        const back = leaveAt({ ...given, now: now - HOUR, due: at });
        expect(back).toBe(at);
      }),
    );
  });

  test('a rule of days keeps its wall clock over the change, or stands just after the gap', () => {
    fc.assert(
      fc.property(zone, moment, fc.integer({ min: -10, max: 40 }), clock, (where, anchor, n, at) => {
        const due = resolveTime({ days: n, at }, anchor, { zone: where });
        const wall = localTime(due, where);
        const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
        const gap = (minutes(wall) - minutes(at) + 1440) % 1440;
        expect([0, 30, 60]).toContain(gap);
        expect(localDate(due - gap * MINUTE, where) <= addDays(localDate(anchor, where), n)).toBe(true);
      }),
    );
  });

  test('a pause that several make is left at the end of the longest, whatever their order', () => {
    fc.assert(
      fc.property(zone, moment, pauses, (where, at, rests) => {
        const moved = resolveTime({ after: 0 }, at, { zone: where, pauses: rests });
        expect(moved).toBeGreaterThanOrEqual(at);
        expect(restsOn(localDate(moved, where), { zone: where, pauses: rests })).toBe(false);
        expect(resolveTime({ after: 0 }, at, { zone: where, pauses: [...rests].reverse() })).toBe(moved);
      }),
    );
  });

  test('a session is reminded of before it begins, outside quiet hours and pauses, or not at all', () => {
    fc.assert(
      fc.property(zone, moment, clock, quiet, pauses, (where, starts, at, hours, rests) => {
        const due = beforeSession({ days: -1, at }, starts, { zone: where, quiet: [hours], pauses: rests });
        if (due === null) return;
        expect(due).toBeLessThan(starts);
        expect(restsOn(localDate(due, where), { zone: where, pauses: rests })).toBe(false);
      }),
    );
  });
});
