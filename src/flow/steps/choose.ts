import { z } from 'zod';
import { says } from '../../locale/sentence.ts';
import { oneOrMore, steps, text, timeRule } from './fields.ts';
import { checkOptions, optionTexts } from './options.ts';
import { defineVerb, type Move } from './step.ts';

const schema = z.strictObject({
  choose: text,
  /** Label → what follows it. */
  options: z.record(z.string().min(1), steps),
  hint: text.optional(),
  remind: oneOrMore(timeRule).optional(),
});

export const choose = defineVerb({
  verb: 'choose',
  schema,
  needsId: true,
  branches: (step) => Object.entries(step.options).map(([key, inner]) => ({ name: `options.${key}`, steps: inner })),
  texts: (step) => ({
    choose: step.choose,
    ...optionTexts(Object.keys(step.options)),
    ...(step.hint ? { hint: step.hint } : {}),
  }),
  check(step, at) {
    if (Object.keys(step.options).length < 2) at.issue('OPTIONS_MISSING', says('OPTIONS_MISSING.choose'), 'options');
    checkOptions(Object.fromEntries(Object.keys(step.options).map((key) => [key, key])), at);
  },
  fragment: (step) => ({
    entry: [
      {
        type: 'ask',
        question: {
          field: 'choose',
          accepts: { types: ['choice'] },
          options: Object.keys(step.options),
          required: false,
          ...(step.hint ? { hint: 'hint' } : {}),
          ...(step.remind ? { remind: step.remind.map((rule) => ({ rule })) } : {}),
        },
      },
    ],
    on: {
      ANSWER: [
        ...Object.keys(step.options).map(
          (key): Move => ({
            to: { branch: `options.${key}` },
            guard: { type: 'option', is: key },
            actions: [{ type: 'record' }],
          }),
        ),
        { to: 'next', actions: [{ type: 'record' }] },
      ],
      GIVE_UP: [{ to: 'next' }],
    },
  }),
  manual: {
    purpose:
      'Lets her choose what comes next; each option has its own steps. Nothing is scored and nothing is kept about her.',
    es: 'La deja escoger qué sigue; cada opción tiene sus propios pasos. No se califica ni se guarda nada de ella.',
    example:
      'lesson: tema\ntitle: Su tema\nsteps:\n  - choose: ¿De qué quiere hablar hoy?\n    id: tema\n    options:\n      VENTAS: [{ say: Hablemos de ventas. }]\n      CUENTAS: [{ say: Hablemos de cuentas. }]\n',
    plays: ['< ventas'],
    issues: ['OPTION_TOO_LONG', 'OPTION_DUPLICATE', 'END_SILENT', 'LESSON_REPLIES'],
  },
});
