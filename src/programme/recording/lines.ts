import { SECOND } from '../../base/clock.ts';
import type { PackStep } from '../../flow/pack-step.ts';
import type { SqlRow } from '../../store/port.ts';
import type { StaffLine } from '../manifest.ts';

export const line = (key: string, vars: StaffLine['vars'] = {}): StaffLine => ({ key: `recording.${key}`, vars });

export const secondsOf = (length: unknown): number => Math.round(Number(length) / SECOND);

/**
 * What is to be said, the words and the choices with their numbers: in the first of those languages that has words of its own, else
 * in the pack's first language. Of a row of pack_step.
 */
export function script(row: SqlRow, languages: readonly (string | undefined)[]): string {
  const translated = JSON.parse(String(row['translated'])) as PackStep['translated'];
  const first = Object.keys(translated)[0];
  for (const language of languages) {
    if (language === first) break;
    const said = translated[language ?? '']?.[2];
    if (said) return [said.words, ...said.options.map(({ key, label = key }, i) => `${i + 1} ${label}`)].join('\n');
  }
  const options = JSON.parse(String(row['options'])) as readonly string[];
  return [String(row['words']), ...options].join('\n');
}
