import type { Json } from '../../base/json.ts';
import { ATTENDED_SQL } from '../../domain/attendance.ts';
import type { SqlRow } from '../../store/port.ts';
import { ofProgramme } from '../at-hand.ts';
import type { PublishedFact } from '../manifest.ts';

/** What her records prove, as numbers: kept with a certificate, and said where something is still missing. */
export interface Evidence {
  /** Sessions at which she was expected, that ended and of which anything was recorded; excused ones count on neither side. */
  readonly sessions: { readonly n: number; readonly of: number };
  /** Accepted, of those she was given; excused ones count on neither side. */
  readonly homework: { readonly n: number; readonly of: number };
  /** Finished, of those that the pack has now; `share` is null where it has none. */
  readonly lessons: { readonly n: number; readonly of: number; readonly share: number | null };
  /** Of training and support, her own. */
  readonly minutes: number;
}

export const RECORDS = 'records';

/** One parameter, @person: a line for each session, homework, lesson and hour of hers. */
const RECORDS_SQL = `select 'session' as what, x.ends_at as at, coalesce(a.status in ${ATTENDED_SQL}, 0) as n, c.programme
    from expected x join cohort c on c.id = x.cohort_id
      left join attendance a on a.session_id = x.session_id and a.person_id = x.person_id
    where x.person_id = @person and coalesce(a.status, '') <> 'excused'
      and exists (select 1 from attendance o where o.session_id = x.session_id)
  union all
  select 'homework', assigned_at, state = 'accepted', programme from homework where person_id = @person and state <> 'excused'
  union all
  select 'lesson', 0, exists (select 1 from flow_progress f
      where f.person_id = @person and f.flow = l.value and f.finished_at is not null), e.programme
    from enrolment e join setting s on s.name = 'pack.' || e.programme, json_each(s.value, '$.lessons') l
    where e.person_id = @person
  union all
  select 'minutes', ends_at, minutes, programme from hours where person_id = @person`;

/** Of her programme: `records.sessions.n|of`, `records.homework.n|of`, `records.lessons.n|of|share`, `records.minutes`. */
export const records: PublishedFact = {
  source: { name: RECORDS, query: { sqlite: RECORDS_SQL } },
  type: 'map',
  value: (rows, { now, programme }) => evidenceOf(ofProgramme(rows, programme), now) as unknown as Json,
};

function evidenceOf(rows: readonly SqlRow[], now: number): Evidence {
  const past = rows.filter((row) => Number(row['at']) <= now);
  const share = (what: string) => {
    const mine = past.filter((row) => row['what'] === what);
    return { n: mine.filter((row) => row['n'] === 1).length, of: mine.length };
  };
  const minutes = past.reduce((sum, row) => sum + (row['what'] === 'minutes' ? Number(row['n']) : 0), 0);
  const lessons = share('lesson');
  return {
    sessions: share('session'),
    homework: share('homework'),
    lessons: { ...lessons, share: lessons.of === 0 ? null : lessons.n / lessons.of },
    minutes,
  };
}

/** The fact `records` of her facts; nothing proved where it was not loaded. */
export function evidenceIn(facts: Readonly<Record<string, Json>>): Evidence {
  const none = { n: 0, of: 0 };
  const nothing: Evidence = { sessions: none, homework: none, lessons: { ...none, share: null }, minutes: 0 };
  return (facts[RECORDS] as unknown as Evidence | undefined) ?? nothing;
}
