import { z } from 'zod';
import type { Operation } from '../../store/port.ts';

const input = z.strictObject({ phone: z.string().regex(/^\+[1-9]\d{6,14}$/), workspace: z.string().default('main') });
type Input = z.output<typeof input>;

/** Whoever runs the shell vouches for a number in doubt: those known on it are they. For the only coordinator there is. */
export const addressConfirm: Operation<Input, { readonly numbers: number }> = {
  name: 'address.confirm',
  input: input as z.ZodType<Input>,
  reads: {
    doubted: ({ phone, workspace }) => ({
      sql: {
        sqlite: 'select id from address where phone = @phone and workspace = @workspace and doubt_at is not null',
      },
      params: { phone, workspace },
    }),
  },
  decide: ({ doubted = [] }) => ({
    rows: doubted.map((row) => ({ op: 'update', table: 'address', key: { id: row['id']! }, set: { doubt_at: null } })),
    output: { numbers: doubted.length },
  }),
};
