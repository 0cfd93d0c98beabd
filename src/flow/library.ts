import type { Json } from '../base/json.ts';
import type { Rank } from '../domain/question.ts';
import type { World } from '../domain/world.ts';
import type { CelScope } from './cel.ts';
import type { PackStep, Spoken } from './pack-step.ts';
import type { Programme } from './programme.ts';
import type { Lack } from './rule-lacks.ts';
import type { ActionRef, FlowEventType } from './steps/step.ts';

/** What a thread keeps between turns: XState's value and context, nothing else. */
export interface MachineState {
  /** The key of the step it stands at; flows are flat machines. */
  readonly value: string;
  readonly context: FlowContext;
}

export interface FlowContext {
  /** Wrong tries per step key. */
  readonly tries?: Readonly<Record<string, number>>;
  /** `at-random` draws per step key, 0–1. */
  readonly draws?: Readonly<Record<string, number>>;
  /** `set: thread.x`. */
  readonly vars?: Readonly<Record<string, Json>>;
}

/** Events as the conversation sends them. `world` is what guards may ask; writes of the turn overlay it. */
export interface FlowEvent {
  readonly type: FlowEventType | 'START' | `GOTO ${string}`;
  readonly answer?: import('../domain/answer.ts').Answer;
  /** TIMER: which of the step's timers. DATA: its name. */
  readonly name?: string;
  readonly data?: Json;
  readonly world: World;
  /** For draws made in this transition. */
  readonly random: () => number;
}

/** What a transition did, in order: the actions of states and moves, each with the step that emitted it. */
export interface Emitted {
  readonly step: string;
  readonly action: ActionRef;
}

export interface FlowStep {
  readonly state: MachineState;
  readonly emitted: readonly Emitted[];
  /** The machine reached its end. */
  readonly done: boolean;
  /** False when no transition was enabled: the event means nothing here. */
  readonly moved: boolean;
}

/** One flow of one version, ready to run. */
export interface CompiledFlow {
  /** `<programme>/<name>`, unique: lessons, homeworks, surveys and services share one space of names in a pack. */
  readonly id: string;
  readonly programme: string;
  readonly name: string;
  readonly kind: string; // lesson, homework, survey, service, check-in …
  readonly rank: Rank;
  readonly title: string;
  /** Hash of everything but translatable texts, media names and titles. */
  readonly version: string;
  /** Step keys in file order: where a thread lands whose step is gone. */
  readonly keys: readonly string[];
  /** Begins at the first step, with what the thread is given (`thread.x`). */
  start(event: Omit<FlowEvent, 'type'>, vars?: FlowContext['vars']): FlowStep;
  /** Decides by XState. Throws RecadoError STEP_BUDGET when a turn takes more silent steps than allowed. */
  next(state: MachineState, event: FlowEvent): FlowStep;
  /** Answer keys of a step that lead somewhere of their own; for "what may she answer here". */
  readonly facts: ReadonlySet<string>;
}

/** A text in both forms, before names are filled in. */
export interface TextForms {
  readonly text: string;
  readonly sms: string;
}

/** A text as it was found: perhaps in another language than the one that was asked for. */
export interface FoundText extends TextForms {
  readonly language: string;
}

/** All packs that are loaded, with the older versions that people still stand in. Immutable: a reload makes a new one. */
export interface Library {
  readonly programmes: ReadonlyMap<string, Programme>;
  /** The newest version of a flow, or that version if it is known. */
  flow(id: string, version?: string): CompiledFlow | undefined;
  /**
   * A text field of a step in a language (fallback chain yua → es-MX → es), both forms. `count` picks the plural.
   * Option labels are fields `options.<key>`.
   */
  text(flow: CompiledFlow, step: string, field: string, language: string, count?: number): FoundText | undefined;
  /** What a step says aloud, in the pack's first language; undefined where it says nothing. */
  spoken(flow: CompiledFlow, step: string): Spoken | undefined;
  /** `media/yua/x.ogg` where the pack has it for `x.ogg` and a reader of yua, else the file as it is named, of the first language. */
  mediaFile(flow: CompiledFlow, file: string, language: string): { readonly file: string; readonly language: string };
  /** Every step of a programme that says something, with what each of its languages has of it. */
  steps(programme: string): readonly PackStep[];
  /** The programme whose join word this is. Whole message, folded, no typos forgiven. */
  joining(text: string): Programme | undefined;
  /** The parts of a programme's rule for the certificate that do not hold; undefined where it has no rule. */
  lacks(programme: string, scope: CelScope): readonly Lack[] | undefined;
  readonly facts: ReadonlySet<string>;
  /** Sources to keep, so that these versions can be compiled again after an edit. */
  readonly sources: readonly FlowSource[];
  /** The same packs beside other versions of before. Each is read and compiled when somebody who stands in it is heard. */
  knowing(old: readonly FlowSource[]): Library;
}

export interface FlowSource {
  readonly flow: string;
  readonly version: string;
  readonly kind: string;
  readonly path: string;
  readonly text: string;
}
