import { DAY } from '../../base/clock.ts';
import { change, effect } from '../draft.ts';
import { PAUSE_DAYS, PAUSE_DAYS_MOST } from '../limits.ts';
import { say } from '../speech.ts';
import type { Command } from './command.ts';

/** PAUSA, PAUSA 5 DIAS: no reminders and no lessons until then. SEGUIR ends it. */
export const pause: Command = (d, _message, text) => {
  const days = Math.min(Math.max(Number(/\d{1,3}/.exec(text)?.[0] ?? PAUSE_DAYS), 1), PAUSE_DAYS_MOST);
  const until = d.now + days * DAY;
  change(d, { pausedUntil: until });
  effect(d, {
    kind: 'timer.set',
    personId: d.person.id,
    timer: { key: 'pause', anchor: { at: until }, rule: { after: 0 }, purpose: 'pause' },
  });
  say(d, 'pause.until', {}, days);
  return 'command';
};
