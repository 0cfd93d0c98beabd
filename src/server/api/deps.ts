import type { Clock } from '../../base/clock.ts';
import type { Programme } from '../../flow/programme.ts';
import type { Recording } from '../../programme/recorded.ts';
import type { AnyRoute, RouteContext } from '../../programme/route.ts';
import type { Operation, Query, SqlRow } from '../../store/port.ts';
import type { Tell } from './problem.ts';

/** All that the API knows of the house. */
export interface ApiDeps {
  readonly routes: readonly AnyRoute[];
  readonly read: (query: Query) => Promise<readonly SqlRow[]>;
  /** Runs an operation of the house itself (the server keeps tokens' days and answers by it). */
  readonly operate: <I, O>(operation: Operation<I, O>, input: I) => Promise<O>;
  /** Runs an operation of a capability, leaving its line in the audit log in the same commit. */
  readonly record: <I, O>(operation: Operation<I, O>, input: I, recording: Recording) => Promise<O>;
  readonly place: RouteContext['place'];
  readonly newcomers: RouteContext['newcomers'];
  readonly ourNumbers: RouteContext['ourNumbers'];
  readonly words: RouteContext['words'];
  readonly paper: RouteContext['paper'];
  readonly publicUrl: RouteContext['publicUrl'];
  programmes(): ReadonlyMap<string, Programme>;
  /** An error in Spanish, for whoever asks for it. Absent: there is English only. */
  readonly spanish?: Tell;
  readonly clock: Clock;
}
