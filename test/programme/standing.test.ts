import { describe, expect, test } from 'vitest';
import { targetIn } from '../../src/programme/standing/target.ts';

const COHORTS = [
  { id: 'c1', name: 'grupo-a', programme: 'llera', people: 2 },
  { id: 'c2', name: 'grupo-b', programme: 'llera', people: 1 },
  { id: 'c3', name: 'ruta', programme: 'otro', people: 1 },
];
const person = (id: string, name: string, cohort: string, programme = 'llera') => ({
  id,
  name,
  lane_id: `lane-${id}`,
  programme,
  state: 'active',
  cohort_id: COHORTS.find((one) => one.name === cohort)?.id ?? null,
  group_id: null,
  cohort,
});
const PEOPLE = [
  person('p1', 'Ana Ruiz', 'grupo-a'),
  person('p2', 'Ana Paz', 'grupo-b'),
  person('p3', 'Ángela Díaz', 'grupo-a'),
  person('p4', 'Rosa', 'ruta', 'otro'),
];

const meant = (who: string, role?: { role: string; programme?: string; within?: string[] }) => {
  const by = role ? ({ kind: 'staff', id: 's' } as const) : ({ kind: 'shell', id: 'shell' } as const);
  const sight = role
    ? [{ role: role.role, programme: role.programme ?? '', within: JSON.stringify(role.within ?? []) }]
    : [];
  const target = targetIn({ cohorts: COHORTS, people: PEOPLE, sight }, { workspace: 'main', who, by });
  return 'code' in target ? target.code : target.id;
};

describe('whom a coordinator means', () => {
  test.each([
    ['grupo-a', 'c1'],
    ['Grupo A', 'c1'],
    ['angela', 'p3'],
    ['Ana', 'TARGET_SEVERAL'],
    ['ana ruiz', 'p1'],
    ['Ana grupo-b', 'p2'],
    ['Luz', 'TARGET_UNKNOWN'],
  ])('%s', (who, found) => {
    expect(meant(who)).toBe(found);
  });

  test('only within what she may steer', () => {
    expect(meant('grupo-b', { role: 'coordinator' })).toBe('c2');
    expect(meant('grupo-b', { role: 'facilitator', within: ['c1'] })).toBe('TARGET_UNKNOWN');
    expect(meant('Ana', { role: 'facilitator', within: ['c1'] })).toBe('p1');
    expect(meant('Rosa', { role: 'coordinator', programme: 'llera' })).toBe('TARGET_UNKNOWN');
    expect(meant('grupo-a', { role: 'reader' })).toBe('TARGET_UNKNOWN');
  });
});
