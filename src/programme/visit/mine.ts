import { z } from 'zod';
import { DAY } from '../../base/clock.ts';
import type { Operation } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { firstName } from '../on-duty.ts';
import { packFactsQuery } from '../pack-facts.ts';
import { localDateTime } from './day.ts';

const input = z.strictObject({ job: jobSchema });
type Input = z.output<typeof input>;

/** Lines of the list: two SMS. */
const SHOWN = 8;

/** `VISITA`: what she has planned herself, the soonest first; what is past and not written down stands there for a week. */
export const mine: Operation<Input, null> = {
  name: 'visit.mine',
  input,
  reads: {
    planned: ({ job }, now) => ({
      sql: {
        sqlite: `select v.programme, v.planned_at, b.name as enterprise,
            (select json_group_array(p.name) from visit_person x join person p on p.id = x.person_id where x.visit_id = v.id) as names
          from visit v left join enterprise b on b.id = v.enterprise_id
          where v.workspace = @workspace and v.by_id = @me and v.state = 'planned' and v.undone_at is null
            and v.planned_at > @since order by v.planned_at, v.id limit ${SHOWN + 1}`,
      },
      params: { workspace: job.workspace, me: job.person, since: now - 7 * DAY },
    }),
    packs: () => packFactsQuery(),
  },
  decide({ planned = [], packs }, { job }, { now }) {
    const shown = planned.slice(0, SHOWN).map((row): StaffLine => {
      const names = (JSON.parse(String(row['names'])) as (string | null)[]).map(firstName);
      const who = names.length > 3 ? `${names.slice(0, 3).join(', ')}...` : names.join(', ');
      const at = Number(row['planned_at']);
      return {
        key: at < now ? 'visit.list-past' : 'visit.list',
        vars: { who, ...localDateTime(at, String(row['programme']), packs) },
      };
    });
    const lines: StaffLine[] =
      shown.length === 0
        ? [
            { key: 'visit.none-planned', vars: {} },
            { key: 'visit.how', vars: { who: 'Ana' } },
          ]
        : [{ key: 'visit.yours', vars: {} }, ...shown];
    return { rows: jobDone(job, lines, now), output: null };
  },
};
