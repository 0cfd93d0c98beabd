import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation, SqlRow } from '../../store/port.ts';
import { bySchema } from '../audit.ts';
import { mayStartHere } from '../may-start.ts';
import { packFactsIn } from '../pack-facts.ts';
import type { Sight } from '../sight.ts';
import { importOf, importQuery, seen } from './row-of.ts';
import { nextSlice } from './run.ts';

const input = z.strictObject({ id: z.string(), by: bySchema, sight: z.custom<Sight>() });

/** Does what was previewed, from now on in slices. Confirmed twice is once. Throws IMPORT_UNKNOWN, IMPORT_STATE, CONTACT_MISSING. */
export const confirm: Operation<z.output<typeof input>, { readonly id: string }> = {
  name: 'import.confirm',
  input: input as z.ZodType<z.output<typeof input>>,
  reads: {
    import: ({ id }) => importQuery(id),
    pack: ({ id }) => ({
      sql: {
        sqlite: "select s.value from import i join setting s on s.name = 'pack.' || i.programme where i.id = @id",
      },
      params: { id },
    }),
  },
  decide({ import: found, pack }, { id, by, sight }, { now, newId }) {
    const one = seen(importOf(found?.[0], id), sight, by);
    if (one.state === 'running' || one.state === 'done') return { rows: [], output: { id } };
    if (one.state !== 'previewed') throw new RecadoError('IMPORT_STATE', { id, state: one.state });
    // The pack may have been edited since the preview.
    mayStartHere(one.programme, packFactsIn(pack)[0]);
    const nothing = one.slices === 0;
    const set: SqlRow = nothing
      ? { state: 'done', confirmed_at: now, ended_at: now }
      : { state: 'running', confirmed_at: now };
    return {
      rows: [{ op: 'update', table: 'import', key: { id }, set, expect: { state: 'previewed' } }],
      statements: nothing ? [] : [nextSlice(id, 1, newId(), now, now)],
      output: { id },
    };
  },
};
