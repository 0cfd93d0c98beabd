import { localDate, localTime } from '../../domain/time.ts';
import { formatMoney, formatNumber } from '../../locale/numbers.ts';
import type { ReportColumn } from '../report.ts';
import { figure, type Words } from './plain.ts';
import { isHidden, isShare, percentOf, type ShownCell, type ShownReport, type ShownTable } from './shown.ts';

export interface Told {
  readonly words: Words;
  readonly language: string;
  readonly currency: string;
}

/** A report for a terminal: each table aligned, every share as n/N with its percentage and how many are not known. */
export function reportText(report: ShownReport, told: Told): string {
  const { words, language } = told;
  const { name, programme, from, to, scope, shared } = report;
  const said = (key: string, vars: Readonly<Record<string, string | number>> = {}) => words(key, vars, language);
  const where = Object.values(scope)
    .map((value) => ` · ${value}`)
    .join('');
  return [
    `${label(told, 'name', name)} · ${programme}${where}`,
    from === null ? said('report.until', { to }) : said('report.days', { from, to }),
    ...report.tables.flatMap((table) => ['', label(told, 'table', table.id), ...tableLines(table, report, told)]),
    ...(report.notes.length > 0 ? [''] : []),
    ...report.notes.map(({ key, vars }) => said(`report.note-${key}`, vars)),
    ...(shared ? ['', said('report.shared')] : []),
  ].join('\n');
}

/** A word of locales/ for a part of a report, else what it is called inside: figures are never kept back for want of a word. */
export function label({ words, language }: Told, kind: 'column' | 'table' | 'name', id: string): string {
  try {
    return words(`report.${kind}-${id}`, {}, language);
  } catch {
    return id.replaceAll('_', ' ');
  }
}

function tableLines(table: ShownTable, report: ShownReport, told: Told): string[] {
  const { columns } = table;
  const heads = columns.map(({ id }) => label(told, 'column', id));
  const money = columns.findIndex(({ id }) => id === 'currency');
  const rows = table.rows.map((row) => {
    const currency = typeof row[money] === 'string' && row[money] !== '' ? row[money] : told.currency;
    return row.map((cell, i) => cellText(cell, columns[i]!, report, { ...told, currency }));
  });
  if (rows.length === 0) return [`  ${told.words('report.nothing', {}, told.language)}`];
  // One row reads better downwards.
  const lines =
    rows.length === 1 && columns.length > 2 ? heads.map((head, i) => [head, rows[0]![i]!]) : [heads, ...rows];
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  return lines.map((line) => `  ${line.map((text, i) => text.padEnd(widths[i]!)).join('  ')}`.trimEnd());
}

/** A cell as people read it. */
export function cellText(cell: ShownCell, column: ReportColumn, report: ShownReport, told: Told): string {
  const { words, language, currency } = told;
  if (cell === null) return '–';
  if (isHidden(cell)) return String(figure(cell));
  if (isShare(cell)) {
    const missing = cell.missing === undefined || cell.missing === 0 ? '' : String(figure(cell.missing));
    const percent = percentOf(cell);
    const share = `${figure(cell.n)}/${figure(cell.of)}${percent === undefined ? '' : ` = ${Math.round(percent)} %`}`;
    return missing === '' ? share : `${share} ${words('report.missing', { n: missing }, language)}`;
  }
  const { type, says } = column;
  if (type === 'person') return report.names?.get(String(cell)) ?? '–';
  if (typeof cell === 'string') return type === 'key' && says !== undefined ? keyed(says, cell, told) : cell;
  switch (type) {
    case 'minor':
      return formatMoney(cell, currency, language);
    case 'minutes':
      return `${Math.floor(cell / 60)} h ${String(Math.round(cell % 60)).padStart(2, '0')}`;
    case 'moment':
      return `${localDate(cell, report.zone)} ${localTime(cell, report.zone)}`;
    default:
      return formatNumber(Math.round(cell * 100) / 100, language);
  }
}

function keyed(says: string, value: string, { words, language }: Told): string {
  try {
    return words(says.endsWith('.') ? `${says}${value}` : `${says}-${value}`, {}, language);
  } catch {
    return value;
  }
}
