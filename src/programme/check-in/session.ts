import { MINUTE, type Millis } from '../../base/clock.ts';
import type { Json } from '../../base/json.ts';
import { ATTENDED } from '../../domain/attendance.ts';
import { localDate } from '../../domain/time.ts';
import type { SqlRow } from '../../store/port.ts';

/** People come early and messages come late: a check-in counts from half an hour before to half an hour after. */
const EARLY: Millis = 30 * MINUTE;
const GRACE: Millis = 30 * MINUTE;

/** A session of her cohort as the fact `sessions` shows it. Times are epoch milliseconds. */
export type Session = {
  readonly id: string;
  /** The planned session it was copied from: `s1`. */
  readonly plan: string;
  readonly title: string;
  readonly place: string;
  /** `event`: she has signed up to it. */
  readonly kind: 'session' | 'event';
  /** '' where there is none. */
  readonly agenda: string;
  readonly word: string;
  readonly starts: Millis;
  readonly ends: Millis;
  /** Check-ins count from here … */
  readonly opens: Millis;
  /** … to here. */
  readonly closes: Millis;
  /** What holds of her (domain/attendance.ts), or '' where nothing is known. */
  readonly status: string;
  /** Anything at all was recorded of this session, for anybody: else nobody knows that it was held. */
  readonly recorded: boolean;
};

/** One parameter, @person. Sessions at which she is or was expected. */
export const SESSIONS_SQL = `
  select s.id, s.plan_id, s.title, s.place, s.kind, s.agenda, s.word, s.starts_at, s.ends_at, a.status,
    exists (select 1 from attendance o where o.session_id = s.id) as recorded, c.programme, c.timezone,
    exists (select 1 from rest r where r.person_id = @person and r.programme = c.programme and r.from_at <= s.starts_at
      and (r.to_at is null or s.starts_at < r.to_at)) as rested,
    (select json_group_array(json_array(p.from_day, p.to_day)) from pause p where p.ended_at is null
      and (p.person_id = @person or p.cohort_id = s.cohort_id)) as pauses
  from expected x join session s on s.id = x.session_id join cohort c on c.id = s.cohort_id
    left join attendance a on a.session_id = s.id and a.person_id = x.person_id
  where x.person_id = @person
  order by s.starts_at, s.id`;

export function sessionOf(row: SqlRow): Session {
  const starts = Number(row['starts_at']);
  const ends = Number(row['ends_at']);
  return {
    id: String(row['id']),
    plan: String(row['plan_id']),
    title: String(row['title']),
    place: String(row['place'] ?? ''),
    kind: row['kind'] as Session['kind'],
    agenda: String(row['agenda'] ?? ''),
    word: String(row['word'] ?? ''),
    starts,
    ends,
    opens: starts - EARLY,
    closes: ends + GRACE,
    status: String(row['status'] ?? ''),
    recorded: row['recorded'] === 1,
  };
}

/** It was held while she rested, by her own word or the team's. */
export function isRested(row: SqlRow): boolean {
  if (row['rested'] === 1) return true;
  const pauses = JSON.parse(String(row['pauses'] ?? '[]')) as readonly (readonly [string, string])[];
  if (pauses.length === 0) return false;
  const day = localDate(Number(row['starts_at']), String(row['timezone']));
  return pauses.some(([from, to]) => from <= day && day <= to);
}

/** The sessions of a person's facts; none when the fact was not loaded. */
export function sessionsIn(facts: Readonly<Record<string, Json>>): readonly Session[] {
  const sessions = facts['sessions'] as { readonly list: readonly Session[] } | undefined;
  return sessions?.list ?? [];
}

/** The session whose window is open at that moment; of two, the one that began last. */
export function atHand(facts: Readonly<Record<string, Json>>, at: Millis): Session | undefined {
  return sessionsIn(facts).findLast((session) => session.opens <= at && at <= session.closes);
}

export const attended = (session: Session): boolean => ATTENDED.includes(session.status);

/**
 * Sessions that count for or against her: over, and recorded of somebody. Excused ones do neither. Where the roll was
 * taken and nothing says she was there, she was not.
 */
export function counted(sessions: readonly Session[], now: Millis): readonly Session[] {
  return sessions.filter((session) => session.ends <= now && session.recorded && session.status !== 'excused');
}
