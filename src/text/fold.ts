import { isGsm7 } from './gsm7.ts';
import { segmentsOf } from './segments.ts';

/**
 * Letters and signs that GSM-7 lacks, and what stands for them. What it has (ñ é ü ¿ ¡ à ä ö …) must not be listed:
 * "ano" is not "año".
 */
const STAND_IN: Readonly<Record<string, string>> = {
  ...pairs('áâãÁÀÂÃêëÈÊËíîïÍÌÎÏóôõÓÒÔÕúûÚÙÛçýÝ', 'aaaAAAAeeEEEiiiIIIIoooOOOOuuUUUcyY'),
  ...pairs('“”„«»', '"""""'),
  ...pairs('‹›', "''"),
  ...pairs('–—−•·\u2010\u2011', '-------'),
  ...pairs('ªº°×\u00a0\u202f\u2009', 'aoox   '),
  '…': '...',
  '→': '->',
  '½': '1/2',
  '¼': '1/4',
  '¾': '3/4',
  œ: 'oe',
  // Invisible: byte order mark, zero-width space, soft hyphen, direction marks.
  '\ufeff': '',
  '\u200b': '',
  '\u00ad': '',
  '\u200e': '',
  '\u200f': '',
};

/** What keyboards give for an apostrophe or a glottal stop: ’ ‘ ʼ ꞌ ´ ` ′. */
const APOSTROPHES = /[\u2018\u2019\u02bc\ua78c\u00b4\u0060\u2032]/g;

/** Every apostrophe a keyboard may give becomes the plain one. */
export function plainApostrophes(text: string): string {
  return text.replace(APOSTROPHES, "'");
}

/**
 * The text to send as SMS. It is composed first (a decomposed ñ is not in GSM-7) and apostrophes are made plain; accents and
 * typographic signs are given up only where that makes the whole text GSM-7 and saves a segment: below 71 characters they
 * cost nothing. Emoji and other scripts are never dropped, so a text that has them keeps its accents too.
 */
export function toSms(text: string): string {
  const composed = plainApostrophes(text.normalize('NFC'));
  if (isGsm7(composed)) return composed;
  const folded = foldToGsm7(composed);
  return isGsm7(folded) && segmentsOf(folded).segments < segmentsOf(composed).segments ? folded : composed;
}

function foldToGsm7(text: string): string {
  let folded = '';
  for (const char of text) folded += STAND_IN[char] ?? char;
  return folded;
}

function pairs(from: string, to: string): Record<string, string> {
  return Object.fromEntries(Array.from(from).map((char, i) => [char, to[i]!]));
}
