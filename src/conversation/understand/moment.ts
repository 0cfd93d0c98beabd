import type { Moment } from '../../domain/moment.ts';
import { normalise, tidy } from '../../text/normalise.ts';
import { understandDate } from './date.ts';
import type { UnderstandContext } from './result.ts';

/** Words of a day at most: "el 15 de marzo de 2026". */
const LONGEST = 7;

/**
 * "Ana jueves 10am", "Ana el 12 de marzo a las 5 de la tarde": the last day named in a text, and the clock time beside it.
 * Without "am" or "de la tarde", one to six is afternoon: nobody visits at night.
 */
export function understandMoment(text: string, context: UnderstandContext): Moment {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const clock = clockIn(words, context);
  const rest = clock ? words.map((word, i) => (i >= clock.from && i < clock.to ? '' : word)) : words;
  const day = dayIn(rest, context);
  if (!clock && !day) return { before: text.trim(), after: '' };
  const from = Math.min(day?.from ?? words.length, clock?.from ?? words.length);
  const to = Math.max(day?.to ?? 0, clock?.to ?? 0);
  return {
    before: words
      .slice(0, from)
      .join(' ')
      .replace(/[\s,;.]+$/, ''),
    after: words
      .slice(to)
      .join(' ')
      .replace(/^[\s,:;.]+/, ''),
    ...(day ? { day: day.day } : {}),
    ...(clock ? { at: clock.at } : {}),
  };
}

interface Found {
  readonly from: number;
  readonly to: number;
}

function dayIn(words: readonly string[], context: UnderstandContext): (Found & { day: string }) | undefined {
  const { filler } = context.lexicon.dates;
  for (let to = words.length; to > 0; to--) {
    for (let from = Math.max(0, to - LONGEST); from < to; from++) {
      const part = words.slice(from, to);
      // A gap where the clock stood belongs to neither side; "el" alone opens a day, and closes none.
      if (part.includes('') || filler.has(normalise(part.at(-1)!))) continue;
      const found = understandDate(part.join(' '), context);
      if ('answer' in found && found.answer.type === 'date' && Number(found.fit) >= 2)
        return { from, to, day: found.answer.date };
    }
  }
  return undefined;
}

const CLOCK = /^(\d{1,2})(?:[:.h](\d{2}))?(am|pm|a\.?m\.?|p\.?m\.?|hrs?|hs|h)?[,;.:]?$/;

function clockIn(words: readonly string[], context: UnderstandContext): (Found & { at: string }) | undefined {
  const { before, morning, afternoon } = context.lexicon.dates.clock;
  const plain = words.map(normalise);
  for (let i = words.length - 1; i >= 0; i--) {
    const [, hours, minutes = '00', half] = CLOCK.exec(tidy(words[i]!)) ?? [];
    if (hours === undefined) continue;
    const opens = [2, 1].find((n) => i >= n && before.has(plain.slice(i - n, i).join(' ')));
    const said = [4, 3, 2, 1].map((n) => ({ n, words: plain.slice(i + 1, i + 1 + n).join(' ') }));
    const part = said.find((one) => one.words !== '' && (morning.has(one.words) || afternoon.has(one.words)));
    // "12.30" is a clock, and so is what stands behind "a las"; a lone number is a day, or minutes.
    if (!opens && !part && !half && !/[:h]/.test(words[i]!)) continue;
    const isLate = half?.startsWith('p') === true || (part !== undefined && afternoon.has(part.words));
    const isEarly = half?.startsWith('a') === true || (part !== undefined && morning.has(part.words));
    const hour = hourOf(Number(hours), isEarly, isLate);
    if (hour > 23 || Number(minutes) > 59) continue;
    const at = `${String(hour).padStart(2, '0')}:${minutes}`;
    return { from: i - (opens ?? 0), to: i + 1 + (part?.n ?? 0), at };
  }
  return undefined;
}

function hourOf(hour: number, isEarly: boolean, isLate: boolean): number {
  if (isEarly) return hour === 12 ? 0 : hour;
  if (isLate) return hour < 12 ? hour + 12 : hour;
  return hour >= 1 && hour <= 6 ? hour + 12 : hour;
}
