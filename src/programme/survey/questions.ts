import type { z } from 'zod';
import { ANSWER_TYPES, type AnswerType } from '../../domain/answer.ts';
import type { SurveyQuestion } from '../../flow/programme.ts';
import { textHash } from '../../flow/version.ts';
import { type Said, says } from '../../locale/sentence.ts';

/** An `ask` as YAML has it: not checked yet. */
export interface Asking {
  readonly ask?: unknown;
  readonly id?: unknown;
  readonly sms?: unknown;
  readonly answer?: unknown;
  readonly options?: unknown;
  readonly min?: unknown;
  readonly max?: unknown;
  readonly if?: unknown;
}

/** Options that an answer type brings itself, in the order in which they are numbered. */
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  'yes-no': ['yes', 'no'],
  'yes-no-notyet': ['yes', 'no', 'not yet'],
};

export const questionsOf = (asks: readonly Asking[]): readonly SurveyQuestion[] => asks.map(questionOf);

function questionOf(step: Asking): SurveyQuestion {
  const { ask, id, sms, answer, options, min, max } = step;
  const written = ANSWER_TYPES.find((known) => known === answer);
  const type: AnswerType = written ?? (options === undefined ? 'text' : 'choice');
  const words = wordsOf(ask);
  return {
    id: String(id),
    ask: words,
    type,
    options: BUILT_IN[type] ?? keysOf(options),
    ...(typeof min === 'number' ? { min } : {}),
    ...(typeof max === 'number' ? { max } : {}),
    // Its labels, too: "more" and "much more" are not the same answer.
    wording: textHash(JSON.stringify([words, sms ?? null, type, options ?? null])),
  };
}

/** Of a text that counts, those for many; '' of what is no text at all, which is told elsewhere. */
function wordsOf(ask: unknown): string {
  const words = isMap(ask) ? ask['other'] : ask;
  return typeof words === 'string' ? words.trim() : '';
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function keysOf(options: unknown): readonly string[] {
  if (Array.isArray(options)) return options.map(String);
  return isMap(options) ? Object.keys(options) : [];
}

interface Checked {
  readonly steps: unknown;
  readonly change?: readonly { readonly of: string }[] | undefined;
  readonly ladder?: string | undefined;
}

const LADDER = 4;

/** What the keys of a survey say of its questions. */
export function checkFile(file: Checked, context: z.RefinementCtx): void {
  const questions = questionsOf(Array.isArray(file.steps) ? file.steps.filter(isMap) : []);
  const wrong = (path: (string | number)[], message: Said, fix: Said) =>
    context.addIssue({ code: 'custom', path, params: { code: 'VALUE_INVALID', message, fix } });
  (file.change ?? []).forEach(({ of }, i) => {
    const found = questions.find(({ id }) => id === of);
    if (found?.type !== 'number' && found?.type !== 'money')
      wrong(['change', i, 'of'], says('VALUE_INVALID.change', { of }), says('VALUE_INVALID.change.fix'));
  });
  if (file.ladder === undefined) return;
  const found = questions.find(({ id }) => id === file.ladder);
  if (found?.type !== 'choice' || found.options.length !== LADDER)
    wrong(['ladder'], says('VALUE_INVALID.ladder', { question: file.ladder }), says('VALUE_INVALID.ladder.fix'));
}
