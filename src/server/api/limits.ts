import { SECOND } from '../../base/clock.ts';

/** A page of anything is far below; files come by routes of their own. */
export const BODY_LIMIT = 1024 * 1024;
/**
 * Of one token: a burst as a dashboard opens, then ten a second. A thousand times what a coordinator does by hand, and a
 * loop gone wild leaves the one reading thread to others.
 */
export const BURST = 60;
export const EVERY = SECOND / 10;
/** Wrong tokens a minute from one network address; after that they get 429. Good tokens are never held by it. */
export const WRONG_TOKENS = 30;
