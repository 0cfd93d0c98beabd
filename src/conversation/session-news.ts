import { REFLECTION } from '../flow/reflection.ts';
import { sessionsIn } from '../programme/check-in/session.ts';
import { eventsIn } from '../programme/session/fact.ts';
import { threadOf } from '../programme/session/state.ts';
import { type Draft, SAFEGUARDING } from './draft.ts';
import { reachable } from './reachable.ts';
import { isResting } from './rests.ts';
import { forgetSession, type Occasion, planSessions, tellOfSession } from './sessions.ts';
import { say, system } from './speech.ts';
import { flowId, openThread } from './threads.ts';
import { whenWords } from './when.ts';

export interface SessionChanged {
  readonly session: string;
  readonly kind: Exclude<Occasion, 'remind'> | 'cancelled';
  readonly title: string;
  /** When it was to be, as far as she knows. */
  readonly starts: number;
  readonly why: string;
}

/** A session of hers was moved, cancelled or added: what was planned of it is planned anew, and she is told. */
export function sessionChanged(d: Draft, { session: id, kind, title, starts, why }: SessionChanged): string {
  if (!takesPart(d)) return 'ignored';
  forgetSession(d, id);
  planSessions(d);
  if (!reachable(d)) return 'unreachable';
  if (isResting(d)) return 'paused';
  // Somebody answers her, but she would stand before a closed door.
  if (d.conversation.withPerson === SAFEGUARDING) return 'with-person';
  d.kind = 'reminder';
  d.rank = 'session';
  const session = sessionsIn(d.world.facts).find((one) => one.id === id);
  if (kind === 'cancelled') {
    d.expiresAt = starts;
    const words = system(d, `session.cancelled${why === '' ? '' : '-why'}`, { title, why, ...whenWords(d, starts) });
    d.speech.push({ ...words, thread: threadOf(id), standIn: { purpose: 'message', values: { title } } });
    return 'told';
  }
  if (!session || session.starts <= d.now) return 'ignored';
  tellOfSession(d, session, kind);
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

/** Three questions to whoever came. They wait for whatever is open, as a survey does. */
export function reflects(d: Draft): string {
  if (!takesPart(d)) return 'ignored';
  d.kind = 'reminder';
  return openThread(d, flowId(d, REFLECTION), { rank: 'survey' }) ? 'opened' : 'ignored';
}

function takesPart({ conversation: { journey } }: Draft): boolean {
  return journey?.stage === 'lessons' || journey?.stage === 'done';
}
