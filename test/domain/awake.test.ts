import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR } from '../../src/base/clock.ts';
import { awakeAfter } from '../../src/domain/awake.ts';
import { quietAround } from '../../src/domain/quiet-hours.ts';

const ZONE = 'America/Monterrey';
const NIGHT = [{ from: '20:00', to: '09:00' }];
const at = (local: string) => Date.parse(`${local}:00-06:00`);

test('quiet hours do not count', () => {
  const after = (from: string, hours: number) => awakeAfter(at(from), hours * HOUR, ZONE, NIGHT);
  expect(after('2026-03-02T10:00', 4)).toBe(at('2026-03-02T14:00'));
  expect(after('2026-03-02T18:00', 4)).toBe(at('2026-03-03T11:00'));
  expect(after('2026-03-02T23:00', 4)).toBe(at('2026-03-03T13:00'));
  expect(after('2026-03-02T16:00', 4)).toBe(at('2026-03-03T09:00'));
  expect(after('2026-03-02T10:00', 24)).toBe(at('2026-03-04T12:00'));
  expect(awakeAfter(at('2026-03-02T23:00'), HOUR, ZONE, [])).toBe(at('2026-03-03T00:00'));
});

test('what comes out is never quiet, and never before the time that has to pass', () => {
  const hour = fc.integer({ min: 0, max: 23 }).map((n) => `${String(n).padStart(2, '0')}:00`);
  fc.assert(
    fc.property(hour, hour, fc.nat(100_000_000), fc.nat(30), (from, to, start, hours) => {
      const quiet = [{ from, to }];
      const due = awakeAfter(start, hours * HOUR, ZONE, quiet);
      expect(due).toBeGreaterThanOrEqual(start + hours * HOUR);
      expect(quietAround(due, ZONE, quiet)).toBeNull();
    }),
  );
});
