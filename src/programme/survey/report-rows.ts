import type { SqlRow } from '../../store/port.ts';
import type { Breakdown, ReportColumn } from '../report.ts';

/** Rows that have these columns in common, in the order in which the first of each came. */
export function grouped(rows: readonly SqlRow[], by: readonly string[]): readonly (readonly SqlRow[])[] {
  const groups = new Map<string, SqlRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(by.map((column) => row[column]));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

export const sum = (rows: readonly SqlRow[], column = 'n'): number =>
  rows.reduce((total, row) => total + Number(row[column] ?? 0), 0);

/** The column of a breakdown, and its cell; none where none was asked. */
export const alongColumn = (by: Breakdown | undefined): readonly ReportColumn[] =>
  by === undefined
    ? []
    : [{ id: by, type: 'text', means: 'what the people of this row have in common; empty: not known' }];

export const alongCell = (by: Breakdown | undefined, row: SqlRow): readonly string[] =>
  by === undefined ? [] : [String(row['value'])];

export const SURVEY: ReportColumn = { id: 'survey', type: 'text', means: 'name of the survey file' };
export const WAVE: ReportColumn = { id: 'wave', type: 'key', means: 'round of asking', says: 'report.wave' };
export const QUESTION: ReportColumn = { id: 'question', type: 'text', means: 'id of the question in the survey file' };

export const count = (id: string, means: string): ReportColumn => ({ id, type: 'count', means });
export const number = (id: string, means: string): ReportColumn => ({ id, type: 'number', means });
export const money = (id: string, means: string): ReportColumn => ({ id, type: 'minor', means });
