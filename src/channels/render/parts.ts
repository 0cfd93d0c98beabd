import { split } from '../../text/split.ts';

/** Where the question may begin, best first: after a paragraph, a line, a sentence, a word. */
const STARTS = [/\n\s*\n\s*/g, /\n\s*/g, /[.!?…]["')\]»”]*\s+/g, /\s+/g];

/**
 * A text as parts of at most `limit` units. The last part holds at most `last`: it carries the question with its
 * buttons, so the cut falls before it, as early as it may, and what belongs to the question stays with it.
 */
export function partsOf(text: string, limit: number, last: number = limit): string[] {
  const whole = text.trim();
  if (whole === '') return [];
  if (whole.length <= last) return [whole];
  if (last >= limit) return cut(whole, limit);
  const at = startOfLast(whole, last);
  return [...cut(whole.slice(0, at), limit), ...cut(whole.slice(at), last)];
}

function cut(text: string, limit: number): string[] {
  return split(text.trim(), limit)
    .map((part) => part.trim())
    .filter(Boolean);
}

function startOfLast(text: string, last: number): number {
  const from = text.length - last;
  const window = text.slice(from - 1);
  for (const start of STARTS) {
    for (const match of window.matchAll(start)) {
      const at = from - 1 + match.index + match[0].length;
      if (at >= from && at < text.length) return at;
    }
  }
  // One endless word: between two characters as a reader sees them.
  for (const { index } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    if (index >= from) return index;
  }
  return from;
}
