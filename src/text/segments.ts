import { isGsm7, septetsOf } from './gsm7.ts';

export interface Segments {
  readonly encoding: 'gsm7' | 'ucs2';
  /** Septets in GSM-7, UTF-16 units in UCS-2. */
  readonly units: number;
  /** Messages that are billed. An empty text still costs one. */
  readonly segments: number;
}

/** Room in a single message, and in each part of a long one, whose header takes 6 octets (3GPP TS 23.040 §9.2.3.24.1). */
const ROOM = { gsm7: { single: 160, part: 153 }, ucs2: { single: 70, part: 67 } } as const;

/** What a text costs as SMS. Neither a surrogate pair nor an escaped character is split over two parts. */
export function segmentsOf(text: string): Segments {
  const encoding = isGsm7(text) ? 'gsm7' : 'ucs2';
  const room = ROOM[encoding];
  let units = 0;
  let parts = 1;
  let used = 0;
  for (const char of text) {
    const size = encoding === 'gsm7' ? septetsOf(char) : char.length;
    units += size;
    if (used + size > room.part) {
      parts++;
      used = 0;
    }
    used += size;
  }
  return { encoding, units, segments: units <= room.single ? 1 : parts };
}
