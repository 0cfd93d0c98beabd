import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoff } from '../../src/base/backoff.ts';
import { seededRandom } from '../../src/base/random.ts';
import { Rate } from '../../src/base/rate.ts';

describe('Rate', () => {
  test('a burst, then one at a time', () => {
    const rate = new Rate(1_000, 3);
    expect(rate.room(0)).toBe(3);
    rate.take(0, 3);
    expect(rate.room(999)).toBe(0);
    expect(rate.nextAt(500)).toBe(1_000);
    expect(rate.room(1_000)).toBe(1);
    expect(rate.nextAt(500, 2)).toBe(2_000);
    expect(rate.idle(2_999)).toBe(false);
    expect(rate.idle(3_000)).toBe(true);
  });

  test('at any moments: never more than burst and rate allow, and there is room at the moment it names', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 20 }), (steps, perSecond, burst) => {
        const every = 1_000 / perSecond;
        const rate = new Rate(every, burst);
        let now = 1_000_000;
        let taken = 0;
        for (const step of steps) {
          now += step;
          const at = rate.nextAt(now);
          expect(rate.room(at)).toBeGreaterThanOrEqual(1);
          if (at > now) expect(rate.room(now)).toBe(0);
          const room = rate.room(now);
          rate.take(now, room);
          taken += room;
        }
        expect(taken).toBeLessThanOrEqual(burst + (now - 1_000_000) / every + 1e-6);
      }),
    );
  });

  test('a clock turned back costs at most one burst of waiting', () => {
    const rate = new Rate(100, 5);
    rate.take(1_000_000, 5);
    expect(rate.nextAt(0)).toBeLessThanOrEqual(500);
  });
});

test('backoff grows, is capped, and spreads over its upper half', () => {
  const plan = { first: 1_000, factor: 2, cap: 10_000 };
  const random = seededRandom('x');
  for (let n = 1; n < 10; n++) {
    const whole = Math.min(10_000, 1_000 * 2 ** (n - 1));
    const waits = Array.from({ length: 50 }, () => backoff(n, plan, random));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(whole / 2);
    expect(Math.max(...waits)).toBeLessThanOrEqual(whole);
    expect(new Set(waits).size).toBeGreaterThan(10);
  }
});
