import { z } from 'zod';
import { timeRule } from './fields.ts';
import { defineVerb } from './step.ts';

export const wait = defineVerb({
  verb: 'wait',
  schema: z.strictObject({ wait: timeRule }),
  needsId: true,
  texts: () => ({}),
  check(step, at) {
    const { wait: rule } = step;
    const back = ('after' in rule && rule.after <= 0) || ('days' in rule && rule.days < 0);
    if (back) at.issue('DURATION_INVALID', 'A wait cannot go back in time.', 'wait');
  },
  fragment: (step) => ({
    entry: [{ type: 'timer', purpose: 'wait', rule: step.wait, anchor: 'now' }],
    on: { TIMER: [{ to: 'next', guard: { type: 'timer', purpose: 'wait' } }], GIVE_UP: [{ to: 'next' }] },
  }),
  manual: {
    purpose:
      'Waits for a time (`3 days`), until a local hour (`until 18:00`, `2 days at 10:00`) or a date (`2026-05-04 at 10:00`), in her own time zone.',
    example:
      'lesson: espera\ntitle: Espera\nsteps:\n  - say: Mañana seguimos.\n  - wait: 1 day at 10:00\n    id: manana\n  - say: Buenos días.\n',
  },
});
