import { HOUR, MINUTE, type Millis } from '../../base/clock.ts';

/** A preview is confirmed within so long, or made anew: people come and go. */
export const CONFIRM_WITHIN: Millis = HOUR;
/** The same words to the same people by the same author within so long are impatience, not a second message. */
export const SAME_WITHIN: Millis = HOUR;
/** The same command again so soon is a finger or a network that stutters: it was answered a moment ago. */
export const STUTTER: Millis = MINUTE;
/** Wrong codes in a row after which nothing that waits for one may be sent any more. */
export const WRONG_MOST = 5;
/** To more people than this only after a test to oneself, or by somebody else's hand. */
export const LARGE = 200;
/** Rows that one commit writes: some 10 ms on a small machine, so that a talking learner's reply does not wait for them. */
export const SLICE = 500;
/** WhatsApp would take 4,096; nobody reads that on a small screen. */
export const TEXT_MOST = 1_000;
/** Segments of one SMS: what costs more is no reminder but a letter. */
export const SEGMENTS_MOST = 4;
/** An outbox row that is held: no such moment comes. */
export const HELD: Millis = 253_402_300_799_000;
/** Looks whether it is done: often at first, then rarely. */
export const LOOK_SOON: Millis = 2 * MINUTE;
export const LOOK_LATER: Millis = 30 * MINUTE;
/** Receipts of delivery are waited for so long after the last message left; some networks send none. */
export const RECEIPTS: Millis = 10 * MINUTE;
