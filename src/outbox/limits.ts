import type { Backoff } from '../base/backoff.ts';
import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../base/clock.ts';

/** A transient refusal is tried again so often. With RETRY this rides out a provider that is down for some 45 minutes. */
export const TRIES_TO_SEND = 10;
export const RETRY: Backoff = { first: 2 * SECOND, factor: 4, cap: 20 * MINUTE };
/** What was taken and failed on its way goes again so often, the last time hours later (CHANNELS §3.6: 30003, 30008). */
export const TRIES_TO_REACH = 3;
export const UNREACHED_WAIT: Millis = 2 * HOUR;
/** Too fast for the provider: the line rests, longer each time in a row. */
export const THROTTLE: Backoff = { first: SECOND, factor: 2, cap: 2 * MINUTE };
/** Meta's rule for 131056: 4^X seconds for that address alone (CHANNELS §1.7). */
export const PAIR: Backoff = { first: 4 * SECOND, factor: 4, cap: 17 * MINUTE };
/** A stopped channel is asked again whether it is well; whoever repairs a token should not wait long. */
export const PROBE: Backoff = { first: 30 * SECOND, factor: 2, cap: 10 * MINUTE };
/** The store could not take our results: they are kept in memory and offered again. */
export const STORE_AGAIN: Backoff = { first: SECOND, factor: 2, cap: 30 * SECOND };

/** Spam limit (131048): broadcasts rest, replies go on. */
export const CAMPAIGN_REST: Millis = HOUR;
/** 131049: the provider holds marketing back from her for at least a day. */
export const MARKETING_WAIT: Millis = DAY;

/** An unknown outcome waits so long for a status to tell (DESIGN §2.3): replies, and the rest. */
export const UNKNOWN_REPLY: Millis = 15 * SECOND;
export const UNKNOWN_REST: Millis = 10 * MINUTE;

/** A newer message to the same address waits for an older one that comes again within so long, to keep their order. */
export const KEEP_ORDER: Millis = MINUTE;

/** Requests open at once: enough for Meta's 80 a second at half a second each, well below a process's sockets. */
export const IN_FLIGHT = 48;
/** Rows looked at in one claim: a commit of this size stays under a few milliseconds. */
export const CLAIM_MOST = 100;
/** A full bucket holds a second's worth, so that a silent minute never becomes a storm. */
export const BURST_SECONDS = 1;

/** How often it is asked at most what was not delivered in time; programmes count that in hours. */
export const LOOK_EVERY: Millis = MINUTE;

/** Statuses that name nothing of ours (another program on the same number) are forgotten after so long. */
export const STRAY_KEPT: Millis = 2 * DAY;
