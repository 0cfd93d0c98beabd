import { z } from 'zod';
import { says } from '../../locale/sentence.ts';
import { media, mediaOf, mediaReferences, oneOrMore, text, timeRule } from './fields.ts';
import { answerMeant, checkOptions, optionKeys, options, optionTexts } from './options.ts';
import { type ActionRef, defineVerb, type GuardRef, type Move, type SourceText } from './step.ts';

const schema = z.strictObject({
  quiz: text,
  ...media,
  options,
  correct: z.string(),
  attempts: z.number().int().min(1).max(5).optional(),
  right: text.optional(),
  /** For any wrong answer, or option → words for that one. */
  wrong: z.union([text, z.record(z.string(), text)]).optional(),
  hint: text.optional(),
  remind: oneOrMore(timeRule).optional(),
});
type Quiz = z.output<typeof schema>;

/** `wrong` says something for each option, and nothing where it is empty; `{one: …, other: …}` is a plural, unless the options are called that. */
function isByOption({ wrong, options: given }: Quiz): boolean {
  if (typeof wrong !== 'object') return false;
  const isPlural = Object.keys(wrong).sort().join() === 'one,other' && !optionKeys(given).includes('one');
  return !isPlural;
}

function feedback(step: Quiz): Readonly<Record<string, SourceText>> {
  return isByOption(step) ? (step.wrong as Record<string, SourceText>) : {};
}

function generic(step: Quiz): SourceText | undefined {
  return isByOption(step) ? undefined : (step.wrong as SourceText | undefined);
}

export const quiz = defineVerb({
  verb: 'quiz',
  schema,
  needsId: true,
  texts: (step) => ({
    quiz: step.quiz,
    ...optionTexts(step.options),
    ...(step.right ? { right: step.right } : {}),
    ...(generic(step) ? { wrong: generic(step)! } : {}),
    ...Object.fromEntries(Object.entries(feedback(step)).map(([key, words]) => [`wrong.${key}`, words])),
    ...(step.hint ? { hint: step.hint } : {}),
  }),
  references: (step) => mediaReferences(step),
  check(step, at) {
    const keys = optionKeys(step.options);
    checkOptions(step.options, at);
    if (keys.length < 2) at.issue('OPTIONS_MISSING', says('OPTIONS_MISSING.quiz'), 'options');
    if (!keys.includes(step.correct)) {
      at.issue(
        'ANSWER_IMPOSSIBLE',
        says('ANSWER_IMPOSSIBLE.option', { answer: step.correct }),
        'correct',
        answerMeant(step.correct, step.options) ?? says('ANSWER_IMPOSSIBLE.option.fix', { options: keys.join(', ') }),
      );
    }
    for (const key of Object.keys(feedback(step))) {
      if (key === step.correct)
        at.issue('ANSWER_IMPOSSIBLE', says('ANSWER_IMPOSSIBLE.right', { answer: key }), `wrong.${key}`);
      else if (!keys.includes(key))
        at.issue(
          'ANSWER_IMPOSSIBLE',
          says('ANSWER_IMPOSSIBLE.option', { answer: key }),
          `wrong.${key}`,
          answerMeant(key, step.options),
        );
    }
  },
  fragment(step) {
    const attempts = step.attempts ?? 1;
    const general = generic(step) && 'wrong';
    return {
      entry: [
        {
          type: 'ask',
          question: {
            field: 'quiz',
            accepts: { types: ['choice'] },
            options: optionKeys(step.options),
            required: false,
            ...(step.hint ? { hint: 'hint' } : {}),
            ...(step.remind ? { remind: step.remind.map((rule) => ({ rule })) } : {}),
            ...mediaOf(step),
          },
        },
      ],
      on: {
        ANSWER: [
          { to: 'next', guard: { type: 'option', is: step.correct }, actions: answered(true, step.right && 'right') },
          // "No sé" is no wrong try: she hears the explanation and goes on.
          { to: 'next', guard: { type: 'answer-type', is: ['refused'] }, actions: answered(false, general) },
          ...Object.keys(feedback(step)).flatMap((key) => wrong(attempts, `wrong.${key}`, { type: 'option', is: key })),
          ...wrong(attempts, general),
        ],
        GIVE_UP: [{ to: 'next' }],
      },
    };
  },
  manual: {
    purpose:
      'Asks a question with one right answer and scores it. A wrong answer is told why (`wrong`, one text or one for each option) and, while `attempts` are left, asked again; after the last she goes on all the same.',
    es: 'Hace una pregunta que tiene una respuesta correcta, y la cuenta. A la equivocada se le dice por qué (`wrong`: un texto, o uno para cada opción) y, mientras queden intentos (`attempts`), se pregunta otra vez; después del último se sigue de todos modos.',
    example:
      'lesson: botes\ntitle: Los botes\nsteps:\n  - quiz: ¿De qué bote sale el maíz para mañana?\n    id: maiz\n    options: [NEGOCIO, CASA]\n    correct: NEGOCIO\n    attempts: 2\n    right: ¡Eso es!\n    wrong: Piénselo así, el maíz es para vender.\n',
    plays: ['< casa', '< negocio'],
    issues: ['KEY_MISSING', 'KEY_UNKNOWN', 'OPTION_DUPLICATE', 'OPTION_TOO_LONG', 'OPTIONS_TOO_MANY', 'LESSON_REPLIES'],
  },
});

function answered(correct: boolean, says: string | undefined): ActionRef[] {
  return [{ type: 'record', correct }, ...(says ? [{ type: 'say' as const, field: says }] : [])];
}

/** Again while tries are left, then on. */
function wrong(attempts: number, says: string | undefined, option?: GuardRef): Move[] {
  const actions: ActionRef[] = [{ type: 'count-try' }, ...answered(false, says)];
  const left: GuardRef = { type: 'tries-below', n: attempts - 1 };
  return [
    ...(attempts > 1
      ? [{ to: 'again' as const, guard: option ? { type: 'all' as const, of: [option, left] } : left, actions }]
      : []),
    { to: 'next', ...(option ? { guard: option } : {}), actions },
  ];
}
