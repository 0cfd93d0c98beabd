import { MINUTE, type Millis, SECOND } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';

/**
 * One look at the phone. What somebody reads within it is all one to her, and she writes in its middle: a network that is
 * some seconds slower changes nothing that she decides, and what it did to her last message is over before the next.
 */
export const LOOK: Millis = 5 * MINUTE;
const MIDDLE: Millis = 150 * SECOND;
const GIVE_OR_TAKE = 60;

const lookAt = (at: Millis): Millis => Math.floor(at / LOOK) * LOOK;

/** When she writes who read something now and lets so much time pass: never within the same look. */
export const writesAfter = (now: Millis, delay: Millis, random: Random): Millis =>
  writesIn(lookAt(now) + Math.max(LOOK, delay), random);

/** When within the look that holds this moment she writes. */
export const writesIn = (at: Millis, random: Random): Millis =>
  lookAt(at) + MIDDLE + Math.floor(random() * GIVE_OR_TAKE) * SECOND;

/** The next look: before anything else, for what cannot wait. */
export const atOnce = (now: Millis): Millis => lookAt(now) + LOOK + MINUTE;

/** The phone is free for something else. */
export const nextLook = (now: Millis): Millis => lookAt(now) + LOOK + MIDDLE;
