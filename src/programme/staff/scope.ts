import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation } from '../../store/port.ts';

const input = z.strictObject({
  person: z.string().min(1),
  /** Ids of cohorts and units; none: her whole programme. */
  within: z.array(z.string().min(1)).max(200),
  workspace: z.string().default('main'),
});

/** Says anew which groups someone on duty works with. Throws STAFF_UNKNOWN, UNIT_UNKNOWN. */
export const staffScope: Operation<z.output<typeof input>, { readonly id: string; readonly within: number }> = {
  name: 'staff.scope',
  input: input as z.ZodType<z.output<typeof input>>,
  reads: {
    duty: ({ person, workspace }) => ({
      sql: { sqlite: 'select role from staff where person_id = @person and workspace = @workspace and until is null' },
      params: { person, workspace },
    }),
    places: ({ within, workspace }) => ({
      sql: {
        sqlite: `select id from cohort where workspace = @workspace and id in (select value from json_each(@within))
          union all select id from unit where workspace = @workspace and id in (select value from json_each(@within))`,
      },
      params: { within: JSON.stringify(within), workspace },
    }),
  },
  decide({ duty, places }, { person, within, workspace }, { now }) {
    if (!duty?.length) throw new RecadoError('STAFF_UNKNOWN', { name: person });
    const known = new Set((places ?? []).map((row) => row['id']));
    const unknown = within.find((id) => !known.has(id));
    if (unknown !== undefined) throw new RecadoError('UNIT_UNKNOWN', { name: unknown });
    return {
      rows: [
        { op: 'delete', table: 'staff_scope', key: { person_id: person } },
        ...[...known].map((id) => ({
          op: 'insert' as const,
          table: 'staff_scope',
          values: { person_id: person, of_id: id!, workspace, since: now },
        })),
      ],
      output: { id: person, within: known.size },
    };
  },
};
