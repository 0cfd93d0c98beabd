import { RecadoError } from '../../base/errors.ts';
import { connectReader } from '../sqlite/connect.ts';
import type { Reader } from './reader.ts';

/** The same queries in this thread, on a connection that cannot write: for virtual time, where nobody else waits. */
export function createReaderHere(path: string): Reader {
  let db: ReturnType<typeof connectReader> | undefined;
  return {
    async read<R>({ sql, params }: Parameters<Reader['read']>[0]): Promise<R[]> {
      try {
        db ??= connectReader(path);
        return db.prepare(sql.sqlite).all(params) as R[];
      } catch (error) {
        const why = error instanceof Error ? error.message : 'unknown';
        throw new RecadoError('READ_FAILED', { why }, { cause: error });
      }
    },
    async close() {
      db?.close();
      db = undefined;
    },
  };
}
