import { DAY, type Millis } from '../../base/clock.ts';
import type { StaffLine } from '../manifest.ts';
import { firstName } from '../on-duty.ts';
import type { Reason, ToCall } from './calls.ts';

export const line = (key: string, vars: StaffLine['vars'] = {}): StaffLine => ({ key: `follow-up.${key}`, vars });

/** A reason in words: "faltó a 2 sesiones". */
export function why({ rule, n, since, about }: Reason, now: Millis): Omit<StaffLine, 'lists'> {
  const days = Math.floor((now - since) / DAY);
  if (rule === 'pack') return line('why-pack', { about });
  return line(n === 1 && (rule === 'homework' || rule === 'unopened') ? `why-${rule}-one` : `why-${rule}`, { n, days });
}

/** "1 Ana: faltó a 2 sesiones, sin escribir desde hace 12 días". */
export function numberedLine(n: number, one: ToCall, now: Millis): StaffLine {
  const reasons = one.reasons.map((reason) => why(reason, now));
  const all = one.callback ? [line('why-callback'), ...reasons] : reasons;
  return { ...line('person', { n, who: firstName(one.name) || '-' }), lists: { why: all } };
}
