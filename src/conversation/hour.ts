import { PARTS_OF_DAY } from '../domain/part-of-day.ts';
import { localMoment } from '../domain/time.ts';
import { keep } from './apply-emitted.ts';
import { type Draft, programmeOf } from './draft.ts';
import { askSystem } from './questions.ts';
import { planRelease } from './release.ts';
import { todayOf } from './rests.ts';
import { say, system } from './speech.ts';
import { hourOf, whenWords } from './when.ts';
import { zoneOf } from './zone.ts';

/** Asks when she is least busy. She may change it at any time by HORARIO, since days change and people misjudge theirs. */
export function askHour(d: Draft): void {
  askSystem(d, {
    thread: '@hour',
    ...system(d, 'best-hour.ask'),
    options: Object.keys(PARTS_OF_DAY).map((key) => ({ key, label: system(d, `best-hour.${key}`).text })),
  });
}

/** Once, when she has registered, where the programme asks it. */
export function askHourOnce(d: Draft): void {
  if (programmeOf(d)?.askHour && d.world.profile['hour'] === undefined) askHour(d);
}

export function hourChosen(d: Draft, part: string): void {
  keep(d, 'profile.hour', part);
  const at = localMoment(todayOf(d), hourOf(d, PARTS_OF_DAY.morning), zoneOf(d));
  say(d, 'best-hour.set', { hour: whenWords(d, at).hour });
  planRelease(d);
}
