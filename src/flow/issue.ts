import type { Said } from '../locale/sentence.ts';

/** Where something stands in a pack file. Lines and columns count from 1. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** Length of the marked text on its line, for the frame. */
  readonly length?: number;
}

/** A change of a pack file that mends an issue and nothing else: [from, to) of its text, in UTF-16 units, becomes `insert`. */
export interface SourceEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Something wrong with a pack, said to its author. Errors keep it from running; warnings do not. */
export interface Issue {
  readonly code: string; // a key of ISSUES in flow/issue-kinds.ts
  readonly severity: 'error' | 'warning';
  readonly place: Place;
  /** One plain sentence with the offending word in it. */
  readonly message: Said;
  /** "did you mean …", or what to write instead. */
  readonly fix?: Said;
  /** The same as a safe change of the file at `place`: only where no meaning is guessed (`recado check --fix`). */
  readonly edit?: SourceEdit;
}
