import type { PackStep } from './pack-steps.ts';

/** How much of a pack somebody gets in her own language. */
export interface Coverage {
  readonly language: string;
  readonly texts: number;
  readonly translated: number;
  /** Of these, made of words that were changed since. */
  readonly stale: number;
  /** Steps that say something, and those that can be heard. */
  readonly spoken: number;
  readonly recorded: number;
}

/**
 * Coverage of each language, in their order. `recorded` knows recordings made by the team, which lie in no pack; those of
 * the pack count without it.
 */
export function coverageOf(
  steps: readonly PackStep[],
  languages: readonly string[],
  recorded: (step: PackStep, language: string) => boolean = () => false,
): readonly Coverage[] {
  return languages.map((language) => {
    const sum = { language, texts: 0, translated: 0, stale: 0, spoken: steps.length, recorded: 0 };
    for (const step of steps) {
      const [there, stale] = step.translated[language] ?? [0, 0];
      sum.texts += step.texts;
      sum.translated += there;
      sum.stale += stale;
      if (step.audio.includes(language) || recorded(step, language)) sum.recorded += 1;
    }
    return sum;
  });
}
