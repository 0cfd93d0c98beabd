/** Crockford's base 32: nothing in it is taken for something else, read aloud or copied by hand. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 50 bits: at 30 guesses a minute somebody finds one of a million certificates once in 70 years. */
const LENGTH = 10;
const BYTE = 2;

/** A code of a token of chance, in hex: its letters are as hard to guess as the token. Throws for a short token. */
export function codeOf(token: string): string {
  const hex = /^[0-9a-f]*$/.test(token) ? token : Buffer.from(token, 'utf8').reverse().toString('hex');
  if (hex.length < LENGTH * BYTE) throw new Error('the token is too short');
  return Array.from({ length: LENGTH }, (_, i) => {
    const byte = Number.parseInt(hex.slice(i * BYTE, i * BYTE + BYTE), 16);
    return ALPHABET[byte % ALPHABET.length]!;
  }).join('');
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
  return code.length === LENGTH && [...code].every((letter) => ALPHABET.includes(letter)) ? code : null;
}
