import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { wake } from './waiting.ts';

const input = z.strictObject({
  name: z.string().trim().min(1).optional(),
  /** Her id, where it is known; else the name finds her. */
  person: z.string().min(1).optional(),
  workspace: z.string().default('main'),
});
type Input = z.output<typeof input>;

/**
 * Takes someone off duty, in all her roles. What she did stays hers; open cases of hers look for another owner. Throws
 * STAFF_UNKNOWN where nobody, or more than one, on duty has that name.
 */
export const staffEnd: Operation<Input, { readonly roles: number; readonly waiting: number }> = {
  name: 'staff.end',
  input: input as z.ZodType<Input>,
  reads: {
    duty: ({ workspace }) => ({
      sql: {
        sqlite: `select s.person_id, s.role, s.programme, p.name from staff s join person p on p.id = s.person_id
          where s.workspace = @workspace and s.until is null`,
      },
      params: { workspace },
    }),
    // Of everybody: whose they are is known only when the name has been found.
    cases: ({ workspace }) => ({
      sql: {
        sqlite: `select c.id, c.person_id, c.owner_id, p.lane_id from care_case c join person p on p.id = c.person_id
          where c.workspace = @workspace and c.state = 'open' and c.owner_id is not null`,
      },
      params: { workspace },
    }),
  },
  decide(loaded, { name = '', person, workspace }, { now }) {
    const roles = (loaded['duty'] ?? []).filter((row) =>
      person === undefined ? normalise(String(row['name'])) === normalise(name) : row['person_id'] === person,
    );
    const [id, ...others] = new Set(roles.map((row) => row['person_id']!));
    if (id === undefined || others.length > 0) throw new RecadoError('STAFF_UNKNOWN', { name: person ?? name });
    const waiting = wake(
      (loaded['cases'] ?? []).filter((row) => row['owner_id'] === id),
      workspace,
      now,
    );
    return {
      rows: [
        ...roles.map(({ person_id, role, programme }) => ({
          op: 'update' as const,
          table: 'staff',
          key: { person_id: person_id!, role: role!, programme: programme! },
          set: { until: now },
        })),
        ...waiting,
      ],
      output: { roles: roles.length, waiting: waiting.length },
    };
  },
};
