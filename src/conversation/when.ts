import type { Millis } from '../base/clock.ts';
import { chosenHour } from '../domain/part-of-day.ts';
import { localMoment, localTime } from '../domain/time.ts';
import { formatDay } from '../locale/dates.ts';
import type { Draft } from './draft.ts';
import { system } from './speech.ts';
import { zoneOf } from './zone.ts';

/** The hour at which what is ours to choose comes to her: the one she chose, else the given one. */
export function hourOf(d: Draft, otherwise: string): string {
  return chosenHour(d.world.profile['hour']) ?? otherwise;
}

/** A moment in words, in her zone: miércoles 4 de marzo, and a las 4 de la tarde. */
export function whenWords(d: Draft, at: Millis): { readonly day: string; readonly hour: string } {
  const zone = zoneOf(d);
  return { day: formatDay(at, zone, d.language), hour: hourWords(d, localTime(at, zone)) };
}

/** A local day (yyyy-mm-dd) in words. */
export function dayWords(d: Draft, day: string): string {
  const zone = zoneOf(d);
  return formatDay(localMoment(day, '12:00', zone), zone, d.language);
}

/** Nobody in the village says 16:00. @param hhmm local clock. */
export function hourWords(d: Draft, hhmm: string): string {
  const [hours = 0, minutes = 0] = hhmm.split(':').map(Number);
  const hour = hours % 12 || 12;
  const clock = minutes === 0 ? String(hour) : `${hour}:${hhmm.slice(3)}`;
  const part = hours < 12 ? 'morning' : hours === 12 ? 'noon' : hours < 19 ? 'afternoon' : 'evening';
  return system(d, `hour.${part}`, { clock }, hour).text;
}
