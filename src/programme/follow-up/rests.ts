import type { Millis } from '../../base/clock.ts';
import { addDays, localMoment } from '../../domain/time.ts';

/** From one moment to before another. */
export interface Stretch {
  readonly from: Millis;
  readonly to: Millis;
}

/** Local days, both included, as moments. */
export const daysAsStretch = (from: string, to: string, zone: string): Stretch => ({
  from: localMoment(from, '00:00', zone),
  to: localMoment(addDays(to, 1), '00:00', zone),
});

export const isResting = (at: Millis, rests: readonly Stretch[]): boolean =>
  rests.some(({ from, to }) => from <= at && at < to);

/** How long a clock has run between two moments that stands still in every pause; pauses may overlap. */
export function ranFor(from: Millis, to: Millis, rests: readonly Stretch[]): Millis {
  let ran = 0;
  let at = from;
  for (const rest of rests.toSorted((a, b) => a.from - b.from)) {
    if (rest.to <= at) continue;
    if (rest.from >= to) break;
    ran += Math.max(0, rest.from - at);
    at = rest.to;
  }
  return ran + Math.max(0, to - at);
}
