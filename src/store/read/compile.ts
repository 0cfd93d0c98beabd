import { type Compilable, DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Query, Scalar, Store } from '../port.ts';
import type { TABLES } from './tables.ts';

type Typed<C> = C extends 'text'
  ? string
  : C extends 'text?'
    ? string | null
    : C extends `${string}?`
      ? number | null
      : number;

/** Row types of all tables. */
export type Database = {
  readonly [T in keyof typeof TABLES]: { readonly [C in keyof (typeof TABLES)[T]]: Typed<(typeof TABLES)[T][C]> };
};

/** Parameters by name, so that one statement text and one object of values cross to the reading thread. */
class NamedParameters extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return `@p${this.numParameters}`;
  }
}

/** Builds typed queries; it has no connection and cannot run them. `await readAll(store, reads.selectFrom('person')…)`. */
export const reads: Kysely<Database> = new Kysely<Database>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new NamedParameters(),
  },
});

/** The query as SQL and parameters, ready for `Store.read`. Values must be text, numbers or null. */
export function compileRead(query: Compilable<unknown>): Query {
  const { sql, parameters } = query.compile();
  const params = Object.fromEntries(parameters.map((value, i) => [`p${i + 1}`, value as Scalar]));
  return { sql: { sqlite: sql }, params };
}

/** Runs a query built with `reads`, off the hot thread. Rejects with READ_TIMEOUT or READ_FAILED. */
export function readAll<R>(store: Pick<Store, 'read'>, query: Compilable<R>): Promise<R[]> {
  return store.read<R>(compileRead(query));
}
