import { localDate } from '../../domain/time.ts';
import type { StaffVerb } from '../manifest.ts';
import { paperSaid } from './paper-said.ts';

/** A name, the sheet's mark (hoja 12, folio A-3, 12), and perhaps a day: 1/3, 1/3/2026. */
const SHEET =
  /^(\p{L}[\p{L}\p{M}' .-]*?)[\s,:]+((?:(?:hoja|folio|lista|papel|sheet|form)\s*(?:n[uú]m(?:ero)?\.?|no\.?|#)?\s*)?[\p{L}-]*\d[\p{L}\d-]*)(?:[\s,]+(?:del?\s+)?(?:d[ií]a\s+)?(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2}|\d{4}))?)?[\s.]*$/iu;

/** `PAPEL Ana hoja 12`, `PAPEL Ana hoja 12 1/3`: she signed, and who writes this has seen it. */
export const paper: StaffVerb = {
  name: 'paper',
  takes: 'words',
  looks: SHEET,
  act(said, _facts) {
    const match = SHEET.exec(said.rest.trim());
    if (!match) return { lines: [{ key: 'paper.how', vars: {} }] };
    const [, who = '', proof = '', day, month, year] = match;
    const today = localDate(said.now, said.timezone);
    const on = day === undefined ? today : dayOf(Number(day), Number(month), year, today);
    if (on === undefined) return { lines: [{ key: 'paper.how', vars: {} }] };
    const input = { who: who.trim(), proof: proof.toLowerCase().replace(/\s+/g, '-'), on };
    return { effect: { kind: 'job', payload: { operation: paperSaid.name, input } }, lines: [] };
  },
};

/** Without a year the last such day. Undefined where there is none: 31/2. */
function dayOf(day: number, month: number, year: string | undefined, today: string): string | undefined {
  const of = (y: number) => `${y}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const now = Number(today.slice(0, 4));
  const y =
    year === undefined ? (of(now) > today ? now - 1 : now) : year.length === 2 ? 2000 + Number(year) : Number(year);
  const said = of(y);
  const at = Date.parse(`${said}T12:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(said) ? said : undefined;
}
