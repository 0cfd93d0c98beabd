import { parentPort, workerData } from 'node:worker_threads';
import { RecadoError } from '../../base/errors.ts';
import type { SqlRow } from '../port.ts';
import { connectReader } from '../sqlite/connect.ts';
import type { Statement } from '../sqlite/faults.ts';
import { type Reply, toWire } from '../worker/wire.ts';

/** Compiled queries differ only in their parameters, so few texts are ever seen; the bound is for those that do not. */
const STATEMENTS_KEPT = 200;

const db = connectReader((workerData as { path: string }).path);
const statements = new Map<string, Statement>();

function prepared(sql: string): Statement {
  let statement = statements.get(sql);
  if (!statement) {
    if (statements.size >= STATEMENTS_KEPT) statements.clear();
    statement = db.prepare(sql);
    statements.set(sql, statement);
  }
  return statement;
}

parentPort?.on('message', ({ id, sql, params }: { id: number; sql: string; params: SqlRow }) => {
  let reply: Reply;
  try {
    reply = { id, ok: true, value: prepared(sql).all(params) };
  } catch (error) {
    // SQLite's message speaks of our SQL, not of what is in the rows.
    const why = error instanceof Error ? error.message : 'unknown';
    reply = { id, ok: false, error: toWire(new RecadoError('READ_FAILED', { why }, { cause: error })) };
  }
  parentPort?.postMessage(reply);
});
