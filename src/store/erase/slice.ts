import type { Query } from '../port.ts';
import { SLICED } from './tables.ts';

/** Rows deleted in one commit, and rows looked through in one: some milliseconds each. */
const MOST = 1_000;
const STRETCH = 5_000;

export interface Place {
  /** Which of SLICED. */
  readonly step: number;
  /** Of a search: looked through up to this rowid. */
  readonly after: number;
}

/** Of an erasure on its way: how many rows this slice has (`n`), and where the search of it ends (`last`). */
export function sliceSize(erasure: string, { step, after }: Place): Query {
  const rule = SLICED[step];
  if (!rule) return { sql: { sqlite: 'select 0 as n, 0 as last' }, params: {} };
  if (rule.does === 'search')
    return {
      sql: { sqlite: `select 0 as n, coalesce(max(rowid), 0) as last from ${rule.table} where rowid > @after` },
      params: { after },
    };
  const where = rule.where.replaceAll('@person', '(select who from erasure where id = @erasure)');
  return {
    sql: {
      sqlite: `select count(*) as n, 0 as last from (select 1 from ${rule.table} t where ${where} limit ${MOST})`,
    },
    params: { erasure },
  };
}

/** Does the slice, and says where the next begins. */
export function slice(
  person: string,
  { step, after }: Place,
  size: { readonly n: number; readonly last: number },
  now: number,
): { statements: Query[]; next: Place } {
  const rule = SLICED[step]!;
  const done = { step: step + 1, after: 0 };
  if (rule.does === 'search') {
    const to = after + STRETCH;
    return {
      statements: [
        {
          sql: { sqlite: `delete from ${rule.table} as t where t.rowid > @after and t.rowid <= @to and ${rule.where}` },
          params: { person, after, to },
        },
      ],
      next: size.last > to ? { step, after: to } : done,
    };
  }
  if (size.n === 0) return { statements: [], next: done };
  const key = rule.key.map((column) => `t.${column}`).join(', ');
  const chosen = `from ${rule.table} t where ${rule.where} order by ${key} limit ${MOST}`;
  return {
    statements: [
      ...(rule.table === 'media' ? [trashed(`id in (select t.id ${chosen})`, { person }, now)] : []),
      {
        sql: { sqlite: `delete from ${rule.table} where (${rule.key.join(', ')}) in (select ${key} ${chosen})` },
        params: { person },
      },
    ],
    next: size.n === MOST ? { step, after } : done,
  };
}

/** Files of media rows that are about to go or to be emptied, for whoever clears the disk. */
export function trashed(where: string, params: Query['params'], now: number): Query {
  return {
    sql: {
      sqlite: `insert into trash (path, at) select path, @now from media where path is not null and ${where} on conflict do nothing`,
    },
    params: { ...params, now },
  };
}
