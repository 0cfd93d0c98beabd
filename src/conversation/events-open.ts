import type { OpenQuestion } from '../domain/question.ts';
import { eventsIn, type OpenEvent } from '../programme/session/fact.ts';
import { mayWrite, withhold } from './day-limit.ts';
import { change, type Draft, effect } from './draft.ts';
import { putQuestion } from './questions.ts';
import { reachable } from './reachable.ts';
import { isResting } from './rests.ts';
import { askToCome, SESSION } from './sessions.ts';
import { joinForms, say, system } from './speech.ts';
import { whenWords } from './when.ts';

/** Begins the key of the timer that asks her once more, on a day that has room for it. */
export const EVENT = 'event';
/** The hour of a day that nobody chose. */
const MORNING = '10:00';

/** The programme asks whether she comes to an event; she may have signed up meanwhile, or it may have gone. */
export function inviteTo(d: Draft, id: string): string {
  const event = eventsIn(d.world.facts).find((one) => one.id === id);
  if (!event || event.starts <= d.now) return 'past';
  if (event.state !== '' && event.state !== 'asked') return 'known';
  if (!reachable(d)) return 'unreachable';
  if (isResting(d) || d.conversation.withPerson !== undefined) return later(d, event);
  d.kind = 'reminder';
  d.rank = 'session';
  if (mayWrite(d, 'session')) {
    askToCome(d, '@event', event, wordsOf(d, event));
    return 'invited';
  }
  d.speech.push(wordsOf(d, event));
  withhold(d, 'later');
  return later(d, event);
}

/** Whoever comes to a cohort later is asked to what the others were asked to. */
export function inviteToOpen(d: Draft): void {
  const open = eventsIn(d.world.facts).filter(({ state, starts }) => state === '' && starts > d.now);
  for (const event of open) {
    effect(d, { kind: 'session.asked', personId: d.person.id, session: event.id });
    later(d, event);
  }
}

function later(d: Draft, { id, starts }: OpenEvent): string {
  effect(d, {
    kind: 'timer.set',
    personId: d.person.id,
    timer: {
      key: `${EVENT}:${id}`,
      anchor: { at: Math.min(d.now, starts) },
      rule: { days: 1, at: MORNING },
      purpose: SESSION,
    },
  });
  return 'later';
}

function wordsOf(d: Draft, { title, place, starts, agenda }: OpenEvent) {
  const words = system(d, `event.invite${place ? '-at' : ''}`, { title, place, ...whenWords(d, starts) });
  return agenda === '' ? words : joinForms(words, system(d, 'event.agenda', { agenda }));
}

/** Seats are counted where everybody's are seen: she reads what came of it a moment later. */
export function eventAnswered(d: Draft, question: OpenQuestion, says: string): void {
  const { session } = question.data as { readonly session: string };
  putQuestion(d, { ...question, data: { session, said: says } });
  change(d, { strays: 0 });
  if (says === 'not yet') say(d, 'session.said.not-yet');
  else {
    const input = { session, comes: says === 'yes' };
    effect(d, { kind: 'job', personId: d.person.id, operation: 'session.sign-up', input });
  }
}
