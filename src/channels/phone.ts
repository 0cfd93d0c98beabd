/**
 * The E.164 number behind an id as a provider gives it (`5215512345678`, `+525512345678`), or undefined when it is
 * none: a short code, a sender name, a BSUID. Mexican ids older than the dial plan of 2019 keep a 1 that no phone
 * book has: 521 + ten digits becomes 52 + ten digits, or the same person would be two (CHANNELS.md §2.6). The raw id
 * is kept beside this for replying.
 */
export function phoneOf(id: string): string | undefined {
  const digits = /^\+?([1-9]\d{7,14})$/.exec(id)?.[1];
  if (digits === undefined) return undefined;
  return /^521\d{10}$/.test(digits) ? `+52${digits.slice(3)}` : `+${digits}`;
}
