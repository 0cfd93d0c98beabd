import { z } from 'zod';
import { says } from '../../locale/sentence.ts';
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
    if (back) at.issue('DURATION_INVALID', says('DURATION_INVALID.back'), 'wait');
  },
  fragment: (step) => ({
    entry: [{ type: 'timer', purpose: 'wait', rule: step.wait, anchor: 'now' }],
    on: { TIMER: [{ to: 'next', guard: { type: 'timer', purpose: 'wait' } }], GIVE_UP: [{ to: 'next' }] },
  }),
  manual: {
    purpose:
      'Waits for a time (`3 days`), until a local hour (`until 18:00`, `2 days at 10:00`) or a date (`2026-05-04 at 10:00`), in her own time zone.',
    es: 'Espera un tiempo (`3 days`), hasta una hora (`until 18:00`, `2 days at 10:00`) o hasta una fecha (`2026-05-04 at 10:00`), con la hora del lugar donde vive ella.',
    example:
      'lesson: espera\ntitle: Espera\nsteps:\n  - say: Mañana seguimos.\n  - wait: 1 day at 10:00\n    id: manana\n  - say: Buenos días.\n',
    plays: ['~ 1 day'],
    issues: ['DURATION_INVALID', 'WAIT_LAST', 'ID_MISSING'],
  },
});
