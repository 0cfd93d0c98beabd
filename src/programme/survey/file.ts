import { z } from 'zod';
import { fileName } from '../../flow/kind.ts';
import { steps, text } from '../../flow/steps/fields.ts';
import type { RawStep } from '../../flow/steps/step.ts';
import type { FileKind } from '../manifest.ts';

/** Answers fall off sharply after five questions; the rest waits for another day (Echo Mobile, SMS survey tips). */
const SITTING = 5;
const NEXT_SITTING = '1 day';

const WAVES = ['baseline', 'endline', 'satisfaction', 'followup'] as const;

/** A step as YAML has it. */
type Written = Readonly<Record<string, unknown>>;

const isAsk = (step: unknown): boolean => typeof step === 'object' && step !== null && 'ask' in step;

/** `surveys/base.yaml`. Asks only: a survey that teaches would measure its own teaching. */
export const surveyFile: FileKind = {
  kind: 'survey',
  folder: 'surveys',
  rank: 'survey',
  schema: z.strictObject({
    survey: fileName,
    title: text.optional(),
    wave: z.enum(WAVES),
    steps: steps.refine((list) => list.every(isAsk), { message: 'a survey has `ask` steps only' }),
  }),
  steps: ({ survey, wave, steps }) =>
    (steps as readonly Written[]).flatMap((ask, index): RawStep[] => [
      ...(index > 0 && index % SITTING === 0 ? [pause(index / SITTING + 1)] : []),
      // The author's own map: the parser finds its place by it.
      ask as unknown as RawStep,
      { verb: 'survey-keep', keys: { 'survey-keep': String(ask['id']), survey, wave }, path: [] },
    ]),
};

const pause = (sitting: number): RawStep => ({
  verb: 'wait',
  keys: { wait: NEXT_SITTING, id: `sitting-${sitting}` },
  path: [],
});
