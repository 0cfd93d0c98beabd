import type { z } from 'zod';
import type { Json } from '../../base/json.ts';
import type { EffectKind } from '../../domain/effect.ts';
import type { Accepts } from '../../domain/question.ts';
import type { TimeRule } from '../../domain/timer.ts';
import type { Said } from '../../locale/sentence.ts';

/**
 * The contract of a verb. One verb, one file, one registered name, one test-data file, one manual page: a test loops
 * over the registry and asks for all of them. A verb returns plain data; only flow/compile makes a machine of it.
 */
export interface Verb<S extends object = Record<string, unknown>> {
  /** The key that starts the step in a flow file. */
  readonly verb: string;
  /** The keys of the step, its own verb key among them. Unknown keys are refused by the parser. */
  readonly schema: z.ZodType<S>;
  /** Made only by a FileKind when it lowers a pack file; authors cannot write it (UNKNOWN_VERB). */
  readonly internal?: true;
  /** Must have an id, because it asks, saves or waits. */
  readonly needsId: boolean;
  /** Branches of steps under this one: `when.yes`, `then`, `options.NEGOCIO`… in file order. */
  branches?(step: S): readonly Branch[];
  /** Texts of this step that a translator sees: field → text. `sms` belongs to the first field. */
  texts(step: S): Readonly<Record<string, SourceText>>;
  /** CEL conditions of this step, to be type-checked: the key they stand under → expression. */
  conditions?(step: S): Readonly<Record<string, string>>;
  /** Names in other files: `{ key: 'run', kind: 'flow', name }`. The checker resolves each. */
  references?(step: S): readonly Reference[];
  /** What cannot be seen from the schema alone. */
  check?(step: S, at: CheckContext): void;
  /** The step as a piece of a state machine. */
  fragment(step: S, at: FragmentContext): Fragment;
  /** For the manual: what it does, in one paragraph, and a lesson that uses it (compiled and played by the docs test). */
  readonly manual: Manual;
}

export interface Manual {
  readonly purpose: string;
  /** The purpose in Spanish, for the manual of authors; internal verbs stand in none. */
  readonly es?: string;
  readonly example: string;
  /** Lines of a transcript (`< casa`, `~ 1 day`) that the manual plays the example with; absent: it needs none. */
  readonly plays?: readonly string[];
  /** What most often goes wrong with it: codes of issues. */
  readonly issues?: readonly string[];
}

/**
 * A verb with the type of its own keys, as registries hold it. The parser gives `fragment` and the rest only what
 * `schema` returned, which is what makes forgetting that type safe.
 */
export function defineVerb<S extends object>(verb: Verb<S>): Verb<never> {
  return verb as unknown as Verb<never>;
}

/** A text as the author wrote it; the plural form counts by the first number in scope. */
export type SourceText = string | { readonly one: string; readonly other: string };

export interface Branch {
  /** Path under the step, joined with dots: `when.yes`, `then`, `options.NEGOCIO`. Part of keys, so it never changes. */
  readonly name: string;
  readonly steps: readonly RawStep[];
}

/** A step as parsed: its verb, its keys (validated), and where it stands. */
export interface RawStep {
  readonly verb: string;
  readonly keys: Readonly<Record<string, unknown>>;
  /** JSON-pointer-like path into the YAML document, to find the place again. */
  readonly path: readonly (string | number)[];
}

export interface Reference {
  readonly kind: 'flow' | 'lesson' | 'homework' | 'survey' | 'media' | 'session' | 'service';
  readonly name: string;
  /** The key under which it stands, to point at. */
  readonly key: string;
}

export interface CheckContext {
  /** Reports at a key of the step (or the step itself). */
  issue(code: string, message: Said, key?: string, fix?: Said): void;
  readonly currency: string;
}

export interface FragmentContext {
  /** The key of this step (see flow/keys.ts). */
  readonly key: string;
  readonly currency: string;
  readonly programme: string;
  /** The CEL rule of `certificate:` in programme.yaml, where it has one. */
  readonly certificate?: string;
}

/**
 * A piece of state machine as data. Targets are names, resolved by the compiler: `next` (what follows this step),
 * `again` (this state anew, its entry included), `stay` (no move), `end`, or `{branch}` (its first step; its last
 * step goes on to this step's `next`).
 */
export interface Fragment {
  /** What happens on arrival, in order. */
  readonly entry: readonly ActionRef[];
  /** Silent states move on at once by the first of these whose guard holds. Absent on waiting states. */
  readonly always?: readonly Move[];
  /** Waiting states move on events. */
  readonly on?: Readonly<Partial<Record<FlowEventType, readonly Move[]>>>;
}

