import type { Conversation } from '../conversation/state.ts';
import type { Pause, Where } from '../domain/time.ts';
import type { Library } from '../flow/library.ts';
import type { Programme } from '../flow/programme.ts';
import type { Rest } from '../programme/manifest.ts';

/** Zone and pauses by which a person's times are read: hers, else her programme's, and the rests that the team gave her. */
export function whereOf(
  conversation: Conversation | undefined,
  library: Library,
  team: readonly Pause[] = [],
  zone?: string,
): Where {
  const programme = programmeOf(conversation, library);
  if (!programme) return { zone: 'UTC' };
  return {
    zone: zone ?? programme.timezone,
    pauses: team.length === 0 ? programme.calendar : [...programme.calendar, ...team],
  };
}

/** Hers; before she has one, the first there is: a newcomer's only timers are those of its consent. */
export function programmeOf(conversation: Conversation | undefined, library: Library): Programme | undefined {
  const named = conversation?.journey?.programme ?? conversation?.threads[0]?.flow.split('/', 1)[0];
  return (named === undefined ? undefined : library.programmes.get(named)) ?? [...library.programmes.values()][0];
}

/** When she is not woken, for the outbox: her zone and the quiet hours of her programme. */
export function restOf(conversation: Conversation | undefined, library: Library, own?: string): Rest {
  const programme = programmeOf(conversation, library);
  if (!programme) return {};
  const { timezone, quietHours } = programme;
  const zone = own ?? timezone;
  return quietHours ? { zone, quiet: [quietHours] } : { zone };
}
