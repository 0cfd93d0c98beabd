import { z } from 'zod';
import { HOUR } from '../../base/clock.ts';
import { media, mediaOf, mediaReferences, oneOrMore, text, timeRule } from '../../flow/steps/fields.ts';
import { type ActionRef, defineVerb } from '../../flow/steps/step.ts';
import { says } from '../../locale/sentence.ts';
import { fromAsked } from './reminder.ts';

/** What homework may be made of. */
const PARTS = ['text', 'number', 'photo', 'voice', 'document', 'location'] as const;

/** Several photos come within minutes; who has sent nothing more for a day has sent what she had. */
const QUIET = 24 * HOUR;
/** The option that ends the collecting: her LISTO, under whatever word her language has for it. */
const DONE = 'done';

export const homeworkKeys = {
  ask: text,
  ...media,
  accept: z.array(z.enum(PARTS)).min(1).optional(),
  due: timeRule.optional(),
  remind: oneOrMore(timeRule).optional(),
};

const schema = z.strictObject({ 'homework-parts': z.string(), ...homeworkKeys });
type Parts = z.output<typeof schema>;

const handIn: ActionRef = { type: 'effect', kind: 'homework.hand-in', payload: {} };

/** Reminders as rules that count from the asking; undefined where one does not fit the due date. */
function reminders(step: Parts): ({ readonly rule: NonNullable<ReturnType<typeof fromAsked>> } | undefined)[] {
  return (step.remind ?? []).map((rule) => {
    const moved = fromAsked(step.due, rule);
    return moved && { rule: moved };
  });
}

/** What a homework file becomes: one question that stays open, takes part after part, and ends with LISTO. */
export const homeworkParts = defineVerb<Parts>({
  verb: 'homework-parts',
  internal: true,
  schema,
  needsId: true,
  texts: (step) => ({ ask: step.ask }),
  references: mediaReferences,
  check(step, at) {
    if (reminders(step).includes(undefined)) {
      at.issue('DURATION_INVALID', says('DURATION_INVALID.due'), 'remind', says('DURATION_INVALID.due.fix'));
    }
  },
  fragment(step) {
    const remind = reminders(step).filter((one) => one !== undefined);
    return {
      entry: [
        { type: 'effect', kind: 'homework.assign', payload: {} },
        {
          type: 'ask',
          question: {
            field: 'ask',
            accepts: { types: step.accept ?? ['text', 'photo', 'voice'] },
            options: [],
            required: false,
            collects: true,
            ...(remind.length ? { remind } : {}),
            ...mediaOf(step),
          },
        },
        ...(step.due ? [{ type: 'timer', purpose: 'due', rule: step.due, anchor: 'question' } as const] : []),
      ],
      on: {
        ANSWER: [
          {
            to: 'next',
            guard: { type: 'option', is: DONE },
            actions: [handIn, { type: 'say-system', key: 'homework.done' }],
          },
          {
            to: 'stay',
            actions: [
              { type: 'record' },
              { type: 'effect', kind: 'homework.part', payload: {} },
              { type: 'timer', purpose: 'quiet', rule: { after: QUIET }, anchor: 'now' },
            ],
          },
        ],
        TIMER: [
          // What came counts as handed in without a word: nobody is written to only to be told so.
          { to: 'next', guard: { type: 'timer', purpose: 'quiet' }, actions: [handIn] },
          // Late homework is as welcome, so the question stays.
          {
            to: 'stay',
            guard: { type: 'timer', purpose: 'due' },
            actions: [{ type: 'effect', kind: 'homework.due', payload: {} }],
          },
        ],
        // Accepted or excused: nothing more is asked for.
        DATA: [{ to: 'next', guard: { type: 'data', name: 'reviewed' } }],
        GIVE_UP: [{ to: 'stay' }],
      },
    };
  },
  manual: { purpose: 'Made of a homework file; not written by hand.', example: '' },
});
