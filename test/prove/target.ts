import type fc from 'fast-check';

/** What stands under the cases of one chunk: a database with learners in it, a pack, or nothing at all. */
export interface Ground<C> {
  /** Throws where the promise is broken. */
  holds(one: C): void | Promise<void>;
  /** Where a case may keep the processor longer than others: it looks at its own time then. */
  readonly hang?: number;
  /** What can only be looked at once all cases of the chunk are through. Throws where the promise is broken. */
  atEnd?(): Promise<void>;
  close?(): Promise<void>;
}

/** One door of the product through which others' bytes come in, and what it promises of them. */
export interface Target<C> {
  readonly name: string;
  /** One sentence, for docs/conformance.md. */
  readonly promise: string;
  /** Cases are plain JSON, so that one which breaks the promise can be kept as a file. Bytes are text, one a character. */
  readonly cases: fc.Arbitrary<C>;
  /** Cases of the short form, which `npm test` runs. */
  readonly short: number;
  /** Cases of the long form. */
  readonly long: number;
  /** Cases that share one ground and one seed. */
  readonly chunk: number;
  /** Where a case takes minutes: it hangs when nothing was heard of it for so long, in ms. */
  readonly silent?: number;
  open(): Promise<Ground<C>>;
}

/** A target among others: a case of one never meets the ground of another. */
export type AnyTarget = Target<never>;

/** Longest that one case may keep the processor, in ms: nobody behind it waits longer (issue E). */
export const HANG = 1_000;

/** Bytes as a case holds them. */
export const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');
export const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** A broken promise, said in one line; what it is about may follow. */
export function broken(says: string, about?: unknown): never {
  throw new Error(about === undefined ? says : `${says}\n${JSON.stringify(about, null, 1).slice(0, 4_000)}`);
}
