/** Spaces of print: they stand for a space, and are as long as one. */
const SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
/** Line ends of an old Macintosh. */
const LONE_RETURN = /\r(?!\n)/g;
/** Soft hyphens, marks without width, directions, separators; and letters that are two in one. Joiners belong to emoji. */
const UNSEEN = /[\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060\ufeff\ufb00-\ufb06]|\p{Script=Latin}\p{M}+/gu;

/** A text as YAML is to read it, every character where it was. */
export const asTyped = (text: string): string => text.replace(SPACES, ' ').replace(LONE_RETURN, '\n');

/** A text without the signs that nobody sees, for whoever keeps it anew. */
export const seen = (text: string): string => asTyped(text).replace(UNSEEN, plainSign);

/** Some signs of a line that no phone needs, and what to write in the place of all between the first and the last. */
export interface Unseen {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** The signs in a file that nobody sees and everybody pays for, line by line. */
export function unseenIn(text: string): readonly Unseen[] {
  const found = new Map<number, { from: number; to: number }>();
  let newline = text.indexOf('\n');
  let line = 0;
  for (const { 0: sign, index } of text.matchAll(UNSEEN)) {
    if (plainSign(sign) === sign) continue;
    for (; newline >= 0 && newline < index; newline = text.indexOf('\n', newline + 1)) line += 1;
    const from = found.get(line)?.from ?? index;
    found.set(line, { from, to: index + sign.length });
  }
  return [...found.values()].map(({ from, to }) => ({
    from,
    to,
    insert: text.slice(from, to).replace(UNSEEN, plainSign),
  }));
}

function plainSign(sign: string): string {
  if (/^[\ufb00-\ufb06]/.test(sign)) return sign.normalize('NFKC');
  // An accent that is a sign of its own; one that no single letter has stays.
  return /^\p{L}/u.test(sign) ? sign.normalize('NFC') : '';
}

/** `“Hola.”`: a text that stands in printed quotes as if they were those of YAML. */
export const inPrintedQuotes = (written: string): boolean => /^[“”„][^“”„"\\\n]*[“”]$/.test(written);
