import { describe, expect, test } from 'vitest';
import { PACK } from './flows.ts';
import { Talk } from './talk.ts';

const told = (name: string, payload: Record<string, unknown>) =>
  Talk.enrolled(PACK)
    .event(name, payload as never)
    .did();

describe('a moment that no calendar has is none', () => {
  const moved = { session: 's1', kind: 'cancelled', title: 'Arranque', why: '' };
  const visit = { what: 'planned', kind: 'support', by: 'marta' };
  test.each([1.5, 1e300, -1e300, 8.64e15 + 1, null, '2026-03-02'])('%s', (at) => {
    expect([told('session.changed', { ...moved, starts: at }), told('visit.told', { ...visit, at })]).toEqual([
      'ignored',
      'ignored',
    ]);
  });
  test('another is told', () => {
    expect(told('session.changed', { ...moved, starts: Date.UTC(2026, 2, 3, 22) })).not.toBe('ignored');
  });
});
