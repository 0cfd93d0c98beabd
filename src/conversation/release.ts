import type { Millis } from '../base/clock.ts';
import { REPLY_EXEMPT } from '../domain/quiet-hours.ts';
import { isReleaseDay, nextRelease } from '../domain/release.ts';
import { localDate } from '../domain/time.ts';
import type { CompiledFlow } from '../flow/library.ts';
import { calledOnceMore, isCalledEnough } from './called.ts';
import { mayWrite, withhold } from './day-limit.ts';
import { change, type Draft, effect, programmeOf } from './draft.ts';
import { isReleased, lessonInProgress, lessonName, lessonsOf, nextLesson, titleOf } from './lessons.ts';
import { closeQuestion, questionOf } from './questions.ts';
import { reachable } from './reachable.ts';
import { isResting, todayOf, whereOf } from './rests.ts';
import { offer, say, system } from './speech.ts';
import type { Drip } from './state.ts';
import { openThread, threadOf } from './threads.ts';
import { watchUnopened } from './unopened-timer.ts';
import { hourOf, whenWords } from './when.ts';

/** Her one timer of the drip: it is set anew whenever something moves the next release. */
export const RELEASE = 'release';

const drip = (d: Draft): Drip => d.conversation.journey?.drip ?? {};

function changeDrip(d: Draft, fields: Drip): void {
  const { journey } = d.conversation;
  if (journey) change(d, { journey: { ...journey, drip: { ...journey.drip, ...fields } } });
}

/** A lesson that was let go to her and has not begun: one in progress, or a closed window, held it back. */
export function lessonWaiting(d: Draft): string | undefined {
  const next = nextLesson(d);
  return next !== undefined && drip(d).waiting?.includes(next) ? next : undefined;
}

const hadOneToday = (d: Draft): boolean => drip(d).openedOn === todayOf(d);

/** The lesson that SEGUIR opens now: one that was let go and waits, where none was opened today. */
export function waitsToday(d: Draft): boolean {
  return lessonWaiting(d) !== undefined && !hadOneToday(d) && lessonInProgress(d) === undefined;
}

/** SEGUIR would open a lesson now. */
export function lessonReady(d: Draft): boolean {
  if (d.conversation.journey?.stage !== 'lessons') return false;
  return isReleased(d) ? waitsToday(d) : nextLesson(d) !== undefined && lessonInProgress(d) === undefined;
}

/**
 * Sets the timer of the next release: the first release day after the last lesson's, past her own pause and those of the
 * calendar. Asked again it finds the same moment, so it is asked wherever something may have changed.
 */
export function planRelease(d: Draft): void {
  const at = isReleased(d) && nextLesson(d) !== undefined ? releaseMoment(d) : null;
  if (at !== null) setRelease(d, at);
}

function setRelease(d: Draft, at: Millis): void {
  const timer = { key: RELEASE, anchor: { at }, rule: { after: 0 }, purpose: RELEASE };
  effect(d, { kind: 'timer.set', personId: d.person.id, timer });
}

function releaseMoment(d: Draft): number | null {
  const programme = programmeOf(d);
  if (!programme?.release) return null;
  const { openedOn = '', releasedOn = '' } = drip(d);
  return nextRelease(
    { ...programme.release, at: hourOf(d, programme.release.at) },
    {
      after: Math.max(d.now, d.conversation.pausedUntil ?? 0),
      lastDay: openedOn > releasedOn ? openedOn : releasedOn,
      ...whereOf(d),
    },
  );
}

/**
 * The release timer has come: one more lesson is let go. It opens unless she is in one, rests, or talks with a person of
 * the team; then it waits, and the next release day or SEGUIR opens it. However late the timer is, the lesson still comes.
 */
export function releaseDue(d: Draft, dueAt: Millis): string {
  const programme = programmeOf(d);
  if (!programme || !isReleased(d) || d.conversation.journey?.stage !== 'lessons') return 'stale-timer';
  // The pack was edited since the timer was set: that day lets nothing go any more.
  if (programme.release && !isReleaseDay(localDate(dueAt, programme.timezone), programme.release)) {
    planRelease(d);
    return 'moved';
  }
  // She is answering a survey just now: it is hers first.
  if (d.conversation.threads.some(({ rank, movedAt }) => rank === 'survey' && d.now - movedAt < REPLY_EXEMPT)) {
    setRelease(d, d.now + REPLY_EXEMPT);
    return 'in-survey';
  }
  const rests = isResting(d);
  const there = reachable(d);
  if (!rests && there) letGo(d);
  const ready =
    !rests &&
    there &&
    d.conversation.withPerson === undefined &&
    waitsToday(d) &&
    !isCalledEnough(d, lessonWaiting(d)!);
  const open = ready && mayWrite(d, 'lesson');
  if (open) openWaiting(d);
  else if (ready) sayHeldBack(d);
  planRelease(d);
  if (open) return 'lesson-opened';
  if (ready) return 'daily-limit';
  if (rests) return 'paused';
  return there ? 'lesson-waits' : 'unreachable';
}

