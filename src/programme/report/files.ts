import { RecadoError } from '../../base/errors.ts';
import { codebookCsv, tableCsv } from './csv.ts';
import type { Pseudonym } from './pseudonym.ts';
import type { ShownReport, ShownTable } from './shown.ts';

export interface CsvWanted {
  readonly table?: string | undefined;
  readonly codebook?: boolean | undefined;
  readonly bom?: boolean | undefined;
}

/** A CSV file of a report: the table asked for, its codebook, or the first table of its own. Throws REPORT_TABLE. */
export function reportCsv(report: ShownReport, { table, codebook, bom }: CsvWanted, pseudonym: Pseudonym): string {
  if (codebook) return codebookCsv(report, pseudonym, bom ?? false);
  return tableCsv(report, tableOf(report, table), pseudonym, bom ?? false);
}

function tableOf({ name, tables }: ShownReport, id: string | undefined): ShownTable {
  const own = tables.find((table) =>
    id === undefined ? !['people', 'people_by'].includes(table.id) : table.id === id,
  );
  const found = own ?? (id === undefined ? tables[0] : undefined);
  if (found) return found;
  throw new RecadoError('REPORT_TABLE', { name, table: id ?? '', known: tables.map((table) => table.id).join(', ') });
}
