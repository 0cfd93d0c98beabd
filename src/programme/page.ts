import { z } from 'zod';
import { RecadoError } from '../base/errors.ts';
import type { Query, Scalar, SqlRow } from '../store/port.ts';

/** Most rows of one page: some 100 kB, which one bar of signal still brings. */
const LIMIT = 200;
const USUAL = 50;

/** What every list takes: `z.strictObject({ …, ...pageInput })`. */
export const pageInput = {
  cursor: z.string().min(1).max(400).optional().describe('`next` of the page before; without one the list begins'),
  limit: z.coerce.number().int().min(1).max(LIMIT).default(USUAL).describe(`at most ${LIMIT}`),
};

export interface PageInput {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** What every list answers. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable().describe('null on the last page') });

/** The column a list is sorted by, and the unique one that decides where it is equal. Neither may be null. */
export interface Sort {
  readonly by: string;
  readonly id: string;
  /** The newest first. */
  readonly down?: boolean;
}

/**
 * One page of a query that selects both sort columns: rows after the cursor's row, one more than asked for. It goes by the
 * place of a row and not by its number, so that rows inserted meanwhile neither repeat nor hide any. Throws CURSOR_INVALID.
 */
export function paged({ sql, params }: Query, { cursor, limit }: PageInput, { by, id, down }: Sort): Query {
  const at = cursor === undefined ? undefined : placeOf(cursor);
  const where = at ? `where (${by}, ${id}) ${down ? '<' : '>'} (@page_by, @page_id)` : '';
  const way = down ? 'desc' : 'asc';
  return {
    sql: { sqlite: `select * from (${sql.sqlite}) ${where} order by ${by} ${way}, ${id} ${way} limit @page_limit + 0` },
    params: { ...params, ...(at ? { page_by: at[0], page_id: at[1] } : {}), page_limit: limit + 1 },
  };
}

/** The page as it is answered, of rows that `paged` asked for and in its order. */
export function toPage<T>(
  rows: readonly SqlRow[],
  { limit }: PageInput,
  { by, id }: Sort,
  item: (row: SqlRow) => T,
): { items: T[]; next: string | null } {
  const last = rows.length > limit ? rows[limit - 1]! : undefined;
  const next = last ? Buffer.from(JSON.stringify([last[by], last[id]])).toString('base64url') : null;
  return { items: rows.slice(0, limit).map(item), next };
}

function placeOf(cursor: string): readonly [Scalar, Scalar] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const given = z.tuple([KEY, KEY]).safeParse(place);
    if (given.success) return given.data;
  } catch {
    // No JSON: not ours.
  }
  throw new RecadoError('CURSOR_INVALID');
}

const KEY = z.union([z.string().max(300), z.number()]);
