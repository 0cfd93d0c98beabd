import { z } from 'zod';
import { text } from '../../flow/steps/fields.ts';
import { defineVerb, type SourceText } from '../../flow/steps/step.ts';

const schema = z.strictObject({ 'check-in': text });
/** The parser adds the keys that every step may have. */
type CheckIn = z.output<typeof schema> & { readonly id?: string; readonly sms?: SourceText };

/** False too where she has no sessions at all. */
const HELD_NOW = 'sessions.now.id != ""';

export const checkInVerb = defineVerb<CheckIn>({
  verb: 'check-in',
  schema: schema as z.ZodType<CheckIn>,
  needsId: true,
  branches: (step) => [
    {
      name: 'now',
      steps: [
        {
          verb: 'check-in-question',
          keys: {
            'check-in-question': step['check-in'],
            ...(step.id === undefined ? {} : { id: `${step.id}-now` }),
            ...(step.sms === undefined ? {} : { sms: step.sms }),
          },
          path: [],
        },
      ],
    },
  ],
  texts: () => ({}),
  conditions: () => ({ 'check-in': HELD_NOW }),
  fragment: () => ({
    entry: [],
    always: [{ to: { branch: 'now' }, guard: { type: 'cel', expression: HELD_NOW } }, { to: 'next' }],
  }),
  manual: {
    purpose:
      'Asks whether she is at the session whose time it is, from half an hour before to half an hour after, and notes her as present when she is. When no session of hers is at hand it goes on without a word.',
    es: 'Pregunta si está en la sesión de esta hora, desde media hora antes hasta media hora después, y si está, anota su asistencia. Si no hay sesión suya a esa hora, sigue sin decir nada.',
    example:
      'lesson: llegada\ntitle: Llegada\nsteps:\n  - wait: until 16:00\n    id: hora\n  - check-in: ¿Ya está en la sesión de hoy?\n    id: llego\n  - say: Empezamos.\n',
    plays: [
      '$ recado cohort new mi-programa --name grupo-a --starts 2026-03-02',
      '$ recado enrol Ana --cohort grupo-a --phone +528341000010',
      '@ 2026-03-02 16:05',
      '< si',
    ],
    issues: ['ID_MISSING', 'RULE_NO_SESSIONS'],
  },
});
