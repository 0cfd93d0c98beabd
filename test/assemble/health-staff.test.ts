import { expect, test } from 'vitest';
import { checkStaff } from '../../src/assemble/health-staff.ts';
import type { Programme } from '../../src/flow/programme.ts';
import type { Listed } from '../../src/programme/staff/index.ts';

const LLERA = [{ programme: 'llera' } as Programme];
const one = (over: Partial<Listed>): Listed => ({
  name: 'Marta',
  role: 'coordinator',
  programme: 'llera',
  reachable: true,
  within: [],
  ...over,
});
const says = (...listed: Listed[]) => checkStaff(LLERA, listed)[0]!;

test('nobody to receive cases is a warning, not a failure: all else works', () => {
  expect(says()).toMatchObject({ ok: true, says: expect.stringContaining('nobody receives cases') });
  expect(says().next).toContain('recado staff add');
  expect(says(one({}))).toEqual({ name: 'staff llera', ok: true, says: 'somebody receives cases' });
  expect(says(one({ programme: '' })).next).toBeUndefined();
});

test('someone of another programme, or who cannot be written to, receives nothing', () => {
  expect(says(one({ programme: 'otra' })).says).toContain('nobody receives cases');
  expect(says(one({ reachable: false })).says).toContain('nobody receives cases');
});

test('a facilitator receives cases, but no complaints and no calls for help', () => {
  expect(says(one({ role: 'facilitator' })).says).toBe('nobody receives complaints, nobody receives calls for help');
});
