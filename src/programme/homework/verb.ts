import { z } from 'zod';
import { defineVerb } from '../../flow/steps/step.ts';

const schema = z.strictObject({ homework: z.string().min(1), wait: z.boolean().optional() });

/** Assigns a homework and goes on; with `wait: true` the flow stays until it is handed in. */
export const homeworkVerb = defineVerb<z.output<typeof schema>>({
  verb: 'homework',
  schema,
  needsId: false,
  texts: () => ({}),
  references: (step) => [{ kind: 'homework', name: step.homework, key: 'homework' }],
  fragment: (step) =>
    step.wait
      ? {
          entry: [{ type: 'run', flow: step.homework, child: true }],
          on: { CHILD_DONE: [{ to: 'next' }], GIVE_UP: [{ to: 'next' }] },
        }
      : { entry: [{ type: 'run', flow: step.homework, child: false }], always: [{ to: 'next' }] },
  manual: {
    purpose:
      'Assigns a homework of the programme and goes on; she has until its due date, and lessons go on meanwhile. With `wait: true` the flow stays here until she has handed it in.',
    es: 'Deja una tarea del programa y sigue; ella tiene hasta su fecha, y mientras tanto vienen más lecciones. Con `wait: true` la lección se queda aquí hasta que la entregue.',
    example:
      'lesson: con-tarea\ntitle: Con tarea\nsteps:\n  - say: Hoy le toca a usted.\n  - homework: botes\n---\nhomework: botes\ntitle: Sus dos botes\nask: Mándenos una foto de sus dos botes, o escriba cómo los hizo.\nsms: Escriba como hizo sus dos botes.\naccept: [photo, text, voice]\ndue: 3 days at 20:00\nremind: [1 day before at 18:00]\n',
    plays: ['< los hice de dos latas', '< listo'],
    issues: ['REF_UNKNOWN', 'ANSWER_NEEDS_SMS', 'HOMEWORK_UNUSED', 'NAME_DUPLICATE'],
  },
});
