import { z } from 'zod';
import { text } from '../../flow/steps/fields.ts';
import { defineVerb, type SourceText } from '../../flow/steps/step.ts';

const schema = z.strictObject({ handoff: z.string().min(1).max(80), promise: text.optional() });

export const handoffVerb = defineVerb<z.output<typeof schema>>({
  verb: 'handoff',
  schema,
  needsId: false,
  texts: (step): Record<string, SourceText> => (step.promise ? { promise: step.promise } : {}),
  fragment: (step) => ({
    entry: [
      { type: 'effect', kind: 'case.open', payload: { topic: step.handoff } },
      step.promise ? { type: 'say', field: 'promise' } : { type: 'say-system', key: 'handoff.promise' },
    ],
    always: [{ to: 'next' }],
  }),
  manual: {
    purpose:
      'Opens a case for a person of the team, under a topic that the team will read, and tells her what will happen. Write in `promise` only what the team keeps.',
    es: 'Abre un caso para una persona del equipo, con un tema que el equipo va a leer, y le dice a ella qué va a pasar. En `promise` escriba solo lo que el equipo cumple.',
    example:
      'lesson: ayuda\ntitle: Ayuda\nsteps:\n  - handoff: Quiere hablar de su crédito\n    promise: Rosa le llama mañana por la tarde.\n',
    issues: ['KEY_UNKNOWN', 'TEXT_TOO_LONG'],
  },
});
