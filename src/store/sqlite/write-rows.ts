import { RecadoError } from '../../base/errors.ts';
import type { RowWrite, Scalar, SqlRow } from '../port.ts';
import type { Db, Statement } from './faults.ts';

export type WriteRow = (row: RowWrite) => void;

/**
 * An upsert makes the row new again, so what its last life left behind goes, unless the row says otherwise: a timer set
 * anew under its key waits anew.
 */
const RENEWED: Readonly<Record<string, SqlRow>> = { timer: { state: 0, tries: 0, did: null } };

/**
 * Writes one row by a prepared statement kept per (op, table, columns). Table and column names are checked against the
 * schema once, when their statement is made: SQL is never built from a name the database does not have.
 * Throws ROW_REFUSED, STALE, or SQLite's own error.
 */
export function createWriteRows(db: Db): WriteRow {
  const schema = readSchema(db);
  const statements = new Map<string, Statement>();

  function checked(table: string, columns: readonly string[]): void {
    const known = schema.get(table);
    if (!known) throw new RecadoError('ROW_REFUSED', { what: `table ${table}` });
    if (columns.length === 0) throw new RecadoError('ROW_REFUSED', { what: `a row of ${table} without columns` });
    const unknown = columns.find((column) => !known.has(column));
    if (unknown !== undefined) throw new RecadoError('ROW_REFUSED', { what: `column ${table}.${unknown}` });
  }

  function statement(key: string, table: string, columns: readonly string[], sql: () => string): Statement {
    const kept = statements.get(key);
    if (kept) return kept;
    checked(table, columns);
    const made = db.prepare(sql());
    statements.set(key, made);
    return made;
  }

  function insert(row: Extract<RowWrite, { op: 'insert' | 'insert-new' }>): void {
    const columns = Object.keys(row.values);
    const end = row.op === 'insert-new' ? ' on conflict do nothing' : '';
    statement(
      `${row.op} ${row.table} ${columns.join()}`,
      row.table,
      columns,
      () => insertSql(row.table, columns) + end,
    ).run(valuesOf(row.values));
  }

  function upsert({ table, key, values }: Extract<RowWrite, { op: 'upsert' }>): void {
    const columns = Object.keys(values);
    statement(`upsert ${table} ${key.join()} ${columns.join()}`, table, [...columns, ...key], () => {
      const set = columns.filter((c) => !key.includes(c)).map((c) => `${quote(c)} = excluded.${quote(c)}`);
      for (const [column, value] of Object.entries(RENEWED[table] ?? {})) {
        if (!columns.includes(column)) set.push(`${quote(column)} = ${value === null ? 'null' : Number(value)}`);
      }
      const then = set.length === 0 ? 'nothing' : `update set ${set.join(', ')}`;
      return `${insertSql(table, columns)} on conflict (${key.map(quote).join(', ')}) do ${then}`;
    }).run(valuesOf(values));
  }

  function update({ table, key, set, expect = {} }: Extract<RowWrite, { op: 'update' }>): void {
    const by = Object.keys(key);
    const to = Object.keys(set);
    const expected = Object.keys(expect);
    if (by.length === 0) throw new RecadoError('ROW_REFUSED', { what: `an update of ${table} without a key` });
    const wrote = statement(
      `update ${table} ${to.join()} ${by.join()} ${expected.join()}`,
      table,
      [...to, ...by, ...expected],
      () =>
        `update ${quote(table)} set ${to.map((c) => `${quote(c)} = ?`).join(', ')} where ${[where(by, '='), ...(expected.length > 0 ? [where(expected, 'is')] : [])].join(' and ')}`,
    ).run([...valuesOf(set), ...valuesOf(key), ...valuesOf(expect)]);
    if (expected.length > 0 && wrote.changes === 0) throw new RecadoError('STALE', { table });
  }

  function remove({ table, key }: Extract<RowWrite, { op: 'delete' }>): void {
    const by = Object.keys(key);
    statement(
      `delete ${table} ${by.join()}`,
      table,
      by,
      () => `delete from ${quote(table)} where ${where(by, '=')}`,
    ).run(valuesOf(key));
  }

  return (row) => {
    switch (row.op) {
      case 'insert':
      case 'insert-new':
        return insert(row);
      case 'upsert':
        return upsert(row);
      case 'update':
        return update(row);
      case 'delete':
        return remove(row);
    }
  };
}

const quote = (name: string) => `"${name}"`;
/** A key is compared by `=`; what is expected by `is`, so that null is a value like any other. */
const where = (columns: readonly string[], by: '=' | 'is') => columns.map((c) => `${quote(c)} ${by} ?`).join(' and ');
const valuesOf = (row: SqlRow): Scalar[] => Object.values(row);

function insertSql(table: string, columns: readonly string[]): string {
  return `insert into ${quote(table)} (${columns.map(quote).join(', ')}) values (${columns.map(() => '?').join(', ')})`;
}

/** Tables and their columns as the database has them. */
function readSchema(db: Db): ReadonlyMap<string, ReadonlySet<string>> {
  const rows = db
    .prepare(
      `select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c
       where m.type = 'table' and m.name not like 'sqlite_%' and m.name <> 'migration'`,
    )
    .raw()
    .all() as [string, string][];
  const schema = new Map<string, Set<string>>();
  for (const [table, column] of rows) schema.set(table, (schema.get(table) ?? new Set()).add(column));
  return schema;
}
