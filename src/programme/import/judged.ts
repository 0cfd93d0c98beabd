import { z } from 'zod';
import type { Operation, SqlRow } from '../../store/port.ts';
import { importOf, importQuery } from './row-of.ts';

const input = z.strictObject({ id: z.string(), failed: z.boolean().optional() });

/** The whole file was looked at; or it turned out to be broken, and nothing of it stays. */
export const judged: Operation<z.output<typeof input>, null> = {
  name: 'import.judged',
  input,
  reads: { import: ({ id }) => importQuery(id) },
  decide({ import: found }, { id, failed }, { now }) {
    importOf(found?.[0], id);
    const set: SqlRow = failed
      ? { state: 'expired', ended_at: now }
      : { state: 'previewed', previewed_at: now, done: 0 };
    return {
      rows: [{ op: 'update', table: 'import', key: { id }, set, expect: { state: 'reading' } }],
      statements: failed
        ? ['import_slice', 'import_problem'].map((table) => ({
            sql: { sqlite: `delete from ${table} where import_id = @id` },
            params: { id },
          }))
        : [],
      output: null,
    };
  },
};
