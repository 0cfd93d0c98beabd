import { phoneWritten } from '../../domain/phone.ts';
import { normalise } from '../../text/normalise.ts';
import type { ProblemCode } from './problem.ts';

/** What a cell says, or what is wrong with it. */
export type Said<T> = { readonly is: T; readonly note?: ProblemCode } | { readonly wrong: ProblemCode };

const CELL_MOST = 500;
const NAME_MOST = 80;

/** The cell as text: one line, no control characters; a lone dash is nothing. Excel's apostrophe before a number is not part of it. */
export function plainText(cell: string): string {
  const text = cell
    .slice(0, CELL_MOST * 4)
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zs}]+/gu, ' ')
    .trim()
    .replace(/^'(?=[+=@\d-])/, '');
  return /^[-–—]+$/.test(text) ? '' : text;
}

/** Would a spreadsheet reckon with it, where nobody expects a number? Its result stands nowhere, and it is never evaluated. */
export function isFormula(text: string, numbers: boolean): boolean {
  if (/^[=@]/.test(text)) return true;
  if (/^#(N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!|¡|¿)/i.test(text)) return true;
  return /^[+-]/.test(text) && !(numbers && /^[+-][\d\s()./-]+(E\+?\d+)?$/i.test(text));
}

export const isTooLong = (cell: string): boolean => cell.length > CELL_MOST;

/** "PÃ©rez": UTF-8 that somebody read as Latin-1 and saved again. */
export function isDamaged(text: string): boolean {
  return /[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\ufffd/.test(text);
}

export function nameSaid(text: string): Said<string> {
  if (text === '') return { wrong: 'name-missing' };
  if (text.length > NAME_MOST) return { wrong: 'name-long' };
  if (!/\p{L}/u.test(text) || (text.match(/\d/g)?.length ?? 0) > 3) return { wrong: 'name-odd' };
  return { is: text };
}

const NONE = ['no tiene', 'sin telefono', 'ninguno', 'no', 'none', 'sin numero', 's n', 'nao tem', 'sem telefone'];

/** A phone in E.164; null: the list says that she has none. `country` is whose numbers need no prefix. */
export function phoneSaid(text: string, country: string | undefined): Said<string | null> {
  if (text === '') return { wrong: 'phone-missing' };
  if (NONE.includes(normalise(text))) return { is: null, note: 'phone-none' };
  const written = withoutExcel(text);
  if (written === undefined) return { wrong: 'phone-excel' };
  const digits = written.replace(/\D/g, '');
  if (/\p{L}/u.test(written.replace(/^(tel|cel|whatsapp)\.?:?/i, ''))) return { wrong: 'phone-wrong' };
  const phone = phoneWritten(written, country);
  if (phone !== undefined && /^\+[1-9]\d{6,14}$/.test(phone))
    return {
      is: phone,
      ...(/^521\d{10}$/.test(digits) && phone.startsWith('+52') ? { note: 'phone-old' as const } : {}),
    };
  if (digits.length < 10) return { wrong: 'phone-short' };
  return { wrong: digits.length > 13 ? 'phone-long' : 'phone-wrong' };
}

/** Excel shows a long number as 8.34123E+09 and a CSV keeps what it shows: with all its digits it is a number still. */
function withoutExcel(text: string): string | undefined {
  const [, whole, part = '', power] = /^\+?(\d)[.,]?(\d*)E\+?(\d+)$/i.exec(text) ?? [];
  if (whole === undefined) return text.replace(/^([+\d\s()-]+)[.,]0+$/, '$1');
  const zeros = Number(power) - part.length;
  // A number may end in a zero or two; more of them are digits that Excel cut off.
  return zeros < 0 || zeros > 2 ? undefined : `${whole}${part}${'0'.repeat(zeros)}`;
}

/** yyyy-mm-dd, or the day before the month as in all our countries; null: it is no day. */
export function daySaid(text: string): string | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text);
  const local = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: .*)?$/.exec(text);
  const [year, month, day] = iso
    ? [iso[1]!, iso[2]!, iso[3]!]
    : local
      ? [local[3]!, local[2]!, local[1]!]
      : ['', '', ''];
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? written : null;
}

const SEXES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['mujer', 'mujer femenino femenina f female woman mulher feminino'],
    ['hombre', 'hombre masculino h male man homem'],
    ['otro', 'otro otra other outro x'],
  ].flatMap(([is, words]) => words!.split(' ').map((word) => [word, is!])),
);

/** As indicators ask: mujer, hombre, otro. "M" is Mujer to one and Masculino to another. */
export const sexSaid = (text: string): string | undefined => SEXES[normalise(text)];

/** A plain number as one, so that conditions may compare it; "0123" and "12-B" are texts. */
export function valueSaid(text: string): string | number {
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/.test(text) ? Number(text) : text;
}
