import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/base/clock.ts';
import { parseClock, parseDay, parseDuration, parseMoney, parseRule, parseSpan } from '../../src/flow/durations.ts';

it.each([
  ['4 hours', { after: 4 * HOUR }],
  ['1 hour', { after: HOUR }],
  ['30 minutes', { after: 30 * MINUTE }],
  ['3 days', { after: 3 * DAY }],
  ['2 weeks', { after: 14 * DAY }],
  ['3 days at 20:00', { days: 3, at: '20:00' }],
  ['1 week at 9:00', { days: 7, at: '09:00' }],
  ['1 day before at 18:00', { days: -1, at: '18:00' }],
  ['1 day after at 10:00', { days: 1, at: '10:00' }],
  ['4 hours before', { after: -4 * HOUR }],
  ['same day at 18:00', { days: 0, at: '18:00' }],
  ['until 18:00', { at: '18:00' }],
  ['at 18:00', { at: '18:00' }],
  ['18:00', { at: '18:00' }],
  ['2026-05-04 at 10:00', { date: '2026-05-04', at: '10:00' }],
  ['2026-05-04', { date: '2026-05-04', at: '09:00' }],
])('%s', (text, rule) => {
  expect(parseRule(text)).toEqual(rule);
});

it.each([
  '',
  'tres días',
  '4 hours at 10:00',
  '3 days at 25:00',
  '2026-02-30',
  '2026-13-01',
  'same day',
  '1 month',
  '-1 day',
  '1.5 hours',
])('refuses "%s"', (text) => {
  expect(parseRule(text)).toBeUndefined();
});

it('reads the other small formats', () => {
  expect(parseSpan('20:00-09:00')).toEqual({ from: '20:00', to: '09:00' });
  expect(parseSpan('8-9')).toBeUndefined();
  expect(parseMoney('900 MXN')).toEqual({ minor: 90_000, currency: 'MXN' });
  expect(parseMoney('12.50 EUR')).toEqual({ minor: 1_250, currency: 'EUR' });
  expect(parseMoney('$900')).toBeUndefined();
  expect(parseClock('24:00')).toBeUndefined();
  expect(parseDay('2028-02-29')).toBe('2028-02-29');
  expect(parseDuration('2 dias')).toBeUndefined();
});
