import type { Answer } from '../../domain/answer.ts';
import { readAmount } from './amount.ts';
import { type Asked, type Fit, miss, type UnderstandContext, type Understood } from './result.ts';

/** A plain number: how many, how old, how many kilos. */
export function understandNumber(text: string, asked: Asked, { lexicon }: UnderstandContext): Understood {
  const amount = readAmount(text, lexicon, new Map());
  if (!amount) return miss('no-match');
  if ('unclear' in amount) return { fit: 0, why: 'unclear', amounts: amount.unclear };
  const answer: Answer = { type: 'number', number: amount.value, ...(amount.about ? { about: true } : {}) };
  return judged(amount.value, amount.fit, answer, asked);
}

/** Holds a value against the question's limits and her last value. Both are in the units she writes (pesos, not centavos). */
export function judged(value: number, fit: Fit, answer: Answer, { accepts, last }: Asked): Understood {
  if (accepts.min !== undefined && value < accepts.min) return miss('out-of-range');
  if (accepts.max !== undefined && value > accepts.max) return miss('out-of-range');
  if (isFarFrom(value, last)) return { fit: 'echo', answer, last: last! };
  return { fit, answer };
}

/** Ten times more or less than last time is more often a slip of a zero than a change of fortune. Zero is no slip. */
function isFarFrom(value: number, last: number | undefined): boolean {
  if (last === undefined || last === 0 || value === 0) return false;
  const ratio = value / last;
  return ratio < 1 / 10 || ratio > 10;
}
