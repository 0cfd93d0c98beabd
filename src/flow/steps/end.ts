import { z } from 'zod';
import { defineVerb } from './step.ts';

export const end = defineVerb({
  verb: 'end',
  schema: z.strictObject({ end: z.literal(true) }),
  needsId: false,
  texts: () => ({}),
  fragment: () => ({ entry: [], always: [{ to: 'end' }] }),
  manual: {
    purpose:
      'Ends the flow here, inside a branch as well. Steps after it in the same list would never be reached, and are refused.',
    es: 'Termina la lección aquí, también dentro de un camino. No se aceptan pasos después de él en la misma lista: nadie llegaría a ellos.',
    example:
      'lesson: corta\ntitle: Corta\nsteps:\n  - ask: ¿Quiere seguir?\n    id: sigue\n    answer: yes-no\n    when:\n      no: [{ say: Hasta pronto. }, { end: true }]\n  - say: Sigamos.\n',
    plays: ['< no'],
    issues: ['STEP_UNREACHABLE', 'END_SILENT'],
  },
});
