import PDFDocument from 'pdfkit';
import { RecadoError } from '../base/errors.ts';

/** A parsed font: parsing 600 kB takes 60 ms, drawing a page with it 10. */
export interface Font {
  readonly characterSet: readonly number[];
  glyphForCodePoint(codePoint: number): object;
  hasGlyphForCodePoint(codePoint: number): boolean;
}

const parsed = new WeakMap<Uint8Array, Font>();

/** Parses a TrueType file, once for each array. pdfkit parses whatever it is given and keeps it on the document, where it is taken from. */
export function fontOf(bytes: Uint8Array): Font {
  const known = parsed.get(bytes);
  if (known) return known;
  const document = new PDFDocument({ autoFirstPage: false, font: null as never });
  document.font(bytes as never);
  const { font } = (document as unknown as { _font: { font: Font } })._font;
  // A glyph keeps the letter it was first met for, and in shaping Ñ it meets N for none: copied from the page, every later
  // N would be gone. Met in order and beforehand, each is its own letter, whatever was drawn before.
  for (const letter of font.characterSet.toSorted((a, b) => a - b)) font.glyphForCodePoint(letter);
  parsed.set(bytes, font);
  return font;
}

/** Pictures inside a text have no letter in any font of print; a name keeps its letters without them. */
export const withoutPictures = (text: string): string =>
  text
    .replace(/\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200D|\uFE0F|\u20E3/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();

/** Throws PAPER_LETTERS where a text that the page is about has letters that the font does not. */
export function mustCover(font: Font, text: string): void {
  const missing = [...new Set(text)].filter((letter) => !font.hasGlyphForCodePoint(letter.codePointAt(0)!));
  if (missing.length > 0) throw new RecadoError('PAPER_LETTERS', { letters: missing.slice(0, 10).join(' ') });
}
