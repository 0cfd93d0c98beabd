import { z } from 'zod';
import type { Operation, Query, SqlRow } from '../../store/port.ts';
import { enrolmentInSight } from '../in-sight.ts';
import { jobDone, jobSchema } from '../job.ts';
import { firstName } from '../on-duty.ts';
import { type Sight, shellSight, sightOf, sightQuery } from '../sight.ts';
import { line } from './lines.ts';

/** Where her own word and the roll disagree and nobody has settled it, the newest session first. */
export function conflictsQuery(sight: Sight, programme?: string): Query {
  const seen = enrolmentInSight(sight);
  return {
    sql: {
      sqlite: `select s.starts_at, s.id as session_id, s.plan_id, s.title, n.name as cohort, n.programme, n.timezone,
          a.person_id, p.name, a.status as roll, f.status as self, f.happened_at as said_at,
          printf('%s-%s', a.session_id, a.person_id) as id
        from attendance a join session s on s.id = a.session_id join cohort n on n.id = s.cohort_id
          join person p on p.id = a.person_id
          join enrolment e on e.person_id = a.person_id and e.programme = n.programme left join cohort c on c.id = e.cohort_id
          join attendance_fact f on f.session_id = a.session_id and f.person_id = a.person_id and f.method = 'self'
            and f.undone_at is null
        where a.conflict = 1 and s.cancelled_at is null and p.blocked_at is null and p.erased_at is null and ${seen.sql}
          and (@programme is null or n.programme = @programme)`,
    },
    params: { ...seen.params, programme: programme ?? null },
  };
}

const input = z.strictObject({ job: jobSchema });
type Input = z.output<typeof input>;

/** Lines of one answer. */
const SHOWN = 8;

/** `CONFLICTOS`: what waits for a human, on her phone. */
export const conflictsSaid: Operation<Input, null> = {
  name: 'roll.conflicts',
  input,
  reads: {
    roles: ({ job }) => sightQuery(job.workspace, job.person ?? ''),
    found: ({ job }) => {
      const { sql, params } = conflictsQuery(shellSight(job.workspace));
      return { sql: { sqlite: `select * from (${PLACED(sql.sqlite)}) order by starts_at desc, name` }, params };
    },
  },
  decide(loaded, { job }, { now }) {
    const sight = sightOf(job.workspace, loaded['roles'] ?? []);
    const all = (loaded['found'] ?? []).filter((row) => sight !== undefined && reaches(sight, row));
    const lines = all.slice(0, SHOWN).map((row) =>
      line(`conflict-${row['roll']}`, {
        who: firstName(row['name']) || '-',
        label: `${row['cohort']} ${row['plan_id']}`,
      }),
    );
    const more = all.length - lines.length;
    const [first] = all;
    const answer = first
      ? [
          line('conflicts', { n: all.length }),
          ...lines,
          ...(more > 0 ? [line('conflicts-more', { more })] : []),
          line('conflicts-how', {
            who: firstName(first['name']) || '-',
            label: `${first['cohort']} ${first['plan_id']}`,
          }),
        ]
      : [line('conflicts-none')];
    return { rows: jobDone(job, answer, now), output: null };
  },
};

const PLACED = (sql: string): string =>
  sql.replace(
    'a.person_id, p.name,',
    `a.person_id, e.cohort_id, e.group_id, coalesce(e.site_id, c.site_id) as site_id, coalesce(e.stage_id, c.stage_id) as stage_id,
          coalesce(e.partner_id, c.partner_id) as partner_id, p.name,`,
  );
const PLACES = ['cohort_id', 'group_id', 'site_id', 'stage_id', 'partner_id'];

const reaches = ({ programmes, within }: Sight, row: SqlRow): boolean =>
  (programmes === null || programmes.includes(String(row['programme']))) &&
  (within === null || PLACES.some((place) => within.includes(String(row[place]))));
