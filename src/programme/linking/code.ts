import { createHash, timingSafeEqual } from 'node:crypto';
import { DAY } from '../../base/clock.ts';
import type { NewId } from '../../base/ids.ts';

/** Six digits: what people know from their bank, and can be said on the phone. */
const DIGITS = 6;
/** Wrong codes in one request; with its six digits a guess then succeeds once in 200,000. */
export const TRIES = 5;
/** Requests that one person or number may make, or that may be made about one person, in so long: none is pestered. */
export const ASKED_MOST = { times: 3, within: 7 * DAY } as const;
/** More women of one name than this: a person of the team sorts it out. */
export const CANDIDATES_MOST = 3;

/**
 * A code drawn from an operation's own chance: its seed is used by nothing whose ids anybody sees. The last eight
 * characters of an id are 40 random bits in base 32.
 */
export function drawCode(newId: NewId): string {
  const bits = newId()
    .slice(-8)
    .split('')
    .reduce((sum, letter) => sum * 32 + '0123456789abcdefghjkmnpqrstvwxyz'.indexOf(letter), 0);
  return String(bits % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** What is kept of a code: whoever reads the table cannot use it at a glance. */
export function proofOf(claim: string, code: string): string {
  return createHash('sha256').update(`${claim} ${code}`).digest('hex');
}

/** Takes the same time whatever is wrong with it. */
export function proves(proof: string, claim: string, code: string): boolean {
  const [kept, given] = [Buffer.from(proof), Buffer.from(proofOf(claim, code))];
  return kept.length === given.length && timingSafeEqual(kept, given);
}
