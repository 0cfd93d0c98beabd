import type { Millis } from './clock.ts';
import { type Random, seededRandom } from './random.ts';

/** Makes the next id of one source. Ids sort by the time and order in which they were made. */
export type NewId = () => string;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford base 32: no i, l, o, u to misread aloud

function base32(value: number, length: number): string {
  let text = '';
  for (let rest = value, i = 0; i < length; i++) {
    text = ALPHABET[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/**
 * Ids for one turn or operation: 9 characters of time, 3 of order within it, 8 of chance (of 32 bits, as the stream has).
 * Of a hundred turns of one moment two draw the same once in a million such moments; the key of the table refuses it then
 * and the turn is thought anew with another seed.
 * The same time and seed give the same ids, which is what lets a turn be thought twice with one result.
 */
export function idsFrom(now: Millis, seed: string): NewId {
  const random: Random = seededRandom(seed);
  const time = base32(Math.max(0, now), 9);
  let order = 0;
  return () => time + base32(order++ % 32_768, 3) + base32(Math.floor(random() * 2 ** 40), 8);
}
