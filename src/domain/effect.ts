import type { Millis } from '../base/clock.ts';
import type { Json } from '../base/json.ts';
import type { Answer } from './answer.ts';
import type { OutGroup } from './outbound.ts';
import type { TaskWhy } from './task.ts';
import type { TimerRequest } from './timer.ts';

/**
 * What a turn wants done: kind → payload. Capabilities add theirs by augmenting this interface
 * (`declare module '../../domain/effect.ts' { interface EffectMap { 'homework.assign': … } }`), and the table of
 * handlers is typed over its keys, so that a kind without a handler does not compile.
 */
export interface EffectMap {
  /** Messages of this turn. */
  send: { readonly group: OutGroup };
  'timer.set': { readonly personId: string; readonly timer: TimerRequest };
  'timer.cancel': { readonly personId: string; readonly key: string };
  /** A person is met for the first time on this address. */
  'person.create': {
    readonly personId: string;
    readonly addressId: string;
    readonly language: string;
    readonly name?: string;
  };
  /** A value she gave or a flow set: `person.x`, `profile.x`. `profile.name` and `profile.language` also move her columns. */
  'person.set': { readonly personId: string; readonly path: string; readonly value: Json };
  'person.tag': { readonly personId: string; readonly tag: string; readonly on: boolean };
  /** An answer, kept for ever beside what she typed. */
  answer: {
    readonly personId: string;
    readonly flow: string;
    readonly version: string;
    readonly step: string;
    readonly questionId: string;
    readonly answer: Answer;
    readonly raw: string;
    readonly correct?: boolean;
    readonly attempt?: number;
    /** Extra text that came within 90 s and belongs to the answer above. */
    readonly appends?: boolean;
    /** When she sent it, where that is not when she sent the message of this turn: it had waited for its question. */
    readonly sentAt?: Millis;
  };
  /** A step was passed without being understood, or is asked in person because others read her phone. */
  'answer.missed': {
    readonly personId: string;
    readonly flow: string;
    readonly step: string;
    /** Empty where the question was never shown. */
    readonly questionId: string;
    readonly why?: 'in-person';
  };
  'flow.progress': {
    readonly personId: string;
    readonly flow: string;
    readonly version: string;
    /** `unsent`: it was begun, but its message could not go, so that she has not seen it; released it stays. */
    readonly state: 'released' | 'opened' | 'finished' | 'left' | 'unsent';
  };
  consent: {
    readonly personId: string;
    readonly purpose: string;
    /** Absent: not of one programme. */
    readonly programme?: string;
    /** In which she was asked; absent: hers. */
    readonly language?: string;
    readonly wording: string;
    readonly given: boolean;
  };
  enrol: {
    readonly personId: string;
    readonly programme: string;
    readonly state:
      | 'invited'
      | 'withdrawn'
      | 'consenting'
      | 'registering'
      | 'applicant'
      | 'active'
      | 'paused'
      | 'completed'
      | 'dropped'
      | 'declined';
    /** Why she is paused or dropped; absent: no reason any more. */
    readonly reason?: string;
  };
  /** The number falls silent, and with it everybody on it. */
  'opt-out': { readonly addressId: string; readonly by: 'learner' | 'provider'; readonly word: string };
  /** The number may be written to again, and this person at it; without one, only to ask who came back. */
  'opt-in': { readonly addressId: string; readonly personId?: string };
  /** Something for a human: why (domain/task.ts), and the title of what it is about; never her words. */
  task: { readonly personId: string; readonly topic: string; readonly why: TaskWhy; readonly about?: string };
  /**
   * A named operation to be run after this turn, for what a turn cannot see (a whole cohort): its input, to which the job
   * itself is added as `job`. It answers by an event in this lane (programme/job.ts).
   */
  job: { readonly personId: string; readonly operation: string; readonly input: Readonly<Record<string, Json>> };
  /** A line of the audit log: someone of the team did something. `detail` as programme/audit.ts says. */
  audit: {
    readonly personId: string;
    readonly action: string;
    readonly about: string | null;
    readonly detail: Readonly<Record<string, Json>>;
  };
  /** Distress: the focal point is told that someone needs her, never what was said. */
  alert: { readonly personId: string; readonly phrase: string };
}

/**
 * What the conversation adds to every effect that a step emits (an `effect` action), so that a capability's payload
 * holds only what is its own: `'homework.part': FromStep & { … }`.
 */
export interface FromStep {
  readonly personId: string;
  readonly threadId: string;
  readonly flow: string;
  readonly version: string;
  readonly step: string;
  /** What the thread keeps (`thread.x`). */
  readonly vars?: Readonly<Record<string, Json>>;
  /** The step before was passed by, to be asked in person. */
  readonly passed?: 'in-person';
  /** The answer at hand, where the effect stands on an ANSWER move. */
  readonly questionId?: string;
  readonly answer?: Answer;
  readonly raw?: string;
  /** When she sent it, where that was not with this turn's message: it had waited until she said for which question it is. */
  readonly sentAt?: Millis;
}

export type EffectKind = keyof EffectMap;
export type Effect = { [K in EffectKind]: { readonly kind: K } & EffectMap[K] }[EffectKind];
