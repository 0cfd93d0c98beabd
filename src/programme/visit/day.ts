import { localDate, localTime } from '../../domain/time.ts';
import type { SqlRow } from '../../store/port.ts';
import { packFactsIn } from '../pack-facts.ts';

/** The zone of a programme, of the rows of `packFactsQuery`. */
export function zoneIn(packs: readonly SqlRow[] | undefined, programme: string): string {
  return packFactsIn(packs).find((one) => one.programme === programme)?.timezone ?? 'UTC';
}

/** A moment as a text tells it: `{{day}} {{hour}}`. */
export function localDateTime(at: number, programme: string, packs: readonly SqlRow[] | undefined) {
  const zone = zoneIn(packs, programme);
  return { day: localDate(at, zone), hour: localTime(at, zone) };
}
