import { DAY, type Millis } from '../base/clock.ts';
import { DAILY_LIMIT, hasRoom } from '../domain/day-limit.ts';
import { REPLY_EXEMPT } from '../domain/quiet-hours.ts';
import { addDays, localDate, localMoment, localTime } from '../domain/time.ts';
import { type Change, ended } from './row.ts';
import type { ClaimRow, Rest } from './window.ts';

/**
 * Broadcasts are thought by no turn, so the daily limit is kept where they leave (what a turn says is decided there:
 * conversation/day-limit.ts). What counts for each, and what waits for a higher place that day. @since is a day that is past
 * everywhere.
 */
export const DAY_COLUMNS = `case when o.kind = 'broadcast' then (
      select json_group_array(json_array(c.counted_on, c.group_id)) from outbox c
      where c.person_id = o.person_id and c.counted_on > @since
        and (c.state not in ('failed', 'dropped') or c.why = 'by-sms')) end as day_sent,
    case when o.kind = 'broadcast' then (
      select json_group_array(t.due_at) from timer t
      where t.person_id = o.person_id and t.state = 0 and t.due_at is not null
        and (t.key = 'release' or t.key like 'session:%' or t.key like '%:remind:%' or t.key like '%:unanswered'
          or t.key like '%:snooze' or t.key = 'unseen' or t.key like 'delivery:%' or t.key like 'reflect:%')) end as day_ahead`;

export interface WithDay {
  /** JSON: [local day, group] of each that counts; null for what is no broadcast. */
  readonly day_sent: string | null;
  /** JSON: when the timers are due that will write to her. */
  readonly day_ahead: string | null;
}

/** A day before which no day can be hers now. */
export const daysSince = (now: Millis): string => localDate(now - 2 * DAY, 'UTC');

/**
 * Her day is full: it goes at the same hour of the next, or not at all where its moment has passed by then. Until then it counts on no
 * day: one that is put off must not take the place of what ranks before it.
 */
export function fullDay(
  row: ClaimRow & WithDay,
  rest: Rest,
  now: Millis,
): { readonly later: Millis; readonly countedOn: null } | { readonly end: Change } | undefined {
  const day = dayOf(row, rest, now);
  if (day === undefined) return undefined;
  const { zone, limit } = ruleOf(row, rest);
  const sent = (JSON.parse(row.day_sent ?? '[]') as [string, string][]).filter(
    ([on, group]) => on === day && group !== row.group_id,
  );
  const ahead = (JSON.parse(row.day_ahead ?? '[]') as Millis[]).filter((at) => localDate(at, zone) === day);
  const groups = new Set(sent.map(([, group]) => group));
  if (hasRoom('broadcast', { limit, sent: groups.size, ahead: ahead.map(() => 'session') })) return undefined;
  const later = localMoment(addDays(day, 1), localTime(now, zone), zone);
  return row.expires_at !== null && row.expires_at <= later
    ? { end: ended('dropped', 'daily-limit', now) }
    : { later, countedOn: null };
}

/** The local day on which a broadcast counts as one of hers; undefined for all else, and while she is talking with us. */
export function dayOf(row: ClaimRow, rest: Rest, now: Millis): string | undefined {
  if (row.kind !== 'broadcast' || (row.window_at !== null && now - row.window_at < REPLY_EXEMPT)) return undefined;
  return localDate(now, ruleOf(row, rest).zone);
}

/** Of the row itself, where it carries them. */
function ruleOf(row: ClaimRow, rest: Rest): { readonly zone: string; readonly limit: number } {
  const own = row.extra === null ? {} : (JSON.parse(row.extra) as { zone?: string; daily?: number });
  return { zone: own.zone ?? rest.zone, limit: own.daily ?? DAILY_LIMIT };
}
