import type { Millis } from '../../base/clock.ts';
import { RecadoError } from '../../base/errors.ts';
import { idsFrom } from '../../base/ids.ts';
import type { AnyOperation, Query, SqlRow } from '../port.ts';
import { type Db, isMachineFault, reasonCode, type Statement, unavailable } from './faults.ts';
import type { WriteRow } from './write-rows.ts';

/** Loads, decides and writes. The caller holds the transaction. Throws RecadoError and nothing else. */
export type RunOperation = (
  name: string,
  input: unknown,
  at: { readonly now: Millis; readonly seed: string },
) => unknown;

export function createOperate(db: Db, write: WriteRow, operations: readonly AnyOperation[]): RunOperation {
  const byName = new Map<string, AnyOperation>();
  for (const operation of operations) {
    if (byName.has(operation.name)) throw new Error(`Two operations are named ${operation.name}`);
    byName.set(operation.name, operation);
  }
  const prepared = new Map<string, Statement>();

  function statement(sql: string): Statement {
    const kept = prepared.get(sql);
    if (kept) return kept;
    const made = db.prepare(sql);
    prepared.set(sql, made);
    return made;
  }

  function load(query: Query): SqlRow[] {
    return statement(query.sql.sqlite).all(query.params) as SqlRow[];
  }

  return (name, input, { now, seed }) => {
    const operation = byName.get(name);
    if (!operation) throw new RecadoError('OPERATION_UNKNOWN', { name });
    const parsed = operation.input.safeParse(input);
    if (!parsed.success) {
      const problems = parsed.error.issues.map((i) => `${i.path.join('.') || 'input'}: ${i.message}`).join('; ');
      throw new RecadoError('OPERATION_INPUT', { name, problems });
    }
    try {
      const loaded: Record<string, SqlRow[]> = {};
      for (const [key, query] of Object.entries(operation.reads)) loaded[key] = load(query(parsed.data, now));
      const decision = operation.decide(loaded, parsed.data, {
        now,
        newId: idsFrom(now, `${seed}.${operation.drawsAs ?? name}`),
      });
      for (const row of decision.rows) write(row);
      for (const query of decision.statements ?? []) statement(query.sql.sqlite).run(query.params);
      return decision.output;
    } catch (error) {
      if (error instanceof RecadoError) throw error;
      if (isMachineFault(error)) throw unavailable(error);
      throw new RecadoError('OPERATION_FAILED', { name, why: reasonCode(error) }, { cause: error });
    }
  };
}
