import type { Millis } from '../base/clock.ts';
import { beforeSession } from '../domain/before-session.ts';
import { tapId } from '../domain/option.ts';
import type { OpenQuestion } from '../domain/question.ts';
import { restsOn } from '../domain/release.ts';
import { localDate } from '../domain/time.ts';
import type { ReminderRule } from '../flow/programme.ts';
import { type Session, sessionsIn } from '../programme/check-in/session.ts';
import type {} from '../programme/session-reminder/effect.ts';
import { change, type Draft, effect, programmeOf } from './draft.ts';
import { REMINDER_LATE } from './limits.ts';
import { askSystem, putQuestion } from './questions.ts';
import { say, system } from './speech.ts';
import { whenWords, zoneOf } from './when.ts';

/** Purpose of the timers that remind of a session; their keys name the session and the rule. */
export const SESSION = 'session';

type SessionRule = Extract<ReminderRule, { before: 'session' }>;

function rulesOf(d: Draft): readonly SessionRule[] {
  return (programmeOf(d)?.reminders ?? []).filter((rule): rule is SessionRule => 'before' in rule);
}

function momentOf(d: Draft, rule: SessionRule, session: Session): Millis | null {
  const { calendar = [], quietHours } = programmeOf(d) ?? {};
  const where = { zone: zoneOf(d), pauses: calendar, quiet: quietHours ? [quietHours] : [] };
  return beforeSession(rule.rule, session.starts, where);
}

/**
 * Sets a timer for each reminder of each session of hers that is still to come. Asked again it sets the same ones: she
 * was put into a cohort, became active, or a session was moved.
 */
export function planSessions(d: Draft): void {
  const stage = d.conversation.journey?.stage;
  if (stage !== 'lessons' && stage !== 'done') return;
  for (const session of sessionsIn(d.world.facts)) {
    rulesOf(d).forEach((rule, index) => {
      const at = momentOf(d, rule, session);
      if (at === null || at <= d.now) return;
      effect(d, {
        kind: 'timer.set',
        personId: d.person.id,
        timer: { key: `session:${session.id}:${index + 1}`, anchor: { at }, rule: { after: 0 }, purpose: SESSION },
      });
    });
  }
}

/** A session's reminder has come. What has been cancelled, moved or missed meanwhile is not spoken of. */
export function remindOfSession(d: Draft, key: string): string {
  const [, id, nth] = key.split(':');
  const session = sessionsIn(d.world.facts).find((one) => one.id === id);
  const rule = rulesOf(d)[Number(nth) - 1];
  if (!session || !rule) return 'cancelled';
  const due = momentOf(d, rule, session);
  if (due === null) return 'paused';
  if (due > d.now) {
    planSessions(d);
    return 'moved';
  }
  if (d.now >= session.starts || d.now - due > REMINDER_LATE) return 'past';
  const { pausedUntil = 0, withPerson } = d.conversation;
  if (pausedUntil > d.now || restsOn(localDate(d.now, zoneOf(d)), { zone: '', pauses: programmeOf(d)?.calendar ?? [] }))
    return 'paused';
  if (withPerson !== undefined) return 'with-person';
  if (session.status !== '') return 'known'; // excused, or marked already
  if (!d.address || d.address.optedOut) return 'unreachable';
  remind(d, session);
  return 'reminded';
}

const SAYS = ['yes', 'no', 'not yet'] as const;

/**
 * The words, and a question beside whatever else is open: it takes words and taps, never a number, so that "1" goes on
 * answering her lesson. It counts until the session begins.
 */
function remind(d: Draft, session: Session): void {
  const { title, place, starts } = session;
  d.kind = 'reminder';
  d.expiresAt = starts;
  const question = askSystem(d, {
    thread: '@session',
    text: '',
    sms: '',
    label: title,
    until: starts,
    options: SAYS.map((key) => ({ key, label: system(d, `session.option.${key.replace(' ', '-')}`).text })),
    data: { session: session.id },
    silent: true,
  });
  d.speech.push({
    ...system(d, place ? 'session.remind-at' : 'session.remind', { title, place, ...whenWords(d, starts) }),
    offers: question.options.map((option, index) => ({ ...option, id: tapId.option(question.id, index) })),
  });
}

/** What she says to it: kept as an intention, never as attendance. It stays open, since she may think again. */
export function sessionAnswered(d: Draft, question: OpenQuestion, says: string): void {
  const { session } = question.data as { readonly session: string };
  effect(d, { kind: 'session.intention', personId: d.person.id, session, says });
  putQuestion(d, { ...question, data: { session, said: says } });
  change(d, { strays: 0 });
  const { starts } = sessionsIn(d.world.facts).find(({ id }) => id === session) ?? { starts: question.until ?? d.now };
  say(d, `session.said.${says.replace(' ', '-')}`, whenWords(d, starts));
}
