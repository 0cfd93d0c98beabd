import type { PackStep } from '../../flow/pack-step.ts';
import { isTranslated } from '../../flow/pack-steps.ts';
import type { Entry } from './entry.ts';

/** How far one flow is in one language. */
export interface Standing {
  readonly language: string;
  readonly flow: string;
  readonly texts: number;
  readonly translated: number;
  readonly stale: number;
  readonly reviewed: number;
  /** Steps that say something, and those of which the pack brings a recording in that language. */
  readonly steps: number;
  readonly audio: number;
}

export function standing(language: string, entries: readonly Entry[], steps: readonly PackStep[]): readonly Standing[] {
  const flows = [...new Set(entries.map(({ flow }) => flow))];
  return flows.map((flow) => {
    const texts = entries.filter(
      (one) => one.flow === flow && one.form !== 'one' && isTranslated(one.field, one.source),
    );
    const said = steps.filter((one) => one.flow === flow);
    return {
      language,
      flow,
      texts: texts.length,
      translated: texts.filter(({ state }) => state !== 'missing').length,
      stale: texts.filter(({ state }) => state === 'stale').length,
      reviewed: texts.filter(({ state, reviewer }) => state === 'done' && reviewer !== '').length,
      steps: said.length,
      audio: said.filter(({ audio }) => audio.includes(language)).length,
    };
  });
}
