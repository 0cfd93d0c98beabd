import { z } from 'zod';
import type { Operation, Query } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { firstName } from '../on-duty.ts';
import { UNDONE } from '../undone.ts';

const input = z.strictObject({ list: z.string().min(1), job: jobSchema });
type Input = z.output<typeof input>;

const WAITING = `select i.person_id from inscription_person i join inscription n on n.id = i.inscription_id
  join enrolment e on e.person_id = i.person_id and e.programme = n.programme
  where i.inscription_id = @id and e.state = 'invited'`;

/** Takes a list back (programme/undo); whoever has answered meanwhile stays. */
export const enrolUndo: Operation<Input, null> = {
  name: 'enrol.undo',
  input,
  reads: {
    list: ({ list }) => ({
      sql: { sqlite: 'select id, programme from inscription where id = @list' },
      params: { list },
    }),
    people: ({ list }) => ({
      sql: {
        sqlite: `select p.name, e.state from inscription_person i join person p on p.id = i.person_id
          join inscription n on n.id = i.inscription_id
          join enrolment e on e.person_id = i.person_id and e.programme = n.programme where i.inscription_id = @list`,
      },
      params: { list },
    }),
  },
  decide({ list = [], people = [] }, { job }, { now }) {
    const found = list[0]!;
    const waiting = people.filter((one) => one['state'] === 'invited');
    const stay = people.filter((one) => one['state'] !== 'invited').map((one) => firstName(one['name']));
    const lines: StaffLine[] = [
      { key: 'inscribe.undone', vars: { n: waiting.length } },
      ...(stay.length > 0 ? [{ key: 'inscribe.undone-stay', vars: { names: stay.join(', ') } }] : []),
    ];
    const id = String(found['id']);
    const programme = String(found['programme']);
    const by = { kind: 'staff', id: job.person ?? '' } as const;
    return {
      rows: [
        { op: 'update', table: 'inscription', key: { id }, set: { undone_at: now } },
        audited(by, 'enrol.undo', id, { people: waiting.length }, { now, workspace: job.workspace }),
        ...jobDone(job, lines, now),
      ],
      statements: takenBack(id, programme, job.workspace, now),
      output: null,
    };
  },
};

/** The enrolment last, since the others look at it. */
function takenBack(id: string, programme: string, workspace: string, now: number): readonly Query[] {
  return [
    {
      sql: {
        sqlite: `insert into event (workspace, lane_id, person_id, name, payload, at)
          select @workspace, lane_id, id, 'programme.uninvite', @payload, @now from person where id in (${WAITING})`,
      },
      params: { workspace, payload: JSON.stringify({ programme }), now, id },
    },
    {
      sql: {
        sqlite: `update outbox set state = 'dropped', why = 'cancelled', ended_at = @now
          where state = 'pending' and cause is null and person_id in (${WAITING})`,
      },
      params: { now, id },
    },
    {
      sql: {
        sqlite: `update roster set until = @now where until is null and person_id in (${WAITING})
          and cohort_id in (select id from cohort where programme = @programme)`,
      },
      params: { now, id, programme },
    },
    {
      sql: {
        sqlite: `update enrolment set state = 'dropped', reason = '${UNDONE}', since = @now
          where programme = @programme and person_id in (${WAITING})`,
      },
      params: { now, id, programme },
    },
  ];
}
