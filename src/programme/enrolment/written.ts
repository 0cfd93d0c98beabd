import { phoneWritten } from '../../domain/phone.ts';
import { normalise } from '../../text/normalise.ts';

/** One woman as somebody wrote her down in a message. */
export type Written =
  | { readonly name: string; readonly phone: string }
  /** She has none, as the list says. */
  | { readonly name: string; readonly none: true }
  | { readonly name: string; readonly why: 'no-phone' | 'bad-phone' }
  | { readonly why: 'no-name'; readonly name: string };

/** Seven digits are the fewest that are meant as a phone; years, ages and "grupo 2" have fewer. */
const PHONE = /\+?\(?\d(?:[ \t().\-–/]*\d){6,}/g;
/** Digits that are more than a place on a list and less than a number. */
const CUT_SHORT = /\d(?:[ .-]*\d){2,}/;
const NONE =
  /\b(?:sin|no tiene|no hay|without|no)\s+(?:tel[eé]fono|tel|cel|celular|n[uú]mero|phone|number)\b\.?|\bno tiene\b/iu;
const SAME = /\b(?:el |con el )?mism[oa]\b[^\n,;]*|\bsame\b[^\n,;]*/iu;
const LABEL =
  /(?<!\p{L})(?:tel[eé]fono|tel|celular|cel|m[oó]vil|n[uú]mero|n[uú]m|whatsapp|wa|sms|phone)(?!\p{L})[.:]*/giu;

/**
 * Reads a list as people write it: one a line or all on one, name before number or number before name, commas, "y". A
 * number needs no prefix where it is one of `country`. "Sin teléfono" is nobody's phone, "mismo que Ana" another's.
 */
export function readList(text: string, country?: string): readonly Written[] {
  const read: Written[] = [];
  for (const line of text.split(/[\n;]+/))
    for (const entry of entriesOf(line)) read.push(readEntry(entry, country, read));
  return read;
}

interface Entry {
  readonly words: string;
  readonly phone?: string;
}

/** A line apart into its women: as many as it has numbers, or words between commas. */
function entriesOf(line: string): readonly Entry[] {
  const entries: Entry[] = [];
  let open: { words?: string; phone?: string } = {};
  const close = (): void => {
    if (open.words !== undefined || open.phone !== undefined)
      entries.push({ words: open.words ?? '', ...(open.phone === undefined ? {} : { phone: open.phone }) });
    open = {};
  };
  for (const piece of piecesOf(line)) {
    const key = 'phone' in piece ? 'phone' : 'words';
    if (open[key] !== undefined || ('words' in piece && isWhole(open))) close();
    if ('phone' in piece) open.phone = piece.phone;
    else open.words = piece.words;
  }
  close();
  return entries;
}

/** Words that say themselves that there is no number are a whole entry. */
const isWhole = ({ words = '' }: { readonly words?: string }): boolean => NONE.test(words) || SAME.test(words);

/** Numbers, and the words between them; commas and "y" part words that stand beside each other. */
function piecesOf(line: string): readonly ({ readonly phone: string } | { readonly words: string })[] {
  const pieces: ({ phone: string } | { words: string })[] = [];
  const words = (text: string): void => {
    for (const part of text.split(/,|(?<!\p{L})(?:y|e|and)(?=\s)/iu)) {
      const tidied = part.replace(LABEL_ALONE(part), ' ').replace(/^[\s.:–-]+|[\s:–-]+$/gu, '');
      if (/\p{L}/u.test(tidied)) pieces.push({ words: tidied });
    }
  };
  let at = 0;
  for (const match of line.matchAll(PHONE)) {
    words(line.slice(at, match.index));
    pieces.push({ phone: match[0] });
    at = match.index + match[0].length;
  }
  words(line.slice(at));
  return pieces;
}

/** "Tel." beside a number is no name; in "sin teléfono" it says something. */
const LABEL_ALONE = (part: string): RegExp => (NONE.test(part) || SAME.test(part) ? /$^/ : LABEL);

function readEntry({ words, phone }: Entry, country: string | undefined, before: readonly Written[]): Written {
  const none = phone === undefined && NONE.test(words);
  const same = phone === undefined ? SAME.exec(words)?.[0] : undefined;
  const name = nameOf(words.replace(NONE, ' ').replace(same ?? '\0', ' '));
  if (name === '') return { name: phone ?? words, why: 'no-name' };
  if (none) return { name, none: true };
  if (same !== undefined) {
    const shared = sharedWith(same, before);
    return shared === undefined ? { name, why: 'no-phone' } : { name, phone: shared };
  }
  if (phone === undefined) return { name, why: CUT_SHORT.test(words) ? 'bad-phone' : 'no-phone' };
  const read = phoneWritten(phone, country);
  return read === undefined ? { name, why: 'bad-phone' } : { name, phone: read };
}

/** "Mismo que Ana": hers; "mismo número": that of whoever stands before. */
function sharedWith(said: string, before: readonly Written[]): string | undefined {
  const words = normalise(said).split(' ');
  const phones = before.flatMap((one) => ('phone' in one ? [one] : []));
  const named = phones.findLast(({ name }) => words.includes(normalise(name).split(' ')[0]!));
  return (named ?? phones.at(-1))?.phone;
}

/** Without "1." before it; written as names are where it is all capitals or none. */
function nameOf(words: string): string {
  const bare = words
    .replace(/^\s*(?:\d{1,2}\s*[.)\]:-]*|[-•*])\s*/u, '')
    .replace(/[^\p{L}\p{M}' .-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .-]+|[ .-]+$/g, '')
    .slice(0, 80);
  if (bare !== bare.toLowerCase() && bare !== bare.toUpperCase()) return bare;
  return bare.toLowerCase().replace(/(?<![\p{L}\p{M}'])\p{L}/gu, (letter) => letter.toUpperCase());
}
