import type { Millis } from '../base/clock.ts';
import { type ChannelId, hasWindow, WINDOW, WINDOW_MARGIN } from '../domain/channel.ts';
import { leaveAt, type QuietHours } from '../domain/quiet-hours.ts';
import { localDate, localMoment, resolveTime, type Where } from '../domain/time.ts';
import type { TimeRule } from '../domain/timer.ts';
import type { LoadedLane } from '../store/port.ts';

/** Timers that bring a reminder and nothing else: their moment is chosen so that it can be sent at it. */
const REMINDERS: readonly string[] = ['remind', 'unanswered', 'snooze'];

/** Not moved by a pause: the timer at which one begins or ends (conversation/rest-state.ts), and a reply to what she has just sent (receipts.ts). */
const UNMOVED: readonly string[] = ['rest', 'receipt'];

export interface DueAt {
  readonly now: Millis;
  readonly where: Where;
  /** Of her programme. */
  readonly quiet: readonly QuietHours[];
  /** After this moment nothing free-form reaches her until she writes again; absent where her channel has no such limit. */
  readonly until?: Millis;
  /** The local hour (hh:mm) she likes to be written to at. */
  readonly hour?: string;
}

/**
 * The moment a timer comes back, counted from `from`. A reminder never falls into quiet hours: it waits for their end, or
 * goes just before them where her 24 h window closes in between (domain/quiet-hours.ts). Whatever else a timer does (an
 * end of time, a step of a flow) happens at its moment; what it then says waits in the outbox.
 */
export function dueOf(timer: { readonly rule: TimeRule; readonly purpose: string }, from: Millis, at: DueAt): Millis {
  const { now, where, quiet, until } = at;
  if (UNMOVED.includes(timer.purpose)) return resolveTime(timer.rule, from, { zone: where.zone });
  const due = resolveTime(timer.rule, from, where);
  if (!REMINDERS.includes(timer.purpose) || due <= from) return due;
  const liked = 'after' in timer.rule && timer.purpose !== 'snooze' ? atHerHour(due, at) : due;
  if (quiet.length === 0) return liked;
  const open = until === undefined ? {} : { until };
  const awake = leaveAt({ now, due: liked, zone: where.zone, quiet, causeAt: from, ...open });
  return resolveTime({ after: 0 }, awake, where); // the end of the night may be the first day of a pause
}

/** A reminder without an hour of its own waits for hers, on its day and while her window is open. */
function atHerHour(due: Millis, { where: { zone }, hour, until }: DueAt): Millis {
  if (hour === undefined) return due;
  const hers = localMoment(localDate(due, zone), hour, zone);
  return hers > due && (until === undefined || hers < until) ? hers : due;
}

/** Until when she may be written to free-form where she last wrote from and is still written to. */
export function windowEnd(lane: LoadedLane, personId: string): Millis | undefined {
  const ids = lane.persons.find(({ id }) => id === personId)?.address_ids ?? [];
  const last = lane.addresses
    .filter(({ id, opted_out_at }) => ids.includes(id) && opted_out_at === null)
    .toSorted((a, b) => (b.last_inbound_at ?? 0) - (a.last_inbound_at ?? 0))[0];
  if (!last || last.last_inbound_at === null || !hasWindow(last.channel as ChannelId)) return undefined;
  return last.last_inbound_at + WINDOW - WINDOW_MARGIN;
}
