import { DAY, HOUR, MINUTE, type Millis } from '../../base/clock.ts';
import { addDays, localMoment, localTime } from '../../domain/time.ts';
import type { Draft } from '../draft.ts';
import { change, effect } from '../draft.ts';
import { commandBefore, stretchIn } from '../hear.ts';
import { PAUSE_BACK, PAUSE_DAYS, PAUSE_DAYS_MOST } from '../limits.ts';
import { askSystem } from '../questions.ts';
import { planRest } from '../rest-state.ts';
import { backAt, teamRest, todayOf } from '../rests.ts';
import { say, system } from '../speech.ts';
import { whenWords } from '../when.ts';
import { zoneOf } from '../zone.ts';
import type { Command } from './command.ts';

/** What PAUSA alone offers beside the days it gives: a word or a number changes them. */
export const PAUSES = { day: 1, week: 7, fortnight: 14 } as const;

/** Later a "1" is meant for her lesson again. */
const ASKED_FOR: Millis = HOUR;

/** PAUSA, PAUSA 5 DIAS, PAUSA HASTA EL LUNES: no reminders and no lessons until then. SEGUIR ends it. */
export const pause: Command = (d, _message, text) => {
  const before = commandBefore(d, text);
  const span = before?.command === 'pause' ? stretchIn(d, before.rest).span : undefined;
  if (span && 'to' in span) return pauseUntil(d, span.to);
  pauseFor(d, span?.days ?? PAUSE_DAYS);
  if (!span) {
    askSystem(d, {
      thread: '@pause',
      ...system(d, 'pause.other'),
      until: d.now + ASKED_FOR,
      options: Object.keys(PAUSES).map((key) => ({ key, label: system(d, `pause.${key}`).text })),
    });
  }
  return 'command';
};

/** So many days from now, to the same hour. */
export function pauseFor(d: Draft, days: number): void {
  const most = Math.min(Math.max(days, 1), PAUSE_DAYS_MOST);
  const zone = zoneOf(d);
  begin(d, localMoment(addDays(todayOf(d), most), localTime(d.now, zone), zone) + (d.now % MINUTE));
}

/** She is back on that day. */
function pauseUntil(d: Draft, day: string): string {
  const at = localMoment(day, PAUSE_BACK, zoneOf(d));
  if (at <= d.now) say(d, 'pause.past');
  else if (at > d.now + (PAUSE_DAYS_MOST + 1) * DAY) say(d, 'pause.long', { days: PAUSE_DAYS_MOST });
  else begin(d, at);
  return 'command';
}

function begin(d: Draft, until: Millis): void {
  change(d, { pausedUntil: until });
  effect(d, {
    kind: 'timer.set',
    personId: d.person.id,
    timer: { key: 'pause', anchor: { at: until }, rule: { after: 0 }, purpose: 'pause' },
  });
  planRest(d);
  // Where her cohort rests longer, that is when she hears of us again.
  const back = backAt(d);
  const { day } = whenWords(d, back);
  if (back > until && teamRest(d) !== undefined) say(d, 'pause.with-group', { day });
  else say(d, 'pause.until', { day });
}
