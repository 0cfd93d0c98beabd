import { formatMoney } from '../../locale/numbers.ts';

/** As staff read it on a phone: $1,500 of Mexico, $1.500 of Chile. @param minor hundredths. */
export const moneyWords = (minor: number, currency: string): string => formatMoney(minor, currency, 'es');

/**
 * "1,500", "1.500", "$1500.50": hundredths. Three figures behind the last separator are thousands in all our locales, one or
 * two are cents. Undefined for anything else, and for more than a programme has.
 */
export function minorOf(written: string): number | undefined {
  const plain = written.replace(/[$\s]/g, '');
  const [, whole = '', , cents = ''] = /^(\d{1,3}(?:[.,]\d{3})+|\d+)([.,](\d{1,2}))?$/.exec(plain) ?? [];
  if (whole === '') return undefined;
  const minor = 100 * Number(whole.replace(/[.,]/g, '')) + Number(cents.padEnd(2, '0'));
  return Number.isSafeInteger(minor) && minor <= MOST ? minor : undefined;
}

/** Above this it is a mistake of the thumb: ten thousand millions of any of our currencies. */
export const MOST = 1e12;
