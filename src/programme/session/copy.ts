import { z } from 'zod';
import type { Operation, RowWrite } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone } from '../job.ts';
import { sessionJobs } from '../planned-session.ts';
import { refused } from '../refusal.ts';
import { add, placeIn } from './add.ts';
import { namedFields } from './named.ts';

const { by, workspace, job } = namedFields;
const input = z.strictObject({
  cohort: z.string().trim().min(1).max(80),
  programme: z.string().optional(),
  group: z.string().trim().min(1).max(80),
  by,
  workspace,
  job,
});
type Input = z.output<typeof input>;

/**
 * A group goes its own way: it gets its own copy of each session of its cohort that is still to come, at the same hours, to be
 * moved by itself; those of the cohort expect the others only. Nobody is told, since nothing has changed for her yet.
 * What it has its own copy of already stays. Throws COHORT_UNKNOWN, GROUP_UNKNOWN.
 */
export const copy: Operation<Input, { readonly copied: readonly string[] }> = {
  name: 'session.copy',
  input: input as z.ZodType<Input>,
  reads: {
    sight: (given) => add.reads['sight']!({ ...given } as never, 0),
    cohorts: (given) => add.reads['cohorts']!({ ...given } as never, 0),
    sessions: ({ workspace }, now) => ({
      sql: {
        sqlite: `select * from session s where s.workspace = @workspace and s.kind = 'session' and s.cancelled_at is null
          and (s.starts_at > @now or s.group_id is not null) order by s.starts_at, s.id`,
      },
      params: { workspace, now },
    }),
  },
  decide(loaded, asked, at) {
    const { now, newId } = at;
    const { workspace, job, by } = asked;
    const place = placeIn(loaded, asked);
    if ('line' in place) return refused(place, job, { copied: [] }, now);
    const { cohort, group } = place;
    const mine = (loaded['sessions'] ?? []).filter((row) => row['cohort_id'] === cohort['id']);
    const has = new Set(mine.filter((row) => row['group_id'] === group).map((row) => row['plan_id']));
    const copied = mine.filter((row) => row['group_id'] === null && !has.has(row['plan_id']!));
    const rows = copied.flatMap((row): RowWrite[] => {
      const id = newId();
      const hours = { id, starts: Number(row['starts_at']), ends: Number(row['ends_at']), workspace };
      return [
        { op: 'insert', table: 'session', values: { ...row, id, group_id: group, word: null, word_at: null } },
        { op: 'update', table: 'session', key: { id: row['id']! }, set: { has_copies: 1 } },
        ...sessionJobs(hours, row['reflection'] === 1, at),
      ];
    });
    const plans = copied.map((row) => String(row['plan_id']));
    return {
      rows: [
        ...rows,
        audited(by, 'session.copy', group, { sessions: plans.length }, { now, workspace }),
        ...jobDone(job, [], now),
      ],
      output: { copied: plans },
    };
  },
};
