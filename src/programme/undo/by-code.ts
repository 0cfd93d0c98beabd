import { z } from 'zod';
import type { Json } from '../../base/json.ts';
import type { Operation } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { UNDO_WITHIN } from '../undoable.ts';

const input = z.strictObject({ code: z.number().int(), job: jobSchema });
type Input = z.output<typeof input>;

/** `DESHACER 4821`: what she did under that code is taken back by the operation that was named when she did it, which answers her. */
export const undoByCode: Operation<Input, null> = {
  name: 'undo.code',
  input,
  reads: {
    found: ({ code, job }) => ({
      sql: {
        sqlite: `select id, operation, input, made_at, used_at from undoable
          where workspace = @workspace and by_id = @me and code = @code order by made_at desc limit 1`,
      },
      params: { workspace: job.workspace, me: job.person, code },
    }),
  },
  decide({ found = [] }, { code, job }, at) {
    const [made] = found;
    const { now } = at;
    const say = (key: string) => ({ rows: jobDone(job, [{ key, vars: { code } }], now), output: null });
    if (!made) return say('undo.unknown');
    if (made['used_at'] !== null) return say('undo.done');
    if (now - Number(made['made_at']) > UNDO_WITHIN) return say('undo.late');
    return {
      rows: [
        {
          op: 'update',
          table: 'undoable',
          key: { id: made['id']! },
          set: { used_at: now },
          expect: { used_at: null },
        },
        jobRow(
          {
            ...(job.lane === null ? {} : { lane: job.lane }),
            ...(job.person === null ? {} : { person: job.person }),
            operation: String(made['operation']),
            input: JSON.parse(String(made['input'])) as Record<string, Json>,
            at: now,
            workspace: job.workspace,
          },
          at,
        ),
        ...jobDone(job, [], now),
      ],
      output: null,
    };
  },
};
