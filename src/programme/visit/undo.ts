import { z } from 'zod';
import type { Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import { firstName } from '../on-duty.ts';
import { packFactsQuery } from '../pack-facts.ts';
import { localDateTime } from './day.ts';
import type { VisitKind } from './kinds.ts';
import { tell } from './told.ts';
import { MAY_BE_TOLD } from './whom.ts';

const input = z.strictObject({
  visit: z.string().min(1),
  /** When it was planned before, as epoch milliseconds: it is planned for then again. Null: there was none. */
  back: z.number().int().nullable(),
  job: jobSchema,
});
type Input = z.output<typeof input>;

/** Takes a visit back, planned or done (programme/undo): what was agreed at it goes with it, and who was told of it is told. */
export const undo: Operation<Input, null> = {
  name: 'visit.undo',
  input: input as z.ZodType<Input>,
  reads: {
    visit: ({ visit }) => ({ sql: { sqlite: 'select * from visit where id = @visit' }, params: { visit } }),
    people: ({ visit }) => ({
      sql: {
        sqlite: `select p.id, p.name, p.lane_id, ${MAY_BE_TOLD} from visit_person v join visit w on w.id = v.visit_id
            join person p on p.id = v.person_id
            left join enrolment e on e.person_id = p.id and e.programme = w.programme
          where v.visit_id = @visit and p.blocked_at is null and p.erased_at is null order by p.name, p.id`,
      },
      params: { visit },
    }),
    agreed: ({ visit }) => ({
      sql: { sqlite: 'select id from commitment where visit_id = @visit and undone_at is null' },
      params: { visit },
    }),
    me: ({ job }) => ({ sql: { sqlite: 'select name from person where id = @id' }, params: { id: job.person } }),
    packs: () => packFactsQuery(),
  },
  decide({ visit = [], people = [], agreed = [], me = [], packs = [] }, { back, job }, { now }) {
    const { workspace } = job;
    const found = visit[0]!;
    const id = String(found['id']);
    const programme = String(found['programme']);
    const wasPlanned = found['state'] === 'planned';
    const visited = people.map((row) => ({
      id: String(row['id']),
      name: firstName(row['name']),
      lane: String(row['lane_id']),
      programme,
      applicant: false,
      enterprise: null,
      unsafe: row['unsafe'] === 1,
      shared: row['shared'] === 1,
      reached: row['reached'] === 1,
      resting: row['resting'] === 1,
    }));
    const at = back ?? Number(found['planned_at'] ?? now);
    const told =
      wasPlanned && found['told_at'] !== null
        ? tell(
            visited,
            {
              what: back === null ? 'cancelled' : 'moved',
              kind: found['kind'] as VisitKind,
              at,
              by: firstName(me[0]?.['name']),
              private: found['private'] === 1,
            },
            { workspace, now },
          )
        : { rows: [], lines: [] };
    // What was planned before is planned again; a visit that was only written down is as if it had never been.
    const set: SqlRow =
      back === null
        ? { undone_at: now }
        : wasPlanned
          ? { planned_at: back }
          : { state: 'planned', planned_at: back, happened_at: null, minutes: null, notes: '{}' };
    const names = visited.map(({ name }) => name).join(', ');
    const line =
      back === null
        ? { key: 'visit.undone', vars: { who: names } }
        : { key: 'visit.undone-planned', vars: { who: names, ...localDateTime(back, programme, packs) } };
    return {
      rows: [
        { op: 'update', table: 'visit', key: { id }, set },
        ...agreed.map(
          (row): RowWrite => ({ op: 'update', table: 'commitment', key: { id: row['id']! }, set: { undone_at: now } }),
        ),
        ...told.rows,
        audited({ kind: 'staff', id: job.person ?? '' }, 'visit.undo', id, {}, { now, workspace }),
        ...jobDone(job, [line, ...told.lines], now),
      ],
      output: null,
    };
  },
};
