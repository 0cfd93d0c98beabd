import { stringify } from 'csv-stringify/sync';
import type { Told, Words } from './view.ts';

/**
 * What is wrong with a file, for whoever made it: CSV as a Spanish Excel opens it. It holds only what the file held, and no
 * cell of it is a formula to a spreadsheet.
 */
export function reportCsv(problems: readonly Told[], words: Words, language: string): string {
  const head = ['line', 'column', 'level', 'says', 'value'].map((part) => words(`import.head-${part}`, {}, language));
  const rows = problems.map(({ line, column, level, says, value }) => [
    line,
    column ?? '',
    words(`import.level-${level}`, {}, language),
    says,
    value ?? '',
  ]);
  return asCsv([head, ...rows]);
}

/** An empty list with the names of all columns that the programme reads. */
export function templateCsv(fields: readonly string[], words: Words, language: string): string {
  const own = fields.filter((path) => path.startsWith('profile.')).map((path) => path.slice('profile.'.length));
  return asCsv([[...words('import.template', {}, language).split('|'), ...own.filter((name) => name !== 'sexo')]]);
}

const asCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify(rows as (string | number)[][], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    escape_formulas: true,
  });
