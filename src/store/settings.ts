import { z } from 'zod';
import type { Operation } from './port.ts';

const name = z.string().min(1);

/** The value of a named setting of the installation, or null. */
export const getSetting: Operation<{ name: string }, string | null> = {
  name: 'store.settings.get',
  input: z.object({ name }),
  reads: {
    setting: (input) => ({
      sql: { sqlite: 'select value from setting where name = @name' },
      params: { name: input.name },
    }),
  },
  decide: ({ setting }) => ({ rows: [], output: (setting?.[0]?.['value'] as string | undefined) ?? null }),
};

/** Sets a named setting: last seen provider time, a token's health. */
export const setSetting: Operation<{ name: string; value: string }, null> = {
  name: 'store.settings.set',
  input: z.object({ name, value: z.string() }),
  reads: {},
  decide: (_, input, { now }) => ({
    rows: [
      {
        op: 'upsert',
        table: 'setting',
        key: ['name'],
        values: { name: input.name, value: input.value, updated_at: now },
      },
    ],
    output: null,
  }),
};
