import { DAY, type Millis } from '../base/clock.ts';
import { addDays, localMoment } from '../domain/time.ts';
import { REFLECTION } from '../flow/reflection.ts';
import { sessionsIn } from '../programme/check-in/session.ts';
import { eventsIn } from '../programme/session/fact.ts';
import { threadOf } from '../programme/session/state.ts';
import { type Draft, effect } from './draft.ts';
import { reachable } from './reachable.ts';
import { todayOf } from './rests.ts';
import { forgetSession, type Occasion, planSessions, tellOfSession, wordsOf } from './sessions.ts';
import { say, system } from './speech.ts';
import { flowId, openThread } from './threads.ts';
import { keptBack, putOff } from './unasked.ts';
import { whenWords } from './when.ts';
import { zoneOf } from './zone.ts';

/** Purpose of the timer that asks her what she took from a session on another day; its key says when it was first to be asked. */
export const REFLECT = 'reflect';
/** The hour of a day that nobody chose. */
const MORNING = '10:00';
/** After that she no longer remembers what is asked. */
const REMEMBERED = 3 * DAY;

export interface SessionChanged {
  readonly session: string;
  readonly kind: Exclude<Occasion, 'remind'> | 'cancelled';
  readonly title: string;
  /** When it was to be, as far as she knows. */
  readonly starts: number;
  readonly why: string;
}

/** What is added may wait for a day that has room; nobody is to stand before a closed door for that. */
const SOON = 2 * DAY;

/**
 * A session of hers was moved, cancelled or added: what was planned of it is planned anew, and she is told. That a session is
 * not when she believes is urgent: no day is too full for it. While she rests, or nobody is at her number, it is kept until
 * she is back, as long as it is still to come.
 */
export function sessionChanged(d: Draft, { session: id, kind, title, starts, why }: SessionChanged): string {
  if (!takesPart(d)) return 'ignored';
  forgetSession(d, id);
  planSessions(d);
  const session = sessionsIn(d.world.facts).find((one) => one.id === id);
  if (kind !== 'cancelled' && (!session || session.starts <= d.now)) return 'ignored';
  const until = kind === 'cancelled' || !session ? starts : session.starts;
  const words =
    kind === 'cancelled' || !session
      ? system(d, `session.cancelled${why === '' ? '' : '-why'}`, { title, why, ...whenWords(d, starts) })
      : wordsOf(d, session, kind);
  d.kind = 'reminder';
  d.rank = 'session';
  const kept = keptBack(d, 'session');
  const urgent = kind === 'moved' || kind === 'cancelled' || until - d.now < SOON;
  if (kept !== undefined && !(kept === 'daily-limit' && urgent)) {
    putOff(d, { ...words, until, about: threadOf(id) }, kept);
    return kept;
  }
  if (kind === 'cancelled' || !session) {
    d.expiresAt = starts;
    d.speech.push({ ...words, thread: threadOf(id), standIn: { purpose: 'message', values: { title } } });
  } else tellOfSession(d, session, kind);
  return 'told';
}

export interface SignedUp {
  readonly session: string;
  readonly state: 'in' | 'waiting' | 'out';
  /** Somebody gave back a seat: she did not ask for it now. */
  readonly given: boolean;
}

/** What came of her sign-up. From now on she is reminded of the event, or no more. */
export function signedUp(d: Draft, { session: id, state, given }: SignedUp): string {
  const event = eventsIn(d.world.facts).find((one) => one.id === id);
  if (!takesPart(d) || !event) return 'ignored';
  if (state === 'in') planSessions(d);
  else forgetSession(d, id);
  if (!reachable(d)) return 'unreachable';
  d.kind = given ? 'reminder' : 'reply';
  if (given) d.rank = 'session';
  d.expiresAt = event.starts;
  const { title, place } = event;
  const key = given ? 'given' : state === 'in' && place ? 'in-at' : state;
  say(d, `event.${key}`, { title, place, ...whenWords(d, event.starts) });
  return 'signed-up';
}

/**
 * Three questions to whoever came. They wait for whatever is open, as a survey does; and for a day that has room, as long as she
 * remembers what is asked. While she rests she is not asked at all.
 */
export function reflects(d: Draft, ended: Millis = d.now): string {
  if (!takesPart(d)) return 'ignored';
  const why = d.conversation.withPerson === undefined ? keptBack(d, 'nudge') : 'with-person';
  if (why === 'daily-limit' || why === 'with-person') {
    const at = localMoment(addDays(todayOf(d), 1), MORNING, zoneOf(d));
    if (at - ended < REMEMBERED) {
      const timer = { key: `${REFLECT}:${ended}`, anchor: { at }, rule: { after: 0 }, purpose: REFLECT };
      effect(d, { kind: 'timer.set', personId: d.person.id, timer });
    }
  }
  if (why !== undefined) return why;
  d.kind = 'reminder';
  d.rank = 'nudge';
  return openThread(d, flowId(d, REFLECTION), { rank: 'survey' }) ? 'opened' : 'ignored';
}

function takesPart({ conversation: { journey } }: Draft): boolean {
  return journey?.stage === 'lessons' || journey?.stage === 'done';
}
