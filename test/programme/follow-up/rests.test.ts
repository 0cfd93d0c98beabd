import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/base/clock.ts';
import { daysAsStretch, isResting, ranFor } from '../../../src/programme/follow-up/rests.ts';

const rest = (from: number, to: number) => ({ from: from * DAY, to: to * DAY });

describe('a clock that stands still in pauses', () => {
  test.each([
    ['no pause', [], 10],
    ['one within', [rest(2, 5)], 7],
    ['two that overlap count once', [rest(2, 5), rest(4, 6)], 6],
    ['one inside another', [rest(2, 8), rest(3, 4)], 4],
    ['one that began before and one that goes on', [rest(-3, 1), rest(9, 20)], 8],
    ['all of it', [rest(-1, 11)], 0],
    ['before and after it', [rest(-5, 0), rest(10, 12)], 10],
    ['out of order', [rest(6, 7), rest(1, 2)], 8],
    ['one without an end', [rest(4, Number.POSITIVE_INFINITY)], 4],
  ])('%s', (_, rests, days) => {
    expect(ranFor(0, 10 * DAY, rests) / DAY).toBe(days);
  });

  test('days of a pause are local, both included', () => {
    const harvest = daysAsStretch('2026-05-04', '2026-05-05', 'America/Monterrey');
    const at = (iso: string) => isResting(Date.parse(iso), [harvest]);
    expect(at('2026-05-04T00:00:00-06:00')).toBe(true);
    expect(at('2026-05-03T23:59:00-06:00')).toBe(false);
    expect(at('2026-05-05T23:59:00-06:00')).toBe(true);
    expect(at('2026-05-06T00:00:00-06:00')).toBe(false);
  });
});
