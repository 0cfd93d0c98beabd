import { z } from 'zod';
import { condition, steps } from './fields.ts';
import { defineVerb } from './step.ts';

export const when = defineVerb({
  verb: 'if',
  // biome-ignore lint/suspicious/noThenProperty: `then` is the word of the flow language; this object is never awaited.
  schema: z.strictObject({ if: condition, then: steps, else: steps.optional() }),
  needsId: false,
  branches: (step) => [{ name: 'then', steps: step.then }, ...(step.else ? [{ name: 'else', steps: step.else }] : [])],
  texts: () => ({}),
  conditions: (step) => ({ if: step.if }),
  fragment: (step) => ({
    entry: [],
    always: [
      { to: { branch: 'then' }, guard: { type: 'cel', expression: step.if } },
      { to: step.else ? { branch: 'else' } : 'next' },
    ],
  }),
  manual: {
    purpose:
      'Takes one way or another by a CEL condition over what is known of her. A comparison with something she never answered is false.',
    es: 'Toma un camino u otro según lo que se sabe de ella, con una condición (CEL). Comparar con algo que nunca contestó da falso.',
    example:
      'lesson: quiza\ntitle: Quizá\nsteps:\n  - ask: ¿Qué vende?\n    id: vende\n    save: person.vende\n  - if: person.vende == "tamales"\n    then: [{ say: Hablemos de tamales. }]\n    else: [{ say: Hablemos de lo que vende. }]\n',
    plays: ['< tamales'],
    issues: ['CEL_SYNTAX', 'CEL_NAME', 'CEL_TYPE', 'CONDITION_CONSTANT', 'BRANCH_EMPTY'],
  },
});
