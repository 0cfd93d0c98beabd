import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * The E.164 number behind an id as a provider gives it (`5215512345678`, `+525512345678`), or undefined when it is
 * none: a short code, a sender name, a BSUID. Mexican ids older than the dial plan of 2019 keep a 1 that no phone
 * book has: 521 + ten digits becomes 52 + ten digits, or the same person would be two (CHANNELS §2.6). The raw id
 * is kept beside this for replying.
 */
export function phoneOf(id: string): string | undefined {
  const digits = /^\+?([1-9]\d{7,14})$/.exec(id)?.[1];
  if (digits === undefined) return undefined;
  return /^521\d{10}$/.test(digits) ? `+52${digits.slice(3)}` : `+${digits}`;
}

/**
 * A number as people write it ("834 123 4567", "(834) 123-4567", "+52 1 834…") in E.164; `country` (MX) is whose numbers need
 * no prefix. Undefined when it is no number of a length that a phone there has.
 */
export function phoneWritten(text: string, country?: string): string | undefined {
  const at = country !== undefined && isSupportedCountry(country) ? (country as CountryCode) : undefined;
  // 044 and 045 stood before Mexican mobile numbers until 2019, and still do in notebooks.
  const plain = text
    .replace(/[^\d+]/g, '')
    .replace(/^00/, '+')
    .replace(/^04[45](?=\d{10}$)/, '');
  const read = (written: string): string | undefined => {
    const found = parsePhoneNumberFromString(written, at);
    return found?.isPossible() ? found.number : undefined;
  };
  // Mexico's old 521 is ours to mend: the library refuses it. A number of ten digits may begin with 521 itself.
  const mended = /^(\+|)521\d{10}$/.test(plain) ? phoneOf(plain) : undefined;
  return mended ?? read(plain) ?? (plain.startsWith('+') ? undefined : read(`+${plain}`));
}

/** As people read numbers out: +52 834 123 4567. */
export function phoneShown(phone: string): string {
  return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
}
