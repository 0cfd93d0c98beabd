/**
 * The value of a number written in digits, in any of our five locales; null when it could be two things.
 *
 * A separator before exactly three digits groups thousands, in every locale ("1.500" and "1,500" are fifteen hundred);
 * before one or two it is a decimal point ("1500,50", "12.5"). "0.500" cannot be grouped, so it is a half.
 */
export function digitsValue(written: string): number | null {
  if (written.replace(/\D/g, '').length > 15) return null; // beyond what a double holds exactly
  if (/^\d+$/.test(written)) return Number(written);
  if (/^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?$/.test(written)) return joined(written, '.');
  if (/^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,2})?$/.test(written)) return joined(written, ',');
  if (/^[1-9]\d{0,2}(?:'\d{3}(?:[.,]\d{3})*)(?:[.,]\d{1,2})?$/.test(written)) return apostrophed(written);
  if (/^\d+[.,]\d{1,2}$/.test(written) || /^0[.,]\d+$/.test(written)) return Number(written.replace(',', '.'));
  return null;
}

function joined(written: string, group: '.' | ','): number {
  return Number(written.replaceAll(group, '').replace(',', '.'));
}

/** "1'500,000.50": an apostrophe for the millions, as on old receipts, or for the thousands. */
function apostrophed(written: string): number {
  const cents = /[.,](\d{1,2})$/.exec(written)?.[1];
  const whole = (cents ? written.slice(0, -cents.length - 1) : written).replace(/\D/g, '');
  return Number(cents ? `${whole}.${cents}` : whole);
}
