import { z } from 'zod';
import { ANSWER_TYPES, NO, NOT_YET, YES } from '../../domain/answer.ts';
import type { Accepts } from '../../domain/question.ts';
import { says } from '../../locale/sentence.ts';
import { didYouMean } from '../suggest.ts';
import { media, mediaOf, mediaReferences, oneOrMore, saveTarget, steps, text, timeRule } from './fields.ts';
import { answerMeant, checkOptions, optionKeys, options, optionTexts } from './options.ts';
import { type ActionRef, defineVerb, type Move } from './step.ts';

const schema = z.strictObject({
  ask: text,
  ...media,
  answer: z.enum(ANSWER_TYPES).optional(),
  options: options.optional(),
  save: saveTarget.optional(),
  when: z.record(z.string(), steps).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  hint: text.optional(),
  required: z.boolean().optional(),
  private: z.boolean().optional(),
  remind: oneOrMore(timeRule).optional(),
});
type Ask = z.output<typeof schema>;

const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  'yes-no': [YES, NO],
  'yes-no-notyet': [YES, NO, NOT_YET],
};

function answerOf(step: Ask): (typeof ANSWER_TYPES)[number] {
  return step.answer ?? (step.options ? 'choice' : 'text');
}

/** Keys an answer may have; none for free answers. */
function keysOf(step: Ask): readonly string[] {
  return BUILT_IN[answerOf(step)] ?? (step.options ? optionKeys(step.options) : []);
}

export const ask = defineVerb({
  verb: 'ask',
  schema,
  needsId: true,
  branches: (step) => Object.entries(step.when ?? {}).map(([key, inner]) => ({ name: `when.${key}`, steps: inner })),
  texts: (step) => ({
    ask: step.ask,
    ...(step.options ? optionTexts(step.options) : {}),
    ...(step.hint ? { hint: step.hint } : {}),
  }),
  references: (step) => mediaReferences(step),
  check(step, at) {
    const type = answerOf(step);
    const keys = keysOf(step);
    if (type === 'choice' && !step.options) at.issue('OPTIONS_MISSING', says('OPTIONS_MISSING'), 'answer');
    if (step.options && type !== 'choice') {
      if (!BUILT_IN[type]) at.issue('VALUE_INVALID', says('VALUE_INVALID.options', { answer: type }), 'options');
      else if (Array.isArray(step.options) || keys.join() !== optionKeys(step.options).join()) {
        at.issue(
          'VALUE_INVALID',
          says('VALUE_INVALID.built-in', { answer: type, options: keys.join(', ') }),
          'options',
        );
      }
    }
    if (step.options) checkOptions(step.options, at);
    const meant = (key: string) => (step.options ? answerMeant(key, step.options) : didYouMean(key, keys));
    for (const key of Object.keys(step.when ?? {})) {
      if (keys.includes(key)) continue;
      at.issue(
        'ANSWER_IMPOSSIBLE',
        keys.length > 0
          ? says('ANSWER_IMPOSSIBLE', { answer: key, answers: keys.join(', ') })
          : says('ANSWER_IMPOSSIBLE.free', { answer: key, type }),
        `when.${key}`,
        meant(key),
      );
    }
    const counted = type === 'number' || type === 'money';
    for (const key of ['min', 'max'] as const) {
      if (step[key] !== undefined && !counted) at.issue('VALUE_INVALID', says('VALUE_INVALID.min-max', { key }), key);
    }
    if (step.min !== undefined && step.max !== undefined && step.min > step.max) {
      at.issue('VALUE_INVALID', says('VALUE_INVALID.min-above', { min: step.min, max: step.max }), 'min');
    }
    if (step.save === 'consent' && type !== 'yes-no') at.issue('SAVE_INVALID', says('SAVE_INVALID.consent'), 'save');
  },
  fragment(step, at) {
    const type = answerOf(step);
    const accepts: Accepts = {
      types: [type],
      ...(step.min === undefined ? {} : { min: step.min }),
      ...(step.max === undefined ? {} : { max: step.max }),
      ...(type === 'money' ? { currency: at.currency } : {}),
    };
    const promised = type === 'date' ? step.remind : undefined;
    const keep: ActionRef[] = [
      { type: 'record' },
      ...(step.save ? [{ type: 'save' as const, to: step.save }] : []),
      // A day that she names is what she is reminded of, not the question.
      ...(promised
        ? [{ type: 'effect' as const, kind: 'commitment.set' as const, payload: { remind: promised } }]
        : []),
    ];
    const branches: Move[] = Object.keys(step.when ?? {}).map((key) => ({
      to: { branch: `when.${key}` },
      guard: { type: 'option', is: key },
      actions: keep,
    }));
    // "No sé" to a question that must be answered asks it again; to any other it is an answer.
    const refused: Move[] = step.required
      ? [{ to: 'again', guard: { type: 'answer-type', is: ['refused'] }, actions: [{ type: 'record' }] }]
      : [];
    return {
      entry: [
        {
          type: 'ask',
          question: {
            field: 'ask',
            accepts,
            options: keysOf(step),
            required: step.required ?? false,
            ...(step.hint ? { hint: 'hint' } : {}),
            ...(step.save ? { save: step.save } : {}),
            ...(step.private === undefined ? {} : { private: step.private }),
            ...(step.remind && !promised ? { remind: step.remind.map((rule) => ({ rule })) } : {}),
            ...mediaOf(step),
          },
        },
      ],
      on: { ANSWER: [...refused, ...branches, { to: 'next', actions: keep }], GIVE_UP: [{ to: 'next' }] },
    };
  },
  manual: {
    purpose:
      'Asks one question and waits, for months if need be. `answer` says what counts; `save` keeps it under `person.` or `profile.`; `when` answers each choice with its own steps. `remind` reminds her of the question, by times after it was asked; with `answer: date` of the day she names, by times before or after it (`1 day before at 18:00`). "No sé" is an answer too and goes on, unless the question is `required`. What is `private: true`, and money of hers that is kept, is asked in person where others read her phone; write `private: false` where an amount is no secret.',
    es: 'Hace una pregunta y espera la respuesta, meses si hace falta. `answer` dice qué cuenta como respuesta; `save` la guarda en `person.` o `profile.`; `when` contesta a cada opción con sus propios pasos. `remind` le recuerda la pregunta, contando desde que se hizo; con `answer: date`, el día que ella dijo (`1 day before at 18:00`). «No sé» también es respuesta y la lección sigue, a menos que la pregunta sea `required`. Lo que lleva `private: true`, y el dinero de ella que se guarda, se pregunta en persona si alguien más lee su teléfono; si la cantidad no es secreta, escriba `private: false`.',
    example:
      'lesson: separar\ntitle: Separar\nsteps:\n  - ask: ¿Ya separa el dinero del negocio y el de la casa?\n    id: separa\n    answer: yes-no-notyet\n    save: person.separa_dinero\n    when:\n      yes: [{ say: Qué bien. }]\n      no: [{ say: Hoy puede empezar. }]\n      not yet: [{ say: Va a empezar hoy. }]\n',
    plays: ['< todavia no'],
    issues: [
      'ID_MISSING',
      'ANSWER_IMPOSSIBLE',
      'OPTION_TOO_LONG',
      'OPTION_OPT_OUT',
      'OPTION_COMMAND',
      'OPTION_NUMBER',
      'REQUIRED_NO_HINT',
      'ANSWER_UNHEARD',
      'ANSWER_NEEDS_SMS',
      'SAVE_INVALID',
    ],
  },
});
