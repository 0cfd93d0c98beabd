import type { Millis } from '../../../base/clock.ts';
import type { Form } from '../../../domain/channel.ts';
import type { MediaFile } from '../../media-file.ts';

/** What is played: nothing of it names anybody, so it can stand in an address. */
export interface BenchSetup {
  readonly programme: string;
  /** Null: the entrance, with consent and registration. */
  readonly lesson: string | null;
  readonly language: string;
  /** One learner; a second who shares her phone; or a second with a phone of her own. */
  readonly people: 'one' | 'shared' | 'two';
}

export const BENCH_FAULTS = ['duplicate', 'late', 'undelivered', 'refused'] as const;
export type BenchFault = (typeof BENCH_FAULTS)[number];

/** One thing done on the bench. `who` is 1 for the second phone of each channel. Time passes for all phones alike. */
export type BenchAct =
  | {
      readonly kind: 'say';
      readonly form: Form;
      readonly who: 0 | 1;
      readonly said:
        | { readonly text: string }
        | { readonly tap: string }
        | { readonly standIn: 'photo' | 'voice' | 'location' };
      readonly fault?: BenchFault;
    }
  | { readonly kind: 'wait'; readonly ms: Millis }
  | { readonly kind: 'next' }
  | { readonly kind: 'restart' };

export interface BenchProgramme {
  readonly name: string;
  readonly title: string;
  readonly join: string;
  /** The language of the files first. */
  readonly languages: readonly string[];
  readonly modules: readonly {
    readonly title: string;
    readonly lessons: readonly { readonly name: string; readonly title: string }[];
  }[];
}

export interface BenchMoney {
  readonly milli: number;
  readonly currency: string;
}

export interface BenchBubble {
  readonly id: string;
  readonly from: 'her' | 'us';
  readonly at: Millis;
  readonly text: string;
  readonly media?: { readonly kind: string; readonly file?: string };
  readonly choices: readonly { readonly id: string; readonly title: string; readonly description?: string }[];
  /** The words on the button that opens a list. */
  readonly opens?: string;
  readonly template?: string;
  /** It never reached her: the real phone shows nothing. */
  readonly lost?: true;
  /** Of ours, by SMS. */
  readonly segments?: number;
}

/** What messages of ours cost. */
export interface BenchBill {
  readonly messages: number;
  readonly segments: number;
  readonly cost: readonly BenchMoney[];
  /** Messages whose price nobody wrote down. */
  readonly unpriced: number;
}

export interface BenchPhone {
  readonly bubbles: readonly BenchBubble[];
  readonly now: Millis;
  /** What the last act brought to this phone, and everything so far to all phones of this channel. */
  readonly turn: BenchBill;
  readonly sum: BenchBill;
  /** Where she stands, as a state's key; null: nowhere. */
  readonly at: { readonly flow: string; readonly key: string } | null;
}

/** A flow as drawn. Keys as in `flow/outline.ts`. */
export interface BenchFlow {
  readonly id: string;
  readonly title: string;
  readonly nodes: readonly { readonly key: string; readonly verb: string; readonly text: string }[];
  readonly ways: readonly { readonly from: string; readonly to: string; readonly answers: readonly string[] }[];
}

export interface BenchView {
  readonly zone: string;
  readonly names: readonly string[];
  readonly phones: Readonly<Record<Form, BenchPhone>>;
  readonly flow: BenchFlow | null;
  /** An edit came in while this was played. */
  readonly edited: boolean;
  /** What could not be done again after an edit: where the replay stopped. */
  readonly stopped?: string;
  /** How much was done so far. */
  readonly acts: number;
}

/** What the last edit of a file did. */
export interface BenchNews {
  /** Grows by one with each edit, good or broken. */
  readonly edition: number;
  /** Of a broken edit: the last good files go on. */
  readonly issues: readonly {
    readonly code: string;
    readonly place: string;
    readonly says: string;
    readonly fix?: string;
  }[];
}

export interface BenchTranscript {
  /** A name for the file. */
  readonly name: string;
  readonly text: string;
  /** What `recado test` says of it; none: it passes. */
  readonly differences: readonly { readonly line: number; readonly says: string }[];
}

/**
 * The author's bench: the whole product in virtual time, a stage for each channel. `browser` is a random token; one
 * browser may have several benches, told apart by their set-up. Throws SIMULATOR_INPUT_INVALID. `assemble` builds it.
 */
export interface BenchDeps {
  programmes(): readonly BenchProgramme[];
  /** Opens it, or comes back to the same place. `who` is whose phones are looked at. */
  view(browser: string, setup: BenchSetup, who: 0 | 1): Promise<BenchView>;
  act(browser: string, setup: BenchSetup, who: 0 | 1, act: BenchAct): Promise<BenchView>;
  /** From the beginning: forgets what was done, or does it all again on the files as they are now. */
  again(browser: string, setup: BenchSetup, keep: boolean): Promise<void>;
  transcript(browser: string, setup: BenchSetup, form: Form, language: string): Promise<BenchTranscript>;
  file(browser: string, setup: BenchSetup, id: string): Promise<MediaFile | null>;
  /** What the last edit did, said in the language of the page. */
  news(language: string): BenchNews;
  /** Calls the listener after every edit. Returns how to stop. */
  subscribe(listener: () => void): () => void;
}
