import type { Millis } from '../base/clock.ts';
import { type QuietHours, quietAround } from './quiet-hours.ts';
import { addDays, localDate, localMoment } from './time.ts';

/** Nights that may lie within a span; more than any wait of ours has. */
const NIGHTS_MOST = 60;

/** The moment at which so much time outside quiet hours has passed since `from`. What falls due as quiet begins is due when it ends. */
export function awakeAfter(from: Millis, span: Millis, zone: string, quiet: readonly QuietHours[]): Millis {
  let at = quietAround(from, zone, quiet)?.to ?? from;
  let left = span;
  for (let nights = 0; nights < NIGHTS_MOST; nights++) {
    const night = nextQuiet(at, zone, quiet);
    if (night === undefined || at + left < night) return at + left;
    left -= night - at;
    at = quietAround(night, zone, quiet)?.to ?? night;
  }
  return at + left;
}

/** When it next becomes quiet, from a moment that is not; within two days, as quiet hours are daily. */
function nextQuiet(at: Millis, zone: string, quiet: readonly QuietHours[]): Millis | undefined {
  const today = localDate(at, zone);
  const starts = quiet
    .filter(({ from, to }) => from !== to)
    .flatMap(({ from }) => [0, 1].map((days) => localMoment(addDays(today, days), from, zone)))
    .filter((start) => start > at);
  return starts.length === 0 ? undefined : Math.min(...starts);
}
