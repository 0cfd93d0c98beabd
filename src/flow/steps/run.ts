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
    example:
      'lesson: con-servicio\ntitle: Con servicio\nsteps:\n  - run: saludo\n    id: saluda\n---\nservice: saludo\ntitle: Saludo\nsteps:\n  - say: Buenos días.\n',
  },
});
