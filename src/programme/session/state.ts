import { HOUR, type Millis } from '../../base/clock.ts';
import { TOLD_AFTER } from '../planned-session.ts';

/** What everybody who comes must know of a session. */
export interface Held {
  readonly title: string;
  readonly starts: Millis;
  readonly ends: Millis;
  readonly place: string | null;
  readonly cancelled: boolean;
}

export const CHANGES = ['added', 'moved', 'corrected', 'cancelled', 'restored'] as const;
export type ChangeKind = (typeof CHANGES)[number];

/** What is so near cannot wait to be told. */
const SOON: Millis = 2 * HOUR;

/** When those who are concerned are told of a change, before which it may be taken back unheard. */
export function tellsAt(now: Millis, ...moments: readonly Millis[]): Millis {
  return moments.some((moment) => moment > now && moment - now <= SOON) ? now : now + TOLD_AFTER;
}

/** Messages that speak of a session: its reminders, and what is told of its changes. */
export const threadOf = (session: string): string => `session:${session}`;

/** What of it concerns those who come; undefined: nothing has become otherwise for them. */
export function toldOf(was: Held | null, is: Held): 'added' | 'moved' | 'cancelled' | 'restored' | undefined {
  if (was === null) return is.cancelled ? undefined : 'added';
  if (is.cancelled) return was.cancelled ? undefined : 'cancelled';
  if (was.cancelled) return 'restored';
  return was.starts === is.starts && was.place === is.place ? undefined : 'moved';
}
