import { z } from 'zod';
import { WAVES } from '../../flow/programme.ts';
import { defineVerb } from '../../flow/steps/step.ts';

const schema = z.strictObject({ survey: z.string().min(1), wave: z.enum(WAVES).optional() });

export const surveyVerb = defineVerb<z.output<typeof schema>>({
  verb: 'survey',
  schema,
  needsId: true,
  texts: () => ({}),
  references: (step) => [{ kind: 'survey', name: step.survey, key: 'survey' }],
  fragment: (step) => ({
    entry: [{ type: 'run', flow: step.survey, child: true, ...(step.wave ? { vars: { wave: step.wave } } : {}) }],
    on: { CHILD_DONE: [{ to: 'next' }], GIVE_UP: [{ to: 'next' }] },
  }),
  manual: {
    purpose:
      'Runs a survey of the programme and goes on when it is finished: at most five questions a sitting, the rest a day later, from where she stopped. `wave` says which of its waves, where it has several; without it the first. "No sé" and "prefiero no decir" are kept apart from each other and from silence.',
    es: 'Pregunta una encuesta del programa y sigue cuando se acaba: cinco preguntas de una vez, a lo más, y las demás al día siguiente, desde donde se quedó. `wave` dice cuál de sus veces es, si tiene varias; sin él, la primera. «No sé» y «prefiero no decir» se guardan aparte una de otra, y aparte del silencio.',
    example:
      'lesson: con-encuesta\ntitle: Con encuesta\nsteps:\n  - say: Le haremos unas preguntas.\n  - survey: base\n    wave: baseline\n    id: encuesta\n---\nsurvey: base\nwave: [baseline, endline]\nsteps:\n  - ask: ¿Cuántas personas comen de su negocio?\n    id: personas\n    answer: number\n',
    plays: ['< cinco'],
    issues: ['REF_UNKNOWN', 'SURVEY_UNUSED', 'ID_MISSING'],
  },
});
