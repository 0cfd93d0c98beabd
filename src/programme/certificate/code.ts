import { createHash } from 'node:crypto';

/** Crockford's base 32: nothing in it is taken for something else, read aloud or copied by hand. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 50 bits: at 30 guesses a minute somebody finds one of a million certificates once in 70 years. */
const LENGTH = 10;
const NO_LETTER = new RegExp(`[^${ALPHABET}]`);

/** A code of a token of chance (20 letters or more): whoever knows other codes knows nothing of this one. */
export function codeOf(token: string): string {
  const bytes = createHash('sha256').update(token).digest();
  return [...bytes.subarray(0, LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]!).join('');
}

/** K7WQ3-MXP2T. */
export const codeShown = (code: string): string => `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;

/** What somebody typed or followed, as it is kept; null for what can be no code of ours. O is 0, I and L are 1. */
export function codeRead(text: string): string | null {
  const code = text
    .toUpperCase()
    .replace(/[\s.-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return code.length === LENGTH && !NO_LETTER.test(code) ? code : null;
}
