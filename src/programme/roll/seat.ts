import type { AttendanceMethod, AttendanceStatus } from '../../domain/attendance.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { firstName } from '../on-duty.ts';
import type { Sight } from '../sight.ts';

/** What one roll says of somebody. */
export interface Mark {
  readonly status: AttendanceStatus;
  readonly minutes: number | null;
  /** person.id of who came in her place. */
  readonly stoodIn: string | null;
}

/** Somebody who was expected at a session, and what is known of her and it. */
export interface Seat {
  readonly person: string;
  /** On the roster, for the whole cohort; null at an event for who is of no cohort of it. */
  readonly number: number | null;
  /** First name, with an initial where two share it. */
  readonly name: string;
  readonly whole: string;
  /** What holds (table `attendance`); null where nothing is known. */
  readonly status: AttendanceStatus | null;
  readonly method: AttendanceMethod | null;
  readonly conflict: boolean;
  /** What she said herself. */
  readonly self: AttendanceStatus | null;
  /** What the newest roll that was not undone says. */
  readonly roll: (Mark & { readonly id: string | null }) | null;
}

/** Those expected at a session, with what is known. Who is blocked or erased is on no list. */
export function seatsQuery(session: string): Query {
  const fact = (method: string) => `select f.id from attendance_fact f where f.session_id = x.session_id
    and f.person_id = x.person_id and f.method = '${method}' and f.undone_at is null
    order by f.entered_at desc, f.id desc limit 1`;
  return {
    sql: {
      sqlite: `select x.person_id, x.number, p.name, a.status, a.method, a.conflict, m.status as self,
          r.status as roll_status, r.minutes as roll_minutes, r.stood_in as roll_stood_in, r.roll_id,
          e.cohort_id, e.group_id, coalesce(e.site_id, c.site_id) as site_id, coalesce(e.stage_id, c.stage_id) as stage_id,
          coalesce(e.partner_id, c.partner_id) as partner_id
        from expected x join person p on p.id = x.person_id and p.blocked_at is null and p.erased_at is null
          join cohort c on c.id = x.cohort_id
          left join enrolment e on e.person_id = x.person_id and e.programme = c.programme
          left join attendance a on a.session_id = x.session_id and a.person_id = x.person_id
          left join attendance_fact m on m.id = (${fact('self')})
          left join attendance_fact r on r.id = (${fact('roll')})
        where x.session_id = @session order by x.number is null, x.number, p.name, x.person_id`,
    },
    params: { session },
  };
}

const PLACES = ['cohort_id', 'group_id', 'site_id', 'stage_id', 'partner_id'];

/** Those of them whom a sight reaches: a facilitator of one group marks her own at a session of all. */
export function seatsOf(rows: readonly SqlRow[] | undefined, sight: Pick<Sight, 'within'>): readonly Seat[] {
  const mine = (rows ?? []).filter(
    (row) => sight.within === null || PLACES.some((place) => sight.within!.includes(String(row[place]))),
  );
  const names = shortNames(mine.map((row) => String(row['name'] ?? '')));
  return mine.map((row, i) => ({
    person: String(row['person_id']),
    number: row['number'] === null ? null : Number(row['number']),
    name: names[i]!,
    whole: String(row['name'] ?? ''),
    status: row['status'] as AttendanceStatus | null,
    method: row['method'] as AttendanceMethod | null,
    conflict: row['conflict'] === 1,
    self: row['self'] as AttendanceStatus | null,
    roll:
      row['roll_status'] === null
        ? null
        : {
            status: row['roll_status'] as AttendanceStatus,
            minutes: row['roll_minutes'] as number | null,
            stoodIn: row['roll_stood_in'] as string | null,
            id: row['roll_id'] as string | null,
          },
  }));
}

/** People who share a business with somebody of the roster, and may come in her place. */
export type Kin = readonly {
  readonly of: string;
  readonly person: string;
  readonly name: string;
  readonly whole: string;
}[];

export const kinQuery = (session: string): Query => ({
  sql: {
    sqlite: `select distinct mine.person_id as of_id, m.person_id, p.name from expected x
        join enterprise_member mine on mine.person_id = x.person_id and mine.until is null
        join enterprise_member m on m.enterprise_id = mine.enterprise_id and m.person_id <> mine.person_id and m.until is null
        join person p on p.id = m.person_id and p.name is not null
      where x.session_id = @session`,
  },
  params: { session },
});

export const kinOf = (rows: readonly SqlRow[] | undefined): Kin =>
  (rows ?? []).map((row) => ({
    of: String(row['of_id']),
    person: String(row['person_id']),
    name: firstName(row['name']),
    whole: String(row['name']),
  }));

/** Who has a number in the cohort of a session, expected at it or not. */
export const rosterQuery = (session: string): Query => ({
  sql: {
    sqlite: `select r.number, p.name from session s join roster r on r.cohort_id = s.cohort_id
        join person p on p.id = r.person_id and p.blocked_at is null and p.erased_at is null
      where s.id = @session`,
  },
  params: { session },
});

/** First names, as they may stand on a phone that is not ours; where two share one, the next word's initial tells them apart. */
export function shortNames(names: readonly string[]): readonly string[] {
  const firsts = names.map((name) => firstName(name) || '-');
  const times = new Map<string, number>();
  for (const first of firsts) times.set(normalise(first), (times.get(normalise(first)) ?? 0) + 1);
  return names.map((name, i) => {
    const [, next] = name.trim().split(/\s+/);
    const shared = times.get(normalise(firsts[i]!))! > 1;
    return shared && next ? `${firsts[i]} ${Array.from(next)[0]!.toLocaleUpperCase()}` : firsts[i]!;
  });
}
