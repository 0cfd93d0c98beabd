import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** ISO 3166-1 alpha-2 of a number (E.164), else of a BSUID, which begins with it (CHANNELS §1.6); null where neither says. */
export function countryOf(phone: string | null, bsuid: string | null): string | null {
  const country = phone === null ? undefined : parsePhoneNumberFromString(phone)?.country;
  return country ?? /^([A-Z]{2})\./.exec(bsuid ?? '')?.[1] ?? null;
}

/** The country whose form of a language it is: MX of es-MX. */
export function regionOf(language: string | undefined): string | undefined {
  return language === undefined ? undefined : new Intl.Locale(language).region;
}
