import { isCareful } from './careful.ts';
import type { Draft } from './draft.ts';
import { say } from './speech.ts';

/** So much of it goes with a reminder: an SMS is paid by the piece. */
const SHORT = 50;

/**
 * Her own words for why she takes part (`profile.goal`), beside a reminder. Only where nobody else reads: what she hopes
 * for may be what she keeps from them.
 */
export function sayGoal(d: Draft): void {
  const { goal } = d.world.profile;
  if (typeof goal !== 'string' || goal.trim() === '' || isCareful(d)) return;
  const words = goal.trim().replace(/[.!]+$/, '');
  say(d, 'reminder.goal', { goal: words.length > SHORT ? `${words.slice(0, SHORT - 3).trimEnd()}...` : words });
}
