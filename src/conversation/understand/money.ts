import { readAmount } from './amount.ts';
import { judged } from './number.ts';
import { type Asked, miss, type UnderstandContext, type Understood } from './result.ts';

/** An amount of money in the question's currency, kept in hundredths; another currency named beside it is asked back. */
export function understandMoney(text: string, asked: Asked, ctx: UnderstandContext): Understood {
  const amount = readAmount(text, ctx.lexicon, ctx.lexicon.moneyTimes);
  if (!amount) return miss('no-match');
  if ('unclear' in amount) return { fit: 0, why: 'unclear', amounts: amount.unclear };
  const currency = asked.accepts.currency ?? ctx.currency;
  if (amount.currencies && !amount.currencies.includes(currency))
    return { fit: 0, why: 'unclear', amounts: [amount.value] };
  if (text.includes('%')) return miss('unclear');
  const minor = Math.round(amount.value * 100);
  if (!Number.isSafeInteger(minor)) return miss('unclear');
  const about = amount.about ? { about: true } : {};
  return judged(amount.value, amount.fit, { type: 'money', minor, currency, ...about }, asked);
}
