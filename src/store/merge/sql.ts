import type { Query, SqlRow } from '../port.ts';
import { TABLES } from '../read/tables.ts';

/**
 * What is said of a row in `merge_row`, so that a merge can be undone: that it moved, was dropped, was changed or was
 * added. Every statement has the parameters of its merge, `@merge` `@kept` `@gone` `@now` and more.
 */
export type Params = SqlRow;

/** A table whose rows can be put down and found again by their key. */
export interface Keyed {
  readonly table: string;
  readonly key: readonly string[];
}

export const statement = (sqlite: string, params: Params): Query => ({ sql: { sqlite }, params });

export function columnsOf(table: string): readonly string[] {
  const columns = TABLES[table as keyof typeof TABLES] as Readonly<Record<string, string>> | undefined;
  if (!columns) throw new Error(`merge: no table ${table}`);
  return Object.keys(columns);
}

const quoted = (name: string) => `"${name}"`;

/** A whole row as JSON, of the table under that alias. */
function rowJson(table: string, alias: string): string {
  return `json_object(${columnsOf(table)
    .map((column) => `'${column}', ${alias}.${quoted(column)}`)
    .join(', ')})`;
}

/** Its key as JSON; `became` says which SQL stands for a column that is about to change. */
function keyJson(key: readonly string[], alias: string, became: Readonly<Record<string, string>> = {}): string {
  return `json_array(${key.map((column) => became[column] ?? `${alias}.${quoted(column)}`).join(', ')})`;
}

const keyIs = (key: readonly string[], alias: string, row: string): string =>
  key.map((column, i) => `${alias}.${quoted(column)} = json_extract(${row}.row_key, '$[${i}]')`).join(' and ');

const rowsOf = (table: string, what: string, column?: string): string =>
  `merge_id = @merge and table_name = '${table}' and what = '${what}'${column ? ` and column_name = '${column}'` : ''}`;

/** Rows change a column: each is put down with what stood there. `to` and `where` are SQL; `t` is the row. */
export function move(of: Keyed, column: string, to: string, where: string, params: Params): Query[] {
  return [
    statement(
      `insert into merge_row (merge_id, what, table_name, column_name, was, became, row_key)
       select @merge, 'moved', '${of.table}', '${column}', t.${quoted(column)}, ${to}, ${keyJson(of.key, 't', { [column]: to })}
       from ${of.table} t where ${where}`,
      params,
    ),
    statement(`update ${of.table} as t set ${quoted(column)} = ${to} where ${where}`, params),
  ];
}

/** Rows go: each is put down whole. `where` may ask for `t`, the row. */
export function drop(of: Keyed, from: string, where: string, params: Params): Query[] {
  return [
    statement(
      `insert into merge_row (merge_id, what, table_name, row_key, before)
       select @merge, 'dropped', '${of.table}', ${keyJson(of.key, 't')}, ${rowJson(of.table, 't')} from ${from} where ${where}`,
      params,
    ),
    statement(
      `delete from ${of.table} as t where exists (select 1 from merge_row r where ${rowsOf(of.table, 'dropped')} and ${keyIs(of.key, 't', 'r')})`,
      params,
    ),
  ];
}

/** Rows are written anew in place: `set` is SQL over the table's columns. They must keep their key. */
export function alter(of: Keyed, set: string, where: string, params: Params): Query[] {
  return [
    statement(
      `insert into merge_row (merge_id, what, table_name, row_key, before)
       select @merge, 'changed', '${of.table}', ${keyJson(of.key, 't')}, ${rowJson(of.table, 't')} from ${of.table} t where ${where}`,
      params,
    ),
    statement(`update ${of.table} as t set ${set} where ${where}`, params),
  ];
}

/** After everything: how the changed rows stand, so that undo leaves alone what was written since. */
export function asLeft(of: Keyed, params: Params): Query {
  return statement(
    `update merge_row as r set after = (select ${rowJson(of.table, 't')} from ${of.table} t where ${keyIs(of.key, 't', 'r')})
     where ${rowsOf(of.table, 'changed')}`,
    params,
  );
}

/** Rows stand in a column as they stood before, where that column was not written since. */
export function moveBack(of: Keyed, column: string, params: Params): Query {
  return statement(
    `update or ignore ${of.table} as t set ${quoted(column)} = r.was
     from (select row_key, was, became from merge_row where ${rowsOf(of.table, 'moved', column)}) r
     where ${keyIs(of.key, 't', 'r')} and t.${quoted(column)} is r.became`,
    params,
  );
}

/** Dropped rows stand again. One whose place was taken since stays away. */
export function putBack(table: string, params: Params): Query {
  const columns = columnsOf(table);
  return statement(
    `insert or ignore into ${table} (${columns.map(quoted).join(', ')})
     select ${columns.map((column) => `json_extract(before, '$.${column}')`).join(', ')}
     from merge_row where ${rowsOf(table, 'dropped')} order by seq desc`,
    params,
  );
}

/** Columns of changed rows stand as before, each only where nothing was written to it since. */
export function alterBack(of: Keyed, params: Params): Query {
  const back = columnsOf(of.table)
    .filter((column) => !of.key.includes(column))
    .map((column) => {
      const [before, after] = ['before', 'after'].map((when) => `json_extract(r.${when}, '$.${column}')`);
      return `${quoted(column)} = case when t.${quoted(column)} is ${after} then ${before} else t.${quoted(column)} end`;
    });
  return statement(
    `update or ignore ${of.table} as t set ${back.join(', ')}
     from (select row_key, before, after from merge_row where ${rowsOf(of.table, 'changed')}) r
     where ${keyIs(of.key, 't', 'r')}`,
    params,
  );
}

/** Added rows go again. */
export function takeBack(of: Keyed, params: Params): Query {
  return statement(
    `delete from ${of.table} as t where exists (select 1 from merge_row r where ${rowsOf(of.table, 'added')} and ${keyIs(of.key, 't', 'r')})`,
    params,
  );
}
