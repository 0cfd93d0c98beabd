import { z } from 'zod';
import { NO, YES } from '../../domain/answer.ts';
import { text } from '../../flow/steps/fields.ts';
import { defineVerb } from '../../flow/steps/step.ts';

const schema = z.strictObject({ 'check-in-question': text });

/** The question inside `check-in`: it counts until the session's window closes, and then goes on by itself. */
export const checkInQuestion = defineVerb<z.output<typeof schema>>({
  verb: 'check-in-question',
  internal: true,
  schema,
  needsId: true,
  texts: (step) => ({ ask: step['check-in-question'] }),
  fragment: () => ({
    entry: [
      {
        type: 'ask',
        question: {
          field: 'ask',
          accepts: { types: ['yes-no'] },
          options: [YES, NO],
          required: false,
          untilFact: ['sessions', 'now', 'closes'],
        },
      },
    ],
    on: {
      ANSWER: [
        {
          to: 'next',
          guard: { type: 'option', is: YES },
          actions: [
            { type: 'record' },
            { type: 'effect', kind: 'attendance.self', payload: {} },
            { type: 'say-system', key: 'check-in.noted' },
          ],
        },
        { to: 'next', actions: [{ type: 'record' }, { type: 'say-system', key: 'check-in.thanks' }] },
      ],
      GIVE_UP: [{ to: 'next' }],
      EXPIRE: [{ to: 'next' }],
    },
  }),
  manual: { purpose: 'Made of `check-in`; not written by hand.', example: '' },
});
