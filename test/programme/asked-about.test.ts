import { expect, test } from 'vitest';
import { STAFF_VERBS } from '../../src/assemble/capabilities.ts';
import type { StaffSaid } from '../../src/programme/manifest.ts';

const said = (rest: string, asked: string): StaffSaid => ({
  rest,
  asked,
  verb: false,
  media: [],
  timezone: 'America/Mexico_City',
  now: Date.parse('2026-03-02T16:00:00Z'),
  stretch: () => ({ who: rest, why: '' }) as never,
  moment: () => ({ before: rest, after: '' }) as never,
  me: { id: 'p-1', name: 'Rosa' },
});

test.each(STAFF_VERBS.map((verb) => [verb.name, verb] as const))(
  'what %s asked and cannot be read any more is no answer, and no failure',
  (_name, verb) => {
    for (const about of ['s1', '{}', 'null', '[]', '{"ask":"week"}', ''])
      for (const rest of ['1', 'más', '45 min', 'compromiso: la libreta', ''])
        expect(verb.act(said(rest, about), {}).lines.every(({ key }) => key.length > 0)).toBe(true);
  },
);
