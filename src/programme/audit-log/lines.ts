import { z } from 'zod';
import type { Operation, Query, SqlRow } from '../../store/port.ts';

interface Asked {
  readonly about?: string | undefined;
  readonly by?: string | undefined;
  readonly action?: string | undefined;
}

export function linesQuery(workspace: string, { about, by, action }: Asked): Query {
  const where = ['workspace = @workspace'];
  if (about !== undefined) where.push('about = @about');
  if (by !== undefined) where.push('by_id = @by');
  if (action !== undefined) where.push('action = @action');
  return {
    sql: { sqlite: `select seq, at, by_kind, by_id, action, about, detail from audit where ${where.join(' and ')}` },
    params: {
      workspace,
      ...(about === undefined ? {} : { about }),
      ...(by === undefined ? {} : { by }),
      ...(action === undefined ? {} : { action }),
    },
  };
}

const input = z.strictObject({
  about: z.string().optional(),
  by: z.string().optional(),
  limit: z.number().int().min(1).max(10_000),
  workspace: z.string().default('main'),
});

/** The newest lines, for a shell. */
export const auditLines: Operation<z.output<typeof input>, readonly SqlRow[]> = {
  name: 'audit.lines',
  input: input as z.ZodType<z.output<typeof input>>,
  reads: {
    lines: ({ workspace, limit, ...asked }) => {
      const { sql, params } = linesQuery(workspace, asked);
      return { sql: { sqlite: `${sql.sqlite} order by seq desc limit @limit + 0` }, params: { ...params, limit } };
    },
  },
  decide: ({ lines }) => ({ rows: [], output: lines ?? [] }),
};
