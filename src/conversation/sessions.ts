import type { Millis } from '../base/clock.ts';
import { beforeSession } from '../domain/before-session.ts';
import { tapId } from '../domain/option.ts';
import type { OpenQuestion } from '../domain/question.ts';
import { resolveTime } from '../domain/time.ts';
import type { TextForms } from '../flow/library.ts';
import type { ReminderRule } from '../flow/programme.ts';
import { type Session, sessionsIn } from '../programme/check-in/session.ts';
import { threadOf } from '../programme/session/state.ts';
import type {} from '../programme/session-reminder/effect.ts';
import { mayWrite, withhold } from './day-limit.ts';
import { change, type Draft, effect, programmeOf } from './draft.ts';
import { REMINDER_LATE } from './limits.ts';
import { askSystem, closeQuestion, putQuestion } from './questions.ts';
import { reachable } from './reachable.ts';
import { isResting, whereOf } from './rests.ts';
import { joinForms, say, system } from './speech.ts';
import { whenWords } from './when.ts';

/** Purpose of the timers that remind of a session; their keys name the session and the rule. */
export const SESSION = 'session';

type SessionRule = Extract<ReminderRule, { before: 'session' } | { after: 'session' }>;

function rulesOf(d: Draft): readonly SessionRule[] {
  return (programmeOf(d)?.reminders ?? []).filter((rule): rule is SessionRule => !('unanswered' in rule));
}

function momentOf(d: Draft, rule: SessionRule, session: Session): Millis | null {
  const { quietHours } = programmeOf(d) ?? {};
  const where = { ...whereOf(d), quiet: quietHours ? [quietHours] : [] };
  return 'after' in rule
    ? resolveTime(rule.rule, session.ends, where)
    : beforeSession(rule.rule, session.starts, where);
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
        timer: { key: keyOf(rule, session, index), anchor: { at }, rule: { after: 0 }, purpose: SESSION },
      });
    });
  }
}

/** What was planned of a session, and asked about it, is of another day than it is now. */
export function forgetSession(d: Draft, session: string): void {
  rulesOf(d).forEach((rule, index) => {
    effect(d, { kind: 'timer.cancel', personId: d.person.id, key: keyOf(rule, { id: session }, index) });
  });
  for (const question of d.conversation.questions) {
    if (question.thread === '@session' && aboutSession(question) === session) closeQuestion(d, question.id);
  }
}

const aboutSession = ({ data }: OpenQuestion): string => (data as { readonly session: string }).session;

/** Only what comes before a session outranks a lesson (programme/day-limit looks at the key). */
function keyOf(rule: SessionRule, { id }: Pick<Session, 'id'>, index: number): string {
  return `${'after' in rule ? 'after' : SESSION}:${id}:${index + 1}`;
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
  if (('before' in rule && d.now >= session.starts) || d.now - due > REMINDER_LATE) return 'past';
  if (isResting(d)) return 'paused';
  if (d.conversation.withPerson !== undefined) return 'with-person';
  if ('before' in rule && session.status !== '') return 'known'; // excused, or marked already
  if (!reachable(d)) return 'unreachable';
  d.kind = 'reminder';
  d.rank = 'before' in rule ? 'session' : 'nudge';
  const room = mayWrite(d, d.rank);
  if ('after' in rule) say(d, 'session.after', { title: session.title });
  else remind(d, session, room);
  if (!room) withhold(d, 'gone');
  return room ? 'reminded' : 'daily-limit';
}

const SAYS = ['yes', 'no', 'not yet'] as const;

/** What is said of a session that is to come: `session.remind`, `session.moved` … of texts, `-at` where it has a place. */
export type Occasion = 'remind' | 'moved' | 'added' | 'restored';

function remind(d: Draft, session: Session, room: boolean): void {
  if (room) tellOfSession(d, session, 'remind');
  else {
    d.expiresAt = session.starts;
    d.speech.push(wordsOf(d, session, 'remind'));
  }
}

export function wordsOf(d: Draft, { title, place, starts, kind, agenda }: Session, occasion: Occasion): TextForms {
  const of = kind === 'event' ? 'event' : 'session';
  const words = system(d, `${of}.${occasion}${place ? '-at' : ''}`, { title, place, ...whenWords(d, starts) });
  return agenda === '' ? words : joinForms(words, system(d, 'event.agenda', { agenda }));
}

export function tellOfSession(d: Draft, session: Session, occasion: Occasion): void {
  askToCome(d, '@session', session, wordsOf(d, session, occasion));
}

/**
 * The words, and a question beside whatever else is open: it takes words and taps, never a number, so that "1" goes on
 * answering her lesson. It counts until the session or event begins.
 */
export function askToCome(
  d: Draft,
  thread: '@session' | '@event',
  { id, title, place, starts }: Pick<Session, 'id' | 'title' | 'place' | 'starts'>,
  words: TextForms,
): void {
  d.expiresAt = starts;
  const question = askSystem(d, {
    thread,
    text: '',
    sms: '',
    label: title,
    until: starts,
    options: SAYS.map((key) => ({ key, label: system(d, `session.option.${key.replace(' ', '-')}`).text })),
    data: { session: id },
    silent: true,
  });
  d.speech.push({
    ...words,
    thread: threadOf(id),
    offers: question.options.map((option, index) => ({ ...option, id: tapId.option(question.id, index) })),
    standIn: {
      purpose: 'session',
      values: { title, place, ...whenWords(d, starts) },
      tap: tapId.option(question.id, 0),
    },
  });
}

/** What she says to it: kept as an intention, never as attendance. It stays open, since she may think again. */
export function sessionAnswered(d: Draft, question: OpenQuestion, says: string): void {
  const session = aboutSession(question);
  effect(d, { kind: 'session.intention', personId: d.person.id, session, says });
  putQuestion(d, { ...question, data: { session, said: says } });
  change(d, { strays: 0 });
  const known = sessionsIn(d.world.facts).find(({ id }) => id === session);
  // Who gives back her seat at an event hears of it once it is given to another.
  if (known?.kind === 'event' && says === 'no') {
    effect(d, { kind: 'job', personId: d.person.id, operation: 'session.sign-up', input: { session, comes: false } });
    return;
  }
  say(d, `session.said.${says.replace(' ', '-')}`, whenWords(d, known?.starts ?? question.until ?? d.now));
}
