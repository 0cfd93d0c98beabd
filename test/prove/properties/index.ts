import type { AnyTarget } from '../target.ts';
import { breaths } from './breaths.ts';
import { stale } from './stale.ts';
import { statuses } from './statuses.ts';
import { threads } from './threads.ts';
import { timers } from './timers.ts';

/** What must hold whatever happens in whatever order, each against a model of its own. */
export const PROPERTIES = [threads, breaths, stale, statuses, timers] as unknown as readonly AnyTarget[];
