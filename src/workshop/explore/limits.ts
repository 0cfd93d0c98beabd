/** SMS segments of one turn: two are what a bare phone shows as one message and what the budget is made with. */
export const SEGMENTS_MOST = 2;
/** Messages that she pays in one lesson, as far as she is understood at once (docs/principles.md). */
export const REPLIES_MOST = 2;
/**
 * Messages of ours in one lesson at its longest: the opening, two questions each answered wrong once and then right, and
 * one more for a choice between. What is longer is two lessons.
 */
export const MESSAGES_MOST = 6;
