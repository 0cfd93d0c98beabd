import { z } from 'zod';
import { DENOMINATORS } from '../denominators.ts';
import type { Words } from './plain.ts';
import { isHidden, isShare, percentOf, type ShownCell, type ShownReport } from './shown.ts';

const figure = z.union([
  z.number(),
  z.strictObject({
    hidden: z.enum(['few', 'guard']).describe('few: 1 to 4; guard: one of those could be worked out from it'),
  }),
]);
const cell = z.union([
  z.string(),
  figure,
  z.null(),
  z.strictObject({
    n: figure,
    of: figure,
    missing: figure.describe('of `of`: of whom it is not known'),
    percent: z.number().nullable(),
  }),
  z.strictObject({ person: z.string(), name: z.string().nullable() }),
]);

/** What `--format json` and the API answer. A cell that nobody knows is null, never 0. */
export const reportJsonSchema = z.strictObject({
  report: z.string(),
  programme: z.string(),
  from: z.string().nullable().describe('null: from the beginning'),
  to: z.string(),
  zone: z.string(),
  made_at: z.number().int(),
  shared: z.boolean().describe('nobody is named and small cells are hidden'),
  scope: z.record(z.string(), z.string()),
  denominators: z.record(z.string(), z.string()).describe('what the counts of people mean'),
  tables: z.array(
    z.strictObject({
      id: z.string(),
      columns: z.array(z.strictObject({ id: z.string(), type: z.string(), means: z.string() })),
      rows: z.array(z.record(z.string(), cell)),
    }),
  ),
  notes: z.array(z.string()),
});
export type ReportJson = z.output<typeof reportJsonSchema>;

export function reportJson(report: ShownReport, words: Words, language: string): ReportJson {
  return {
    report: report.name,
    programme: report.programme,
    from: report.from,
    to: report.to,
    zone: report.zone,
    made_at: report.madeAt,
    shared: report.shared,
    scope: { ...report.scope },
    denominators: Object.fromEntries(DENOMINATORS.map(({ id, means }) => [id, means])),
    tables: report.tables.map(({ id, columns, rows }) => ({
      id,
      columns: columns.map((column) => ({ id: column.id, type: column.type, means: column.means })),
      rows: rows.map((row) =>
        Object.fromEntries(
          columns.map((column, i) => [column.id, jsonCell(row[i]!, column.type === 'person', report)]),
        ),
      ),
    })),
    notes: report.notes.map(({ key, vars }) => words(`report.note-${key}`, vars, language)),
  };
}

function jsonCell(of: ShownCell, person: boolean, { names }: ShownReport): z.output<typeof cell> {
  if (isShare(of)) return { n: of.n, of: of.of, missing: of.missing ?? 0, percent: percentOf(of) ?? null };
  if (isHidden(of) || of === null || !person) return of;
  return { person: String(of), name: names?.get(String(of)) ?? null };
}
