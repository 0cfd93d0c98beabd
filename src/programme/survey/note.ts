import { z } from 'zod';
import type { Json } from '../../base/json.ts';
import { defineVerb } from '../../flow/steps/step.ts';

const schema = z.strictObject({
  'survey-note': z.enum(['ask', 'answer', 'end']),
  survey: z.string(),
  wave: z.string(),
  question: z.string().optional(),
  wording: z.string().optional(),
  ladder: z.array(z.string()).optional(),
});

const KIND = { ask: 'survey.ask', answer: 'survey.answer', end: 'survey.end' } as const;

/** Stands before and behind each question of a survey file, and at its end: what was asked, and what came of it. */
export const surveyNote = defineVerb<z.output<typeof schema>>({
  verb: 'survey-note',
  internal: true,
  schema,
  needsId: false,
  texts: () => ({}),
  fragment({ 'survey-note': at, ...about }) {
    return {
      entry: [{ type: 'effect', kind: KIND[at], payload: about as unknown as Readonly<Record<string, Json>> }],
      always: [{ to: 'next' }],
    };
  },
  manual: { purpose: 'Made of a survey file; not written by hand.', example: '' },
});
