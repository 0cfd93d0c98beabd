import { MINUTE, type Millis, SECOND } from '../../base/clock.ts';
import type { Role } from '../on-duty.ts';

/** Who may speak a lesson, and who may say that it goes out. */
export const SPEAKERS: readonly Role[] = ['facilitator', 'coordinator', 'deputy', 'reviewer', 'admin'];
export const SPEAKERS_SQL = `(${SPEAKERS.map((role) => `'${role}'`).join(', ')})`;

/** Longer than that nobody on one bar of signal waits for. A minute is advised (docs/packs.md). */
export const LONGEST: Millis = 90 * SECOND;
/** A thumb is not so exact. */
export const GRACE: Millis = SECOND / 2;
/** Shorter than that it was a slip of the thumb. */
export const SHORTEST: Millis = SECOND;
/** What WhatsApp takes as a recording (CHANNELS §2.3); a phone makes the first. */
export const PLAYABLE = ['audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/aac', 'audio/amr'];

/** The file is looked for so soon, and each time after twice as long … */
export const LOOK_AFTER: Millis = 2 * SECOND;
/** … until this: she is told that it did not arrive. */
export const WAIT_FOR_FILE: Millis = 30 * MINUTE;

/** Steps that are named to somebody who named none. */
export const STEPS_SHOWN = 12;
