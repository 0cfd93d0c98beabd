import { HOUR, MINUTE, type Millis } from '../../base/clock.ts';

/** Opened and not decided for so long, a submission is anybody's again. */
export const HELD_FOR: Millis = 30 * MINUTE;
/** She may still be sending: without LISTO it is not opened sooner after its last part. */
export const STILL_COMING: Millis = 10 * MINUTE;
/** SALTAR leaves it to others for so long. */
export const SKIPPED_FOR: Millis = 12 * HOUR;
/** She is told so much later: time for a voice note that goes with it, and for DESHACER. */
export const TELL_AFTER: Millis = 3 * MINUTE;
/** A voice note that is not fetched by then does not hold up the words. */
export const WAIT_FOR_VOICE: Millis = 30 * MINUTE;
/** Words of one submission on a phone; the API has them all. */
export const SHOWN_TEXT = 1_200;
/** Files of one submission on a phone. */
export const SHOWN_FILES = 10;
