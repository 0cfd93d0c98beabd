import type { Query } from '../../store/port.ts';
import { enrolmentInSight } from '../in-sight.ts';
import type { Sight } from '../sight.ts';

/** Wants @now_held: what was opened since is in somebody's hands. */
const COLUMNS = `h.id, h.person_id, p.name as who, h.programme, h.name, h.state, h.submission, h.assigned_at, h.received_at,
  h.handed_in_at, h.due_at, h.reviewed_at, c.name as cohort, coalesce(h.received_at, h.assigned_at) as at,
  (select count(*) from homework_part x where x.homework_id = h.id and x.submission = h.submission) as parts,
  exists (select 1 from homework_part x where x.homework_id = h.id and x.submission = h.submission and x.late = 1) as late,
  (select r.by_id from review r where r.homework_id = h.id and r.submission = h.submission and r.decided_at is null
    and r.undone_at is null and r.opened_at > @now_held order by r.opened_at desc limit 1) as open_by`;

export interface Wanted {
  readonly programme: string;
  readonly state?: string | undefined;
  /** Name of the file. */
  readonly homework?: string | undefined;
  readonly cohort?: string | undefined;
  readonly id?: string | undefined;
}

/** Homework that a sight reaches; sorted by `at`, `id` it is the queue, the oldest first. */
export function homeworkQuery(wanted: Wanted, sight: Sight, held: number): Query {
  const { sql, params } = enrolmentInSight(sight);
  const { programme, state, homework, cohort, id } = wanted;
  const where = [
    sql,
    'h.programme = @programme',
    'p.blocked_at is null and p.erased_at is null',
    ...(state === undefined ? [] : [state === 'missing' ? "h.state in ('assigned', 'redo')" : 'h.state = @state']),
    ...(homework === undefined ? [] : ['h.name = @homework']),
    ...(cohort === undefined ? [] : ['c.name = @cohort']),
    ...(id === undefined ? [] : ['h.id = @id']),
  ];
  return {
    sql: {
      sqlite: `select ${COLUMNS} from homework h join person p on p.id = h.person_id
        join enrolment e on e.person_id = h.person_id and e.programme = h.programme
        left join cohort c on c.id = e.cohort_id where ${where.join(' and ')}`,
    },
    params: {
      ...params,
      programme,
      now_held: held,
      ...(state === undefined || state === 'missing' ? {} : { state }),
      ...(homework === undefined ? {} : { homework }),
      ...(cohort === undefined ? {} : { cohort }),
      ...(id === undefined ? {} : { id }),
    },
  };
}
