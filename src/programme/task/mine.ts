import { z } from 'zod';
import { localDate } from '../../domain/time.ts';
import type { Operation, SqlRow } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { numbered } from '../numbered.ts';
import { firstName } from '../on-duty.ts';

/** More than this nobody does in a day. */
const SHOWN = 8;

const input = z.strictObject({ timezone: z.string().min(1), job: jobSchema });
type Input = z.output<typeof input>;

/**
 * What waits for somebody of the team, first what is due first: her own, and for whoever has a whole programme what is
 * nobody's. Its numbers are hers for the day (HECHO 3).
 */
export const tasksMine: Operation<Input, null> = {
  name: 'task.mine',
  input: input as z.ZodType<Input>,
  reads: {
    tasks: ({ job }) => ({
      sql: {
        sqlite: `select t.id, p.name, t.why, t.about, t.due_on, count(*) over () as of from task t join person p on p.id = t.person_id
          where t.workspace = @workspace and t.state = 'open' and p.blocked_at is null and p.erased_at is null
            and (t.owner_id = @me or t.owner_id is null
              and not exists (select 1 from staff_scope o where o.person_id = @me)
              and exists (select 1 from staff s where s.person_id = @me and s.until is null
                and s.role in ('admin', 'coordinator', 'deputy')
                and (s.programme = '' or s.programme in (select programme from enrolment where person_id = t.person_id))))
          order by t.due_on is null, t.due_on, t.opened_at, t.id limit ${SHOWN}`,
      },
      params: { workspace: job.workspace, me: job.person ?? '' },
    }),
  },
  decide({ tasks = [] }, { timezone, job }, { now }) {
    const today = localDate(now, timezone);
    const all = Number(tasks[0]?.['of'] ?? 0);
    const lines: StaffLine[] =
      tasks.length === 0
        ? [{ key: 'task.none', vars: {} }]
        : [
            ...tasks.map((row, i) => lineOf(row, i + 1, today)),
            ...(all > tasks.length ? [{ key: 'task.more', vars: { n: all - tasks.length } }] : []),
            { key: 'task.how', vars: {} },
          ];
    const { workspace } = job;
    return {
      rows: jobDone(job, lines, now),
      statements: numbered(
        { staff: job.person ?? '', list: 'tasks', workspace, now },
        tasks.map((row) => ({ about: String(row['id']), programme: '' })),
      ),
      output: null,
    };
  },
};

function lineOf(row: SqlRow, n: number, today: string): StaffLine {
  const due = row['due_on'] as string | null;
  const late = due !== null && due < today;
  return {
    key: due === null ? 'task.line' : late ? 'task.line-late' : 'task.line-due',
    vars: { n, who: firstName(row['name']) || '-', ...(due === null ? {} : { due }) },
    lists: { why: [{ key: `why.${row['why']}`, vars: { about: String(row['about']) } }] },
  };
}
