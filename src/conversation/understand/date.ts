import { Temporal } from 'temporal-polyfill';
import { addDays, localDate } from '../../domain/time.ts';
import type { DateWords } from '../../locale/lexicon.ts';
import { tidy } from '../../text/normalise.ts';
import { containsWords, lookUp, takeOut, wholeForms } from './phrases.ts';
import { type Fit, miss, type UnderstandContext, type Understood } from './result.ts';

/**
 * A calendar day in her own zone. Day before month, as in all our locales: "5/3", "05-03-2026", "5 de marzo"; "mañana",
 * "el lunes" (the next one, a week away when today is Monday), "el lunes pasado", "en 3 días", "el 12". Without a year the
 * nearest such day to today is meant; a two-digit year lies at most ten years ahead.
 */
export function understandDate(text: string, { lexicon, now, timezone }: UnderstandContext): Understood {
  const today = localDate(now, timezone);
  const written = /(?<!\d)(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?(?:\d{4}|\d{2}))?)(?!\d)/.exec(
    tidy(text),
  );
  if (written) {
    const date = fromFigures(written[0].replaceAll(' ', ''), today);
    if (!date) return miss('unclear');
    return day(date, written[0] === tidy(text) ? 3 : 1);
  }
  const forms = wholeForms(text, lexicon);
  const words = lexicon.dates;
  const near = lookUp(words.days, forms);
  if (near !== undefined) return day(addDays(today, near), 2);
  const spoken = forms.at(-1)?.split(' ') ?? [];
  const date = fromWords(spoken, words, today, (word) => lexicon.numbers.get(word));
  if (date) return date;
  const inside = [...words.days].filter(([phrase]) => containsWords(spoken, phrase.split(' ')));
  const longest = inside.sort(([a], [b]) => b.length - a.length)[0];
  return longest ? day(addDays(today, longest[1]), 1) : miss('no-match');
}

function fromFigures(written: string, today: string): string | null {
  const parts = written.split(/[/.-]/).map(Number);
  const [first = 0, second = 0, third] = parts;
  if (first > 31) return valid(first, second, third ?? 0);
  return third === undefined ? nearest(second, first, today) : valid(fullYear(third, today), second, first);
}

/** "5 de marzo de 2026", "el lunes", "en 3 días", "el 12"; null when these words make no date. */
function fromWords(
  spoken: readonly string[],
  words: DateWords,
  today: string,
  numberOf: (word: string) => number | undefined,
): Understood | null {
  const bare = takeOut(spoken, words.filler).rest;
  const months = takeOut(bare, words.months);
  const weekdays = takeOut(months.rest, words.weekdays);
  const spans = takeOut(spoken, words.spans);
  const back = takeOut(spoken, words.last).taken.length > 0;
  const figures = weekdays.rest.flatMap((word) => (/^\d+$/.test(word) ? Number(word) : (numberOf(word) ?? [])));
  const known = [words.last, words.next, words.in, words.ago, words.spans];
  const strangers = known
    .reduce((left, list) => takeOut(left, list).rest, weekdays.rest)
    .filter((word) => !/^\d+$/.test(word) && numberOf(word) === undefined);
  const fit: Fit = strangers.length > 0 ? 1 : 2;
  const [first, second] = figures;

  const month = words.months.get(months.taken[0] ?? '');
  if (month !== undefined) {
    if (first === undefined || figures.length > 2) return miss('unclear');
    const date = second === undefined ? nearest(month, first, today) : valid(fullYear(second, today), month, first);
    return date ? day(date, fit) : miss('unclear');
  }
  const weekday = words.weekdays.get(weekdays.taken[0] ?? '');
  if (weekday !== undefined) {
    if (weekdays.taken.length > 1) return miss('unclear');
    // "lunes 16": that one, where it is a Monday.
    const named = figures.length === 1 && !back ? nextDayOfMonth(first!, today) : null;
    if (named && Temporal.PlainDate.from(named).dayOfWeek === weekday) return day(named, fit);
    // "jueves 12": that Thursday which is a 12th, where the month has one.
    const figured = first === undefined || back ? null : nextDayOfMonth(first, today);
    const both = figured !== null && Temporal.PlainDate.from(figured).dayOfWeek === weekday;
    return day(both ? figured : weekdayFrom(today, weekday, back), fit);
  }
  const span = words.spans.get(spans.taken[0] ?? '');
  const ago = takeOut(spoken, words.ago).taken.length > 0;
  if (
    span !== undefined &&
    first !== undefined &&
    first <= 1000 &&
    (ago || takeOut(spoken, words.in).taken.length > 0)
  ) {
    return day(addDays(today, (ago ? -1 : 1) * first * span), fit);
  }
  // "el 12": a day of this month or the next to come.
  if (figures.length === 1 && strangers.length === 0 && spoken.length <= 3 && first! >= 1 && first! <= 31) {
    const date = nextDayOfMonth(first!, today);
    return date ? day(date, spoken.length > 1 ? 2 : 1) : miss('unclear');
  }
  return null;
}

function weekdayFrom(today: string, weekday: number, back: boolean): string {
  const ahead = (weekday - Temporal.PlainDate.from(today).dayOfWeek + 7) % 7;
  if (back) return addDays(today, ahead === 0 ? -7 : ahead - 7);
  return addDays(today, ahead === 0 ? 7 : ahead);
}

function nextDayOfMonth(dayOfMonth: number, today: string): string | null {
  const { year, month } = Temporal.PlainDate.from(today);
  for (let later = 0; later < 3; later++) {
    const date = valid(year + Math.floor((month - 1 + later) / 12), ((month - 1 + later) % 12) + 1, dayOfMonth);
    if (date && date >= today) return date;
  }
  return null;
}

/** The one of last, this and next year that is closest to today. */
function nearest(month: number, dayOfMonth: number, today: string): string | null {
  const from = Temporal.PlainDate.from(today);
  const distance = (date: string): number => Math.abs(from.until(date, { largestUnit: 'days' }).days);
  const near = [from.year - 1, from.year, from.year + 1].flatMap((year) => valid(year, month, dayOfMonth) ?? []);
  return near.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

function fullYear(year: number, today: string): number {
  if (year > 99) return year;
  const century = Math.floor(Number(today.slice(0, 4)) / 100) * 100;
  return century + year > Number(today.slice(0, 4)) + 10 ? century + year - 100 : century + year;
}

function valid(year: number, month: number, dayOfMonth: number): string | null {
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31) return null;
  try {
    return Temporal.PlainDate.from({ year, month, day: dayOfMonth }, { overflow: 'reject' }).toString();
  } catch {
    return null; // 30 February
  }
}

function day(date: string, fit: Fit): Understood {
  return { fit, answer: { type: 'date', date } };
}
