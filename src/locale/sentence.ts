/** What is filled into a sentence: a word as it stands in the file, a number, or another sentence. */
export type SaidValue = string | number | Said;

/**
 * A sentence before it is in any language: its key in `locales/<language>/issues.json`, and what is filled in. What is found
 * in a pack is said in the language of whoever reads it, which nobody down here knows.
 */
export interface Said {
  readonly key: string;
  readonly values: Readonly<Record<string, SaidValue>>;
}

/** The keys stand in the code as they are, so that a test can compare them and their values with every catalogue. */
export function says(key: string, values: Said['values'] = {}): Said {
  return { key, values };
}

/** Says a sentence in some language. */
export type Tell = (said: Said) => string;
