import { ATTENDED_SQL } from '../../domain/attendance.ts';
import { localDate } from '../../domain/time.ts';
import type { Report, ReportAsked, ReportContext, ReportTable } from '../report.ts';
import { counted } from './counted.ts';

type Part = Pick<Report, 'tables' | 'notes'>;

/** More seats than this nobody reads session by session; counting them so takes as long as all the rest. */
const SEATS_MOST = 250_000;
/** A list of more people than this is read by no one: they narrow it to a cohort or a site. */
const PEOPLE_MOST = 2_000;

const NOTHING: Part = { tables: [], notes: [] };
const tooMany = (key: string, most: number): Part => ({ tables: [], notes: [{ key, vars: { most } }] });

/** Each session that counts: who was expected, and what became of it. */
export async function sessionsTable(asked: ReportAsked, at: ReportContext, seats: number): Promise<Part> {
  if (seats === 0) return NOTHING;
  if (seats > SEATS_MOST) return tooMany('attendance-sessions-many', SEATS_MOST);
  const { sql, params } = counted(asked, at);
  const rows = await at.read({
    sql: {
      sqlite: `${sql.sqlite}
        select s.starts_at, s.plan_id, s.title, c.name as cohort, count(*) as expected,
          count(*) filter (where coalesce(a.status, 'absent') <> 'excused') as held,
          count(*) filter (where a.status in ${ATTENDED_SQL}) as attended, count(*) filter (where a.status = 'late') as late,
          count(*) filter (where a.status = 'excused') as excused, count(*) filter (where a.conflict = 1) as conflicts,
          (select min(r.entered_at) from roll r where r.session_id = s.id and r.undone_at is null) as rolled
        from held h cross join expected x on x.session_id = h.id join session s on s.id = h.id join cohort c on c.id = s.cohort_id
          left join attendance a on a.session_id = x.session_id and a.person_id = x.person_id
        where x.person_id in (select person_id from who) group by s.id order by s.starts_at, s.id`,
    },
    params,
  });
  const { timezone } = asked.programme;
  const table: ReportTable = {
    id: 'attendance_sessions',
    apart: true,
    columns: [
      { id: 'day', type: 'day', means: 'its local day' },
      { id: 'session', type: 'text', means: 'what staff type' },
      { id: 'title', type: 'text', means: 'its title' },
      { id: 'cohort', type: 'text', means: 'whose it is' },
      {
        id: 'attended',
        type: 'share',
        means: 'who was there, late and represented too, of those expected and not excused',
      },
      { id: 'late', type: 'share', means: 'of those: late' },
      { id: 'excused', type: 'count', means: 'expected and excused' },
      { id: 'conflicts', type: 'count', means: 'whose word and the roll disagree, not settled' },
      {
        id: 'roll',
        type: 'moment',
        means: 'when its first roll that counts was entered; empty: only people themselves checked in',
      },
    ],
    rows: rows.map((row) => [
      localDate(Number(row['starts_at']), timezone),
      String(row['plan_id']),
      String(row['title']),
      String(row['cohort']),
      { n: Number(row['attended']), of: Number(row['held']) },
      { n: Number(row['late']), of: Number(row['held']) },
      Number(row['excused']),
      Number(row['conflicts']),
      row['rolled'] as number | null,
    ]),
  };
  return { tables: [table], notes: [] };
}

/** Each person for those who work with them, the lowest first: who is below the target stands at the head. */
export async function peopleTable(
  asked: ReportAsked,
  at: ReportContext,
  people: number,
  target: number,
): Promise<Part> {
  if (!at.sight.classes.includes('team') || people === 0) return NOTHING;
  if (people > PEOPLE_MOST) return tooMany('attendance-people-many', PEOPLE_MOST);
  const { sql, params } = counted(asked, at);
  const rows = await at.read({
    sql: {
      sqlite: `${sql.sqlite}
        select who.person_id, t.held, t.attended, t.late, t.represented, t.excused, t.conflicts
        from who join tally t on t.person_id = who.person_id where t.held + t.excused > 0
        order by t.held = 0, 1.0 * t.attended / max(t.held, 1), t.held desc, who.person_id`,
    },
    params,
  });
  const table: ReportTable = {
    id: 'attendance_people',
    apart: true,
    columns: [
      { id: 'person', type: 'person', means: 'who' },
      {
        id: 'attended',
        type: 'share',
        means: 'sessions she was at, of those held while she was enrolled, excused ones left out',
      },
      { id: 'late', type: 'count', means: 'sessions she came late to', things: true },
      { id: 'represented', type: 'count', means: 'sessions another came to in her place', things: true },
      { id: 'excused', type: 'count', means: 'sessions she was excused from', things: true },
      {
        id: 'conflicts',
        type: 'count',
        means: 'sessions where her word and the roll disagree, not settled',
        things: true,
      },
      { id: 'below', type: 'key', means: `yes: at or below ${target} %`, says: 'report.below' },
    ],
    rows: rows.map((row) => {
      const [held, attended] = [Number(row['held']), Number(row['attended'])];
      return [
        String(row['person_id']),
        { n: attended, of: held },
        Number(row['late']),
        Number(row['represented']),
        Number(row['excused']),
        Number(row['conflicts']),
        held > 0 && 100 * attended <= target * held ? 'yes' : 'no',
      ];
    }),
  };
  return { tables: [table], notes: [] };
}
