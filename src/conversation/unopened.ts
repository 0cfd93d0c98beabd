import { mayWrite } from './day-limit.ts';
import { type Draft, effect, programmeOf } from './draft.ts';
import { lessonInProgress, titleOf } from './lessons.ts';
import { isOpen } from './reachable.ts';
import { lessonWaiting, openWaiting } from './release.ts';
import { isResting } from './rests.ts';
import { lookAgain, toldUnopened, unopenedLesson } from './unopened-timer.ts';

/**
 * A lesson was let go and she has not opened it in the programme's time: it goes by SMS, where she can be reached so, or
 * somebody calls her. Behind a lesson in progress, in a rest, or while a person talks with her, it is looked at again.
 */
export function unopenedDue(d: Draft, key: string): string {
  const lesson = unopenedLesson(key);
  const rule = programmeOf(d)?.channel.unopened;
  const waits = d.conversation.journey?.drip?.waiting?.includes(lesson) === true;
  if (!rule || !waits || d.conversation.journey?.stage !== 'lessons') return 'stale-timer';
  const busy = lessonWaiting(d) !== lesson || lessonInProgress(d) !== undefined;
  if (busy || isResting(d) || d.conversation.withPerson !== undefined) {
    lookAgain(d, lesson);
    return 'lesson-waits';
  }
  const sms = rule.do === 'sms' ? d.ways.find((way) => way.form === 'sms' && isOpen(way)) : undefined;
  if (!sms) {
    toldUnopened(d, lesson);
    const about = titleOf(d, lesson);
    effect(d, { kind: 'task', personId: d.person.id, topic: 'lesson', why: 'lesson-unopened', about });
    return 'call-her';
  }
  d.address = sms;
  d.kind = 'lesson';
  if (!mayWrite(d, 'lesson')) {
    lookAgain(d, lesson);
    return 'daily-limit';
  }
  toldUnopened(d, lesson);
  return openWaiting(d) ? 'lesson-by-sms' : 'ignored';
}
