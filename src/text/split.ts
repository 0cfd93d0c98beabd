/** Where a text may be cut, best first. Each matches up to and including the white space that follows the boundary. */
const BOUNDARIES = [
  /\n\s*\n\s*/g, // paragraph
  /[.!?…؟۔]["')\]»”]*\s+/g, // sentence
  /\n\s*/g, // line
  /\s+/g, // word
];

/**
 * Splits a text so that no part is longer than `limit` UTF-16 units, at the end of a paragraph, sentence, line or word.
 * Only a single word longer than the limit is cut inside, and then between characters as a reader sees them where the limit
 * allows it. White space stays at the end of the part before, so joining the parts gives the text back.
 */
export function split(text: string, limit: number): readonly string[] {
  if (!(limit >= 2)) throw new RangeError('a part must hold at least two UTF-16 units, one surrogate pair');
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const cut = cutBefore(rest, limit);
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  if (rest !== '' || parts.length === 0) parts.push(rest);
  return parts;
}

/** A boundary in the first half leaves a stump: a weaker one further on is better. */
function cutBefore(text: string, limit: number): number {
  let fallback = 0;
  for (const boundary of BOUNDARIES) {
    const cut = lastEnd(text, limit, boundary);
    if (cut > limit / 2) return cut;
    fallback = Math.max(fallback, cut);
  }
  return fallback > 0 ? fallback : graphemeCut(text, limit);
}

function lastEnd(text: string, limit: number, boundary: RegExp): number {
  let last = 0;
  for (const match of text.slice(0, limit + 1).matchAll(boundary)) {
    const end = match.index + match[0].length;
    if (end <= limit) last = end;
  }
  return last;
}

function graphemeCut(text: string, limit: number): number {
  const window = text.slice(0, limit + 2);
  let cut = 0;
  for (const { index } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(window)) {
    if (index > limit) break;
    cut = index;
  }
  if (cut > 0) return cut;
  return isLowSurrogate(text.charCodeAt(limit)) ? limit - 1 : limit; // one grapheme longer than the limit
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
