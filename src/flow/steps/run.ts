import { z } from 'zod';
import { defineVerb } from './step.ts';

export const run = defineVerb({
  verb: 'run',
  schema: z.strictObject({ run: z.string().min(1) }),
  needsId: true,
  texts: () => ({}),
  references: (step) => [{ kind: 'flow', name: step.run, key: 'run' }],
  fragment: (step) => ({
    entry: [{ type: 'run', flow: step.run, child: true }],
    on: { CHILD_DONE: [{ to: 'next' }], GIVE_UP: [{ to: 'next' }] },
  }),
  manual: {
    purpose:
      'Runs another flow of the programme and goes on when it has ended. Flows that run one another without ever asking anything are refused.',
    es: 'Abre otro flujo del programa y sigue cuando ese termina. No se aceptan flujos que se llaman uno a otro sin preguntar nunca nada.',
    example:
      'lesson: con-servicio\ntitle: Con servicio\nsteps:\n  - run: saludo\n    id: saluda\n---\nservice: saludo\ntitle: Saludo\nsteps:\n  - say: Buenos días.\n',
    issues: ['REF_UNKNOWN', 'LOOP_WITHOUT_WAIT', 'LOOP_ONE_WAY'],
  },
});
