import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { SurveyFile, SurveyQuestion } from '../../flow/programme.ts';
import { normalise } from '../../text/normalise.ts';

/** Why there is no answer on a paper: she did not want to say, she did not know, it was left empty. */
export const ENTERED_MISSING = ['refused', 'unknown', 'no-answer'] as const;

/**
 * One answer of a paper: a number (of money: in minor units), words (of money: as written, "350.50"; of a choice: the option's
 * key, or its number from 1), or why there is none.
 */
export const enteredAnswer = z.union([
  z.number(),
  z.string().trim().min(1).max(2_000),
  z.strictObject({ missing: z.enum(ENTERED_MISSING) }),
]);
export type EnteredAnswer = z.output<typeof enteredAnswer>;

/** As `survey_answer` keeps it. */
export interface Kept {
  readonly value: string | null;
  readonly currency: string | null;
  readonly type: string | null;
  readonly missing: string | null;
}

/** What was written for one question, as it is kept. Throws SURVEY_QUESTION, SURVEY_ANSWER. */
export function keptAnswer(survey: SurveyFile, id: string, answer: EnteredAnswer, currency: string): Kept {
  const question = survey.questions.find((one) => one.id === id);
  if (!question)
    throw new RecadoError('SURVEY_QUESTION', {
      name: survey.name,
      question: id,
      known: survey.questions.map((one) => one.id).join(', '),
    });
  if (typeof answer === 'object') return { value: null, currency: null, type: null, missing: answer.missing };
  const value = saidBy(question, answer);
  if (value === undefined)
    throw new RecadoError('SURVEY_ANSWER', { question: id, expects: question.options.join(', ') || question.type });
  const money = question.type === 'money';
  const choice = question.options.length > 0;
  return {
    value: JSON.stringify(value),
    currency: money ? currency : null,
    type: choice ? 'choice' : question.type,
    missing: null,
  };
}

function saidBy(question: SurveyQuestion, answer: number | string): string | number | undefined {
  const { type, options } = question;
  if (options.length > 0) {
    const said = normalise(String(answer));
    return options.find((key) => normalise(key) === said) ?? options[Number(said) - 1];
  }
  switch (type) {
    case 'number':
      return within(question, Number(answer), 1);
    case 'money':
      return typeof answer === 'number'
        ? within(question, answer, 100)
        : within(question, Math.round(Number(answer) * 100), 100);
    case 'date':
      return z.iso.date().safeParse(answer).success ? String(answer) : undefined;
    case 'text':
    case 'name':
    case 'any':
      return String(answer);
    default:
      return undefined;
  }
}

/** `min` and `max` of a question about money are in whole units. */
function within({ min, max, type }: SurveyQuestion, value: number, unit: number): number | undefined {
  if (!Number.isFinite(value) || (type === 'money' && !Number.isInteger(value))) return undefined;
  if (min !== undefined && value < min * unit) return undefined;
  return max !== undefined && value > max * unit ? undefined : value;
}
