import type { Span, Stretch } from '../../domain/span.ts';
import { localDate } from '../../domain/time.ts';
import { normalise } from '../../text/normalise.ts';
import { understandDate } from './date.ts';
import type { UnderstandContext } from './result.ts';

/** More days than anybody means; a longer number is a mistake. */
const DAYS_MOST = 1_000;

/**
 * "3 días", "una semana", "hasta el lunes", "hasta el 15 de junio", "del 4 al 17 de mayo", with whom it is for before and
 * the reason after ("por cosecha", "por 2 semanas" being no reason). A day without a year is the next such day.
 */
export function understandSpan(text: string, context: UnderstandContext): Stretch {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const plain = words.map(normalise);
  const { because } = context.lexicon.dates;
  const reason = plain.findIndex((word, i) => i > 0 && because.has(word) && !isTime(plain, i + 1, context));
  const end = reason < 0 ? words.length : reason;
  const start = plain.findIndex((_, i) => i < end && beginsTime(plain, i, context));
  const from = start < 0 ? end : start;
  const span = start < 0 ? undefined : spanOf(words.slice(from, end), context);
  const who = words.slice(0, from).filter((_, i) => !(i === from - 1 && because.has(plain[i]!)));
  return {
    who: who.join(' ').replace(/[,:;.]+$/, ''),
    ...(span ? { span } : {}),
    why: reason < 0 ? '' : words.slice(reason + 1).join(' '),
  };
}

function beginsTime(words: readonly string[], at: number, context: UnderstandContext): boolean {
  const { until, from } = context.lexicon.dates;
  const opens = until.has(words[at]!) || from.has(words[at]!);
  return opens ? isTime(words, at + 1, context) || isDay(words, at + 1, context) : isTime(words, at, context);
}

/** A number, or "una semana". */
function isTime(words: readonly string[], at: number, { lexicon }: UnderstandContext): boolean {
  const word = words[at] ?? '';
  return /^\d/.test(word) || (lexicon.numbers.has(word) && lexicon.dates.spans.has(words[at + 1] ?? ''));
}

/** "el lunes", "mañana", "el 15", "May 17": a day, its article left aside. */
function isDay(words: readonly string[], at: number, { lexicon: { dates } }: UnderstandContext): boolean {
  const next = dates.filler.has(words[at] ?? '') ? at + 1 : at;
  const word = words[next] ?? '';
  return /^\d/.test(word) || dates.weekdays.has(word) || dates.months.has(word) || dates.days.has(word);
}

function spanOf(words: readonly string[], context: UnderstandContext): Span | undefined {
  const { until, from, spans } = context.lexicon.dates;
  const limit = words.findIndex((word) => until.has(normalise(word)));
  if (limit >= 0) {
    const to = dayOf(words.slice(limit + 1).join(' '), context);
    if (to === undefined) return undefined;
    const first = words.slice(0, limit).filter((word) => !from.has(normalise(word)));
    const begins = first.length === 0 ? undefined : firstDay(first, to, context);
    return begins === undefined ? { to } : { from: begins, to };
  }
  const [amount = '', unit = ''] = words.map(normalise);
  const n = /^\d{1,4}$/.test(amount) ? Number(amount) : context.lexicon.numbers.get(amount);
  if (n === undefined || n < 1) return undefined;
  const days = n * (spans.get(unit) ?? 1);
  return days > DAYS_MOST ? undefined : { days };
}

/** "del 4 al 17 de mayo": the 4th is of the same month. */
function firstDay(words: readonly string[], to: string, context: UnderstandContext): string | undefined {
  const only = words.filter((word) => !context.lexicon.dates.filler.has(normalise(word)));
  if (only.length === 1 && /^\d{1,2}$/.test(only[0]!)) return `${to.slice(0, 8)}${only[0]!.padStart(2, '0')}`;
  return dayOf(words.join(' '), context);
}

function dayOf(text: string, context: UnderstandContext): string | undefined {
  const found = understandDate(text, context);
  if (!('answer' in found) || found.answer.type !== 'date') return undefined;
  const { date } = found.answer;
  const past = date < localDate(context.now, context.timezone) && !/\d{4}/.test(text);
  return past ? `${Number(date.slice(0, 4)) + 1}${date.slice(4)}` : date;
}
