import type { Query, Scalar } from '../store/port.ts';

/**
 * Many rows into one table as one statement, for the `statements` of an operation. Table and columns are names of ours,
 * never input. Undefined where there is nothing to write.
 */
export function insertAll(
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Scalar[])[],
  onConflict = '',
): Query | undefined {
  if (rows.length === 0) return undefined;
  const values = columns.map((_, i) => `json_extract(value, '$[${i}]')`).join(', ');
  return {
    // Without `where true` SQLite reads `on conflict` as the condition of a join.
    sql: {
      sqlite: `insert into ${table} (${columns.join(', ')}) select ${values} from json_each(@rows) where true ${onConflict}`,
    },
    params: { rows: JSON.stringify(rows) },
  };
}
