import { z } from 'zod';
import { parseMoney } from '../../flow/durations.ts';
import { fileName } from '../../flow/kind.ts';
import { type Rise, WAVES } from '../../flow/programme.ts';
import { oneOrMore, steps, text } from '../../flow/steps/fields.ts';
import type { RawStep } from '../../flow/steps/step.ts';
import { says } from '../../locale/sentence.ts';
import type { FileKind } from '../manifest.ts';
import { type Asking, checkFile, questionsOf } from './questions.ts';

/** Answers fall off sharply after five questions; the rest waits for another day (Echo Mobile, SMS survey tips). */
const SITTING = 5;
const NEXT_SITTING = '1 day';

const isAsk = (step: unknown): boolean => typeof step === 'object' && step !== null && 'ask' in step;

/** `10 %`, `0.1 %` … or an amount: `500 MXN` in hundredths, `2` of a number. */
const rise = z.string().transform((written, context): Rise => {
  const share = /^(\d+(?:\.\d+)?) ?%$/.exec(written.trim())?.[1];
  if (share !== undefined) return { share: Number(share) / 100 };
  const money = parseMoney(written);
  if (money) return { amount: money.minor };
  if (/^\d+(\.\d+)?$/.test(written.trim())) return { amount: Number(written) };
  context.addIssue({
    code: 'custom',
    params: {
      code: 'VALUE_INVALID',
      message: says('VALUE_INVALID.rise', { written }),
      fix: says('VALUE_INVALID.rise.fix'),
    },
  });
  return z.NEVER;
});

const schema = z
  .strictObject({
    survey: fileName,
    title: text.optional(),
    wave: z.union([z.enum(WAVES).transform((wave) => [wave]), z.array(z.enum(WAVES)).min(1)]),
    /** Each enterprise counts once in its shares, however many of its people answer. */
    over: z.enum(['people', 'enterprises']).optional(),
    /** Said before the first question, and after the last. */
    intro: text.optional(),
    thanks: text.optional(),
    change: oneOrMore(z.strictObject({ of: z.string(), at_least: rise })).optional(),
    ladder: z.string().optional(),
    steps: steps.refine((list) => list.every(isAsk), { error: 'expects.asks' }),
  })
  .superRefine(checkFile);
type File = z.output<typeof schema>;

/** `surveys/base.yaml`. Asks only: a survey that teaches would measure its own teaching. */
export const surveyFile: FileKind = {
  kind: 'survey',
  folder: 'surveys',
  rank: 'survey',
  schema,
  steps(given) {
    const file = given as unknown as File;
    const { survey, wave, ladder, intro, thanks } = file;
    const asks = file.steps as unknown as readonly Asking[];
    const questions = questionsOf(asks);
    return [
      ...(intro === undefined ? [] : [said('intro', intro)]),
      ...asks.flatMap((ask, index): RawStep[] => {
        const question = questions[index]!;
        const about = {
          survey,
          wave: wave[0]!,
          question: question.id,
          wording: question.wording,
          ...(question.id === ladder ? { ladder: question.options } : {}),
        };
        // Where the question is passed over by its own condition, so is what notes it.
        const gate = ask.if === undefined ? {} : { if: ask.if };
        const note = (at: 'ask' | 'answer'): RawStep => ({
          verb: 'survey-note',
          keys: { 'survey-note': at, ...about, ...gate },
          path: [],
        });
        return [
          ...(index > 0 && index % SITTING === 0 ? [pause(index / SITTING + 1)] : []),
          note('ask'),
          // The author's own map: the parser finds its place by it.
          ask as unknown as RawStep,
          note('answer'),
        ];
      }),
      { verb: 'survey-note', keys: { 'survey-note': 'end', survey, wave: wave[0]! }, path: [] },
      ...(thanks === undefined ? [] : [said('thanks', thanks)]),
    ];
  },
  survey(given) {
    const file = given as unknown as File;
    const { survey: name, title, wave: waves, over = 'people', ladder } = file;
    return {
      name,
      title: typeof title === 'string' ? title.trim() : name,
      waves,
      over,
      questions: questionsOf(file.steps as unknown as readonly Asking[]),
      change: (file.change ?? []).map(({ of, at_least: atLeast }) => ({ of, atLeast })),
      ...(ladder === undefined ? {} : { ladder }),
    };
  },
};

const said = (id: string, words: File['intro']): RawStep => ({ verb: 'say', keys: { say: words, id }, path: [id] });

const pause = (sitting: number): RawStep => ({
  verb: 'wait',
  keys: { wait: NEXT_SITTING, id: `sitting-${sitting}` },
  path: [],
});
