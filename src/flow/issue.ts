/** Where something stands in a pack file. Lines and columns count from 1. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** Length of the marked text on its line, for the frame. */
  readonly length?: number;
}

/** Something wrong with a pack, said to its author. Errors keep it from running; warnings do not. */
export interface Issue {
  readonly code: string; // a key of ISSUES in flow/issues.ts
  readonly severity: 'error' | 'warning';
  readonly place: Place;
  /** One plain sentence with the offending word in it. */
  readonly message: string;
  /** "did you mean …", or what to write instead. */
  readonly fix?: string;
}