export type Target = 'next' | 'again' | 'stay' | 'end' | { readonly branch: string };

export interface Move {
  readonly to: Target;
  readonly guard?: GuardRef;
  readonly actions?: readonly ActionRef[];
}

/** What a flow hears. */
export type FlowEventType = 'ANSWER' | 'GIVE_UP' | 'TIMER' | 'CHILD_DONE' | 'EXPIRE' | 'DATA';

/** Guards are data too; flow/compile knows how to run each. */
export type GuardRef =
  | { readonly type: 'cel'; readonly expression: string }
  /** The answer is this option. */
  | { readonly type: 'option'; readonly is: string }
  /** The answer is of this type (homework: a text part or a photo). */
  | { readonly type: 'answer-type'; readonly is: readonly string[] }
  /** Wrong answers given so far at this step, this one not counted, is below n. */
  | { readonly type: 'tries-below'; readonly n: number }
  /** Drawn once per thread and kept: holds for the branch that the draw fell on. `upTo` is the cumulative share, 0–1. */
  | { readonly type: 'drawn'; readonly upTo: number }
  /** The timer that came back is this one of ours. */
  | { readonly type: 'timer'; readonly purpose: string }
  /** All of these hold. */
  | { readonly type: 'all'; readonly of: readonly GuardRef[] }
  /** The DATA event (news from a capability) is of this name. */
  | { readonly type: 'data'; readonly name: string };

/** What a state does on arrival or on a move. Emitted to the conversation unless marked context. */
export type ActionRef =
  /** Say a text field of this step, with its media if it has any. */
  | { readonly type: 'say'; readonly field: string; readonly media?: MediaKeys }
  /** Say a system text (`locales/<language>/system.json`), for receipts and other words that authors need not write. */
  | { readonly type: 'say-system'; readonly key: string; readonly vars?: Readonly<Record<string, string | number>> }
  /** Open the question of this step. */
  | { readonly type: 'ask'; readonly question: QuestionSpec }
  /** Keep the answer at hand under `person.x` or `profile.x`, or as consent. */
  | { readonly type: 'save'; readonly to: string }
  /** Record the answer at hand (every question does), scored if `correct` is said. */
  | { readonly type: 'record'; readonly correct?: boolean }
  /** Set a value: `person.x`, `thread.x`; from a constant or a CEL expression. */
  | { readonly type: 'set'; readonly path: string; readonly value?: Json; readonly expression?: string }
  | { readonly type: 'tag'; readonly tag: string; readonly on: boolean }
  /** One more wrong answer at this step (context). */
  | { readonly type: 'count-try' }
  /** Start another flow as a child of this thread, or beside it. */
  | {
      readonly type: 'run';
      readonly flow: string;
      readonly child: boolean;
      readonly vars?: Readonly<Record<string, Json>>;
    }
  | {
      readonly type: 'timer';
      readonly purpose: string;
      readonly rule: TimeRule;
      readonly anchor: 'now' | 'question';
      readonly nth?: number;
    }
  /** An effect of a capability: its payload without the person, which the conversation adds. */
  | { readonly type: 'effect'; readonly kind: EffectKind; readonly payload: Readonly<Record<string, Json>> };

export interface MediaKeys {
  readonly image?: string;
  readonly audio?: string;
  readonly video?: string;
  readonly document?: string;
}

/** A question as the file states it; options carry keys only, their labels are texts `options.<key>`. */
export interface QuestionSpec {
  /** The text field with the question's words. */
  readonly field: string;
  readonly accepts: Accepts;
  /** Option keys in order; built-in labels for yes, no, not yet. */
  readonly options: readonly string[];
  readonly required: boolean;
  /** Text field with the hint for the first miss, if the author wrote one. */
  readonly hint?: string;
  /** Where its answer is kept: shown as "last" for the amount check. */
  readonly save?: string;
  /** Reminders while unanswered. */
  readonly remind?: readonly { readonly rule: TimeRule }[];
  readonly media?: MediaKeys;
  /** Not for a phone that others read (conversation/careful.ts); absent: by what it asks. */
  readonly private?: boolean;
  /** Stays open after an answer (homework takes more parts until LISTO). */
  readonly collects?: boolean;
  /** Path in `world.facts` of the moment (epoch milliseconds) after which it no longer counts: `['sessions', 'now', 'closes']`. */
  readonly untilFact?: readonly string[];
}
