import { z } from 'zod';
import { defineVerb } from '../../flow/steps/step.ts';

const schema = z.strictObject({ 'survey-keep': z.string(), survey: z.string(), wave: z.string() });

/** Stands behind each question of a survey file and keeps what came of it among the survey's answers. */
export const surveyKeep = defineVerb<z.output<typeof schema>>({
  verb: 'survey-keep',
  internal: true,
  schema,
  needsId: false,
  texts: () => ({}),
  fragment: (step) => ({
    entry: [
      {
        type: 'effect',
        kind: 'survey.answer',
        payload: { survey: step.survey, wave: step.wave, question: step['survey-keep'] },
      },
    ],
    always: [{ to: 'next' }],
  }),
  manual: { purpose: 'Made of a survey file; not written by hand.', example: '' },
});