/** The day has no room for it: it waits, and SEGUIR or the next release day opens it. */
function sayHeldBack(d: Draft): void {
  d.kind = 'lesson';
  say(d, 'journey.next', { title: titleOf(d, lessonWaiting(d)!) });
  withhold(d, 'later');
}

/** The first lesson that has neither begun nor been let go joins those that wait. */
function letGo(d: Draft): void {
  const programme = programmeOf(d)!;
  const held = drip(d).waiting ?? [];
  const begun = d.conversation.threads.map(({ flow }) => flow);
  const next = lessonsOf(programme).find(
    (lesson) =>
      !d.conversation.journey?.finished.includes(lesson) &&
      !begun.includes(`${programme.programme}/${lesson}`) &&
      !held.includes(lesson),
  );
  const flow = next && d.deps.library.flow(`${programme.programme}/${next}`);
  if (!next || !flow) return;
  changeDrip(d, { waiting: [...held, next], releasedOn: todayOf(d) });
  watchUnopened(d, next);
  released(d, flow);
}

function released(d: Draft, flow: CompiledFlow): void {
  effect(d, { kind: 'flow.progress', personId: d.person.id, flow: flow.id, version: flow.version, state: 'released' });
}

/** Opens the lesson that waits, in words of its own turn. False when none does. */
export function openWaiting(d: Draft): boolean {
  const next = lessonWaiting(d);
  if (next === undefined) return false;
  d.kind = d.sentAt === undefined ? 'lesson' : d.kind;
  return openThread(d, `${programmeOf(d)!.programme}/${next}`);
}

/** A flow speaks for the first time. Of a lesson that is its opening: it waits no more, and its day is taken. */
export function lessonBegan(d: Draft, flow: CompiledFlow): void {
  const lesson = lessonName(d, flow.id);
  if (lesson === undefined || programmeOf(d)?.release === undefined) return;
  const held = drip(d).waiting ?? [];
  if (!held.includes(lesson)) released(d, flow);
  changeDrip(d, { waiting: held.filter((other) => other !== lesson), openedOn: todayOf(d) });
  planRelease(d);
}

/**
 * The message that opened a lesson could not go: she has not seen it. It goes back among those that wait, so that it is
 * not counted as opened, no reminder speaks of it, and SEGUIR or the next release day opens it.
 */
export function lessonUnsent(d: Draft, questionId: string): string {
  const question = questionOf(d, questionId);
  const thread = question && threadOf(d, question.thread);
  const lesson = thread && lessonName(d, thread.flow);
  // Once she has answered in it, she has seen it, by whatever way.
  if (!lesson || question.askedAt !== thread.movedAt || question.askedAt !== thread.openedAt) return 'ignored';
  closeQuestion(d, question.id);
  change(d, { threads: d.conversation.threads.filter(({ id }) => id !== thread.id) });
  const { id: personId } = d.person;
  effect(d, { kind: 'flow.progress', personId, flow: thread.flow, version: thread.version, state: 'unsent' });
  if (programmeOf(d)?.release === undefined) return 'lesson-unsent';
  changeDrip(d, { waiting: [lesson, ...(drip(d).waiting ?? [])], openedOn: '' });
  watchUnopened(d, lesson);
  planRelease(d);
  return 'lesson-unsent';
}

/**
 * The opening template went instead of its words: released it stays, and her tap opens it. In the middle of a lesson she
 * keeps her place, and so she does where she has written meanwhile and was answered.
 */
export function lessonCalled(d: Draft, questionId: string): string {
  const { askedAt = 0 } = questionOf(d, questionId) ?? {};
  if ((d.address?.lastInboundAt ?? 0) > askedAt) return 'ignored';
  if (lessonUnsent(d, questionId) === 'ignored') return 'ignored';
  const lesson = lessonWaiting(d);
  if (lesson !== undefined) changeDrip(d, { called: calledOnceMore(d, lesson) });
  return 'lesson-called';
}

/** What kept it from going is over: the lesson that waits comes now, unless she rests or has had one today. */
export function lessonAgain(d: Draft): string {
  if (!isReleased(d) || d.conversation.journey?.stage !== 'lessons') return 'ignored';
  if (isResting(d) || !reachable(d) || d.conversation.withPerson !== undefined || !waitsToday(d)) return 'ignored';
  if (!mayWrite(d, 'lesson')) return 'ignored';
  return openWaiting(d) ? 'lesson-opened' : 'ignored';
}

/** She has finished a lesson, and the next has been let go: from tomorrow, or at once where none was opened today. */
export function offerWaiting(d: Draft): void {
  const next = lessonWaiting(d);
  if (next === undefined) return;
  const title = titleOf(d, next);
  if (hadOneToday(d)) say(d, 'next.tomorrow', { title });
  else d.speech.push({ ...system(d, 'journey.next', { title }), offers: [offer(d, 'next')] });
}

/** When her next lesson comes, in words. */
export function sayWhenNext(d: Draft): void {
  const next = nextLesson(d);
  const at = releaseMoment(d);
  if (next === undefined || at === null) say(d, 'next.later');
  else if (lessonWaiting(d) !== undefined && hadOneToday(d)) say(d, 'next.tomorrow', { title: titleOf(d, next) });
  else say(d, 'next.when', { title: titleOf(d, next), ...whenWords(d, at) });
}
