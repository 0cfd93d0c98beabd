import { HOUR, MINUTE, type Millis } from '../base/clock.ts';
import { addDays, localDate, localMoment } from './time.ts';

/** Local hours in which nobody is woken: hh:mm to hh:mm, over midnight where `to` is not later. Equal: none. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** A reply may follow her message for so long, whatever the hour (DESIGN §2.3). */
export const REPLY_EXEMPT: Millis = HOUR;
/** What would be too late afterwards leaves so long before quiet hours begin. */
export const LEAD: Millis = 10 * MINUTE;
/** … but only if its cause is at least so old: nobody is reminded minutes after she was asked. */
export const CAUSE_AGE: Millis = 2 * HOUR;

/** What is to leave, and all that bears on when it may. */
export interface Leaving {
  readonly now: Millis;
  /** When it is due; a past moment means now. */
  readonly due: Millis;
  readonly zone: string;
  /** Country, pack and person; a moment that any of them calls quiet is quiet. */
  readonly quiet: readonly QuietHours[];
  /** Replies only: when she sent the message that is answered. */
  readonly herMessageAt?: Millis;
  /** When what it is about began: the question asked, the homework set. */
  readonly causeAt?: Millis;
  /** After this moment it could not leave in this form (the provider's 24 h window). */
  readonly until?: Millis;
}

/**
 * When it may leave: never in quiet hours, except a reply within the hour after her message. What falls due in quiet
 * hours waits for their end; but where its window closes before that and its cause is old enough, it goes just before
 * they begin. Never earlier than `now`. Asked again at the moment it returned, it returns that moment.
 */
export function leaveAt(leaving: Leaving): Millis {
  const { now, zone, quiet, herMessageAt, causeAt, until } = leaving;
  const due = Math.max(leaving.due, now);
  if (herMessageAt !== undefined && due <= herMessageAt + REPLY_EXEMPT) return due;
  const night = quietAround(due, zone, quiet);
  if (!night) return due;
  const early = Math.max(now, night.from - LEAD);
  // A window that has closed by then gains nothing from an early start.
  const tooLateAfter = until !== undefined && early < until && until <= night.to;
  const ripe = causeAt !== undefined && early - causeAt >= CAUSE_AGE;
  return tooLateAfter && ripe && early < night.from && !quietAround(early, zone, quiet) ? early : night.to;
}

/** Quiet hours that never end are a mistake of the pack: after so many joined spans the last end counts. */
const MOST_JOINED = 6;

/** The unbroken quiet span around a moment (`from` included, `to` not), or null where it is not quiet. */
export function quietAround(
  at: Millis,
  zone: string,
  quiet: readonly QuietHours[],
): { readonly from: Millis; readonly to: Millis } | null {
  let span = spanAt(at, zone, quiet);
  if (!span) return null;
  for (let i = 0; i < MOST_JOINED; i++) {
    const before = spanAt(span.from - 1, zone, quiet);
    const after = spanAt(span.to, zone, quiet);
    if (!before && !after) break;
    span = { from: before?.from ?? span.from, to: after?.to ?? span.to };
  }
  return span;
}

function spanAt(at: Millis, zone: string, quiet: readonly QuietHours[]): { from: Millis; to: Millis } | null {
  const today = localDate(at, zone);
  for (const hours of quiet) {
    if (hours.from === hours.to) continue;
    for (const day of [addDays(today, -1), today]) {
      const from = localMoment(day, hours.from, zone);
      const to = localMoment(hours.to > hours.from ? day : addDays(day, 1), hours.to, zone);
      if (from <= at && at < to) return { from, to };
    }
  }
  return null;
}
