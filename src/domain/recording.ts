/** A step of a flow spoken in a language by somebody of the team, and approved by another. */
export interface Recording {
  /** `<programme>/<flow>`. */
  readonly flow: string;
  readonly step: string;
  readonly language: string;
  /** In the folder of kept media. */
  readonly file: string;
  /** Hash of the words that it was made of (flow/spoken.ts): with others it is not sent. */
  readonly source: string;
}

/** By flow, step and language. */
export type Recordings = ReadonlyMap<string, Recording>;

export const recordingKey = (flow: string, step: string, language: string): string => `${flow} ${step} ${language}`;

export function recordingsOf(list: readonly Recording[]): Recordings {
  return new Map(list.map((one) => [recordingKey(one.flow, one.step, one.language), one]));
}
