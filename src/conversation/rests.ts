import type { Millis } from '../base/clock.ts';
import { restsOn } from '../domain/release.ts';
import { addDays, localDate, localMoment, resolveTime, type Where } from '../domain/time.ts';
import { pausesIn } from '../programme/standing/fact.ts';
import { type Draft, programmeOf } from './draft.ts';
import { zoneOf } from './zone.ts';

/**
 * Her zone, and every pause that covers her: the calendar of her programme, her cohort's, and what the team gave her
 * alone. Her own PAUSA is a moment (`pausedUntil`), since she may end it by a word. Where several overlap the longest wins.
 */
export function whereOf(d: Draft): Where {
  const { quietOn } = d.conversation;
  const today = quietOn === undefined ? [] : [{ from: quietOn, to: quietOn }];
  const pauses = [...(programmeOf(d)?.calendar ?? []), ...pausesIn(d.world.facts), ...today];
  return { zone: zoneOf(d), pauses };
}

/** Her local day. */
export function todayOf(d: Draft): string {
  return localDate(d.now, zoneOf(d));
}

/** Nothing of ours reminds her of anything now. */
export function isResting(d: Draft): boolean {
  return (d.conversation.pausedUntil ?? 0) > d.now || restsOn(todayOf(d), whereOf(d));
}

/** The first moment, from `from` on, at which nothing makes her rest any more. */
export function backAt(d: Draft, from: Millis = d.now): Millis {
  return resolveTime({ after: 0 }, Math.max(from, d.conversation.pausedUntil ?? 0), whereOf(d));
}

/** Why the team lets her rest today; undefined where it does not. */
export function teamRest(d: Draft): string | undefined {
  const today = todayOf(d);
  return pausesIn(d.world.facts).find(({ from, to }) => from <= today && today <= to)?.why;
}

/** When a pause of the team next begins or ends for her. */
export function nextTurnOfRest(d: Draft): Millis | undefined {
  const zone = zoneOf(d);
  const turns = pausesIn(d.world.facts)
    .flatMap(({ from, to }) => [localMoment(from, '00:00', zone), localMoment(addDays(to, 1), '00:00', zone)])
    .filter((at) => at > d.now);
  return turns.length === 0 ? undefined : Math.min(...turns);
}
