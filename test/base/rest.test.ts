import { expect, test } from 'vitest';
import { HOUR, SECOND } from '../../src/base/clock.ts';
import { Rest } from '../../src/base/rest.ts';

const NOW = Date.parse('2026-03-02T16:00:00Z');

test('a rest is over when its time has passed, when it is ended, and when the clock is set back behind it', () => {
  const rest = new Rest();
  expect([rest.isOn(NOW), rest.until(NOW)]).toEqual([false, 0]);
  rest.begin(NOW, 5 * SECOND);
  expect([rest.isOn(NOW), rest.until(NOW + SECOND)]).toEqual([true, NOW + 5 * SECOND]);
  expect(rest.isOn(NOW + 5 * SECOND)).toBe(false);
  expect([rest.isOn(NOW - HOUR), rest.until(NOW - HOUR)]).toEqual([false, 0]);
  rest.end();
  expect(rest.isOn(NOW)).toBe(false);
});
