import { DAILY_LIMIT, type DayRank, hasRoom } from '../domain/day-limit.ts';
import type { OutGroup } from '../domain/outbound.ts';
import { leaveAt, REPLY_EXEMPT } from '../domain/quiet-hours.ts';
import { localDate } from '../domain/time.ts';
import { outboundOf } from '../programme/day-limit/fact.ts';
import { type Draft, programmeOf } from './draft.ts';
import { lessonInProgress } from './lessons.ts';
import { zoneOf } from './zone.ts';

/*
 * The daily limit is decided in the turn, before anything is said, and not in the outbox. A message that waits there has
 * already changed her conversation (her lesson has begun, her reminder is a question) and cannot be thought anew: moved to
 * the next day it would open a lesson she has asked for meanwhile, or remind her of homework that has come. What the turn
 * puts off has not happened, and is thought anew at its new moment. Broadcasts, which no turn thinks, are counted where
 * they are claimed (outbox/operations/claim.ts).
 */

/** She wrote within the hour: what we say is part of a talk, whoever began it. */
export function isTalking(d: Draft): boolean {
  return d.ways.some(({ lastInboundAt }) => lastInboundAt !== undefined && d.now - lastInboundAt < REPLY_EXEMPT);
}

/** Whether a message that she did not ask for may go to her now. */
export function mayWrite(d: Draft, rank: DayRank): boolean {
  if (isTalking(d)) return true;
  const programme = programmeOf(d);
  const zone = zoneOf(d);
  const quiet = programme?.quietHours ? [programme.quietHours] : [];
  const day = localDate(leaveAt({ now: d.now, due: d.now, zone, quiet }), zone);
  const { sent, due } = outboundOf(d.world.facts);
  const ahead = due.filter(({ at }) => localDate(at, zone) === day).flatMap(({ key }) => rankOf(d, key) ?? []);
  return hasRoom(rank, {
    limit: programme?.dailyLimit ?? DAILY_LIMIT,
    sent: sent.find((one) => one.day === day)?.n ?? 0,
    ahead,
  });
}

/** What a timer of hers will bring; undefined for what says nothing, or not that day. */
function rankOf(d: Draft, key: string): DayRank | undefined {
  if (key.startsWith('session:')) return 'session';
  if (key === 'release') return lessonInProgress(d) === undefined ? 'lesson' : undefined;
  const question = d.conversation.questions.find(({ timers }) => timers?.includes(key));
  return question?.collects && !question.parts && !key.endsWith(':expire') ? 'homework' : undefined;
}

/** What this turn says is kept as not sent: its day was full. `later` where it comes at another moment. */
export function withhold(d: Draft, then: 'later' | 'gone'): void {
  const why: NonNullable<OutGroup['notSent']> = then === 'later' ? 'daily-limit-later' : 'daily-limit';
  d.notSent = why;
}
