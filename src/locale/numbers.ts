import { chainOf } from './chain.ts';

/** The Spanish in which amounts of a currency are written, for a person whose language says only `es`. */
const SPANISH_OF: Readonly<Record<string, string>> = { MXN: 'es-MX', CLP: 'es-CL', BOB: 'es-BO', EUR: 'es-ES' };

const formats = new Map<string, Intl.NumberFormat>();

/** A number as her locale writes it: 1,500.5 in es-MX, 1.500,5 in es-ES. */
export function formatNumber(value: number, language: string): string {
  return plainSpaces(format(localeOf(language), {}).format(value));
}

/**
 * An amount as her locale writes it: $1,500.50 (es-MX), $1.500 (es-CL), Bs 1.500,50 (es-BO), 1.500,50 € (es-ES). Whole
 * amounts show no cents. `minor` is hundredths of the currency, for every currency (domain/answer.ts).
 */
export function formatMoney(minor: number, currency: string, language: string): string {
  const locale = language === 'es' ? (SPANISH_OF[currency] ?? 'es') : localeOf(language);
  const text = format(locale, {
    style: 'currency',
    currency,
    // "$" of a dollar would be read as pesos.
    currencyDisplay: currency === 'USD' ? 'code' : 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
  }).format(minor / 100);
  return plainSpaces(text).replace(/(\p{L})(?=\d)/u, '$1 ');
}

/** The nearest language of the chain whose numbers are known; never the machine's own. */
export function localeOf(language: string): string {
  return Intl.NumberFormat.supportedLocalesOf(chainOf(language) as string[])[0] ?? 'es';
}

function format(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${options.currency ?? ''}`;
  let made = formats.get(key);
  if (!made) {
    // Spanish leaves 1500 ungrouped by default; learners see 1.500 everywhere else.
    made = new Intl.NumberFormat(locale, { useGrouping: 'always', ...options });
    formats.set(key, made);
  }
  return made;
}

/** A no-break space would turn a whole SMS into UCS-2. */
function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}
