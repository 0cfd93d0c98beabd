import { ZONE } from '../programme/session/fact.ts';
import { type Draft, programmeOf } from './draft.ts';

/** The zone her times are read in: that of her site or cohort, else her programme's. */
export function zoneOf(d: Draft): string {
  const own = d.world.facts[ZONE];
  return typeof own === 'string' ? own : (programmeOf(d)?.timezone ?? 'UTC');
}
