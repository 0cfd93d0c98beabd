import { z } from 'zod';
import { DAY, MINUTE, type Millis } from '../../base/clock.ts';
import { addDays, isoWeekday, localDate, localMoment } from '../../domain/time.ts';
import type { Operation } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { sightOf } from '../sight.ts';
import { digest } from './digest.ts';
import { look } from './look.ts';

const MORNING = '08:00';

/** The next Monday, 08:00 by the programme's clock, after a moment. */
export function nextMonday(after: Millis, zone: string): Millis {
  const today = localDate(after, zone);
  const day = addDays(today, (8 - isoWeekday(today)) % 7);
  const at = localMoment(day, MORNING, zone);
  return at > after ? at : localMoment(addDays(day, 7), MORNING, zone);
}

/** A digest that is later than this (we were away) is not read as Monday's any more. */
const LATE: Millis = DAY;

const input = z.strictObject({
  programme: z.string().min(1),
  /** Everybody has been looked at. */
  looked: z.boolean().default(false),
  due: z.number().int().optional(),
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/** Monday 08:00: everybody is looked at, and each facilitator of the programme gets her week. It sets the next Monday itself. */
export const monday: Operation<Input, null> = {
  name: 'follow-up.monday',
  input: input as z.ZodType<Input>,
  reads: {
    packs: () => packFactsQuery(),
    staff: ({ programme, workspace }) => ({
      sql: {
        sqlite: `select s.person_id, p.lane_id, s.role, s.programme,
            (select json_group_array(of_id) from staff_scope where person_id = s.person_id) as within
          from staff s join person p on p.id = s.person_id
          where s.workspace = @workspace and s.until is null and s.role = 'facilitator' and s.programme in ('', @programme)
            and exists (select 1 from person_address pa join address a on a.id = pa.address_id
              where pa.person_id = p.id and a.opted_out_at is null and pa.silent_since is null and a.dead_at is null)
          order by s.since, s.person_id`,
      },
      params: { programme, workspace },
    }),
  },
  decide({ packs, staff = [] }, { programme, looked, due, workspace, job }, { now, newId }) {
    const pack = packFactsIn(packs).find((one) => one.programme === programme);
    if (!pack) return { rows: jobDone(job, [], now), output: null };
    const { timezone } = pack;
    const row = (asked: Omit<Parameters<typeof jobRow>[0], 'workspace'>) =>
      jobRow({ ...asked, workspace }, { now, newId });
    if (!looked) {
      // Of this Monday; the job of the next is set first, so that nothing that goes wrong today ends them all.
      const then = { operation: monday.name, input: { programme, looked: true, due: now } };
      return {
        rows: [
          row({ operation: monday.name, input: { programme }, at: nextMonday(now + MINUTE, timezone) }),
          ...(staff.length > 0 && isoWeekday(localDate(now, timezone)) === 1
            ? [row({ operation: look.name, input: { next: then }, at: now })]
            : []),
          ...jobDone(job, [], now),
        ],
        output: null,
      };
    }
    if (now - (due ?? now) > LATE) return { rows: jobDone(job, [], now), output: null };
    const people = [...new Set(staff.map((one) => String(one['person_id'])))];
    return {
      rows: [
        ...people.map((person) => {
          const roles = staff.filter((one) => one['person_id'] === person);
          const sight = { ...sightOf(workspace, roles)!, programmes: [programme] };
          const lane = String(roles[0]!['lane_id']);
          return row({
            lane,
            person,
            operation: digest.name,
            input: { programme, timezone, sight: sight as never },
            at: now,
          });
        }),
        ...jobDone(job, [], now),
      ],
      output: null,
    };
  },
};
