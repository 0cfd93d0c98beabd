import type { Millis } from '../../base/clock.ts';
import { leaveAt, type QuietHours } from '../../domain/quiet-hours.ts';
import { localDate, localMoment } from '../../domain/time.ts';

/** A local day and hour, read in each person's zone: yyyy-mm-dd, hh:mm. */
export interface Local {
  readonly date: string;
  readonly at: string;
}

/** When a broadcast leaves; absent: now. After `until` it is no use to anybody. */
export interface When {
  readonly on?: Local | undefined;
  readonly until?: Local | undefined;
}

/** What a broadcast's hour is in one zone. */
export interface Moment {
  readonly zone: string;
  /** Never in quiet hours. */
  readonly leave: Millis;
  readonly expires: Millis | null;
  /** The local day on which it counts as one of hers. */
  readonly day: string;
}

/** The moments of every zone that the programme has. A zone that nobody knows is read as the programme's. */
export function momentsOf(
  { on, until }: When,
  zones: readonly string[],
  at: { readonly now: Millis; readonly zone: string; readonly quiet: readonly QuietHours[] },
): readonly Moment[] {
  return [...new Set([at.zone, ...zones])].map((name) => {
    const zone = isZone(name) ? name : at.zone;
    const due = on ? localMoment(on.date, on.at, zone) : at.now;
    const leave = leaveAt({ now: at.now, due, zone, quiet: at.quiet });
    const expires = until ? localMoment(until.date, until.at, zone) : null;
    return { zone: name, leave, expires, day: localDate(leave, zone) };
  });
}

export const earliest = (moments: readonly Moment[]): Millis => Math.min(...moments.map(({ leave }) => leave));
export const latest = (moments: readonly Moment[]): Millis => Math.max(...moments.map(({ leave }) => leave));

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
