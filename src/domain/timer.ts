import type { Millis } from '../base/clock.ts';

/** A local rule for a moment, resolved in the person's zone when its anchor is known (DST, calendar, pauses apply then). */
export type TimeRule =
  /** So long after the anchor. */
  | { readonly after: Millis }
  /** `days` after the anchor (negative: before), at hh:mm local. */
  | { readonly days: number; readonly at: string }
  /** The next hh:mm local at or after the anchor. */
  | { readonly at: string }
  /** A fixed local date and hh:mm. */
  | { readonly date: string; readonly at: string };

/** What a timer counts from. On a question it sleeps until her phone may have it: accepted, or otherwise ended. */
export type TimerAnchor = { readonly question: string } | { readonly at: Millis };

/** Asked of the store by a turn. A second timer with the same person and key replaces the first. */
export interface TimerRequest {
  readonly key: string;
  readonly anchor: TimerAnchor;
  readonly rule: TimeRule;
  /** `remind`, `wait`, `due`, `expire`… and what the conversation needs to know it again. */
  readonly purpose: string;
  readonly thread?: string;
  readonly question?: string;
  /** Which repetition, from 1. */
  readonly nth?: number;
}
