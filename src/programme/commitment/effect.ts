import { DAY } from '../../base/clock.ts';
import { addDays } from '../../domain/time.ts';
import type { TimeRule } from '../../domain/timer.ts';
import { timerRow } from '../../store/timer-row.ts';
import type { Handler } from '../manifest.ts';

/** Purpose of the timers that remind her of a day she named herself. */
export const COMMITMENT = 'commitment';

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** She named the day on which she will do something: she is reminded by these rules, counted from it. */
    'commitment.set': FromStep & { readonly remind: readonly TimeRule[] };
  }
}

/** A rule without a clock time comes at this local hour of its day. */
const MORNING = '09:00';

export function commitmentKey(flow: string, step: string, nth: number): string {
  return `${COMMITMENT}:${flow}:${step}:${nth}`;
}

/** A day named anew sets the same timers anew. What lies in the past reminds of nothing. */
export const commitmentSet: Handler<'commitment.set'> = ({ personId, flow, step, answer, remind }, at) => {
  if (answer?.type !== 'date') return [];
  return remind.flatMap((rule, index) => {
    const request = { key: commitmentKey(flow, step, index + 1), purpose: COMMITMENT, rule: onDay(answer.date, rule) };
    const due = at.due(personId, request, at.now);
    if (due <= at.now) return [];
    return [
      timerRow(personId, { ...request, anchor: { at: at.now }, nth: index + 1 }, at, { due, anchoredAt: at.now }),
    ];
  });
};

/** The rule read from her day: `1 day before at 18:00`, `same day at 09:00`, `2 days`. */
function onDay(day: string, rule: TimeRule): TimeRule {
  if ('date' in rule) return rule;
  if ('days' in rule) return { date: addDays(day, rule.days), at: rule.at };
  if ('at' in rule) return { date: day, at: rule.at };
  return { date: addDays(day, Math.round(rule.after / DAY)), at: MORNING };
}
