import { SECOND } from '../../base/clock.ts';
import type { SqlRow } from '../../store/port.ts';
import type { StaffLine } from '../manifest.ts';

export const line = (key: string, vars: StaffLine['vars'] = {}): StaffLine => ({ key: `recording.${key}`, vars });

export const secondsOf = (length: unknown): number => Math.round(Number(length) / SECOND);

/** What is to be said: the words, and the choices with their numbers. */
export function script(row: SqlRow): string {
  const options = JSON.parse(String(row['options'])) as readonly string[];
  return [String(row['words']), ...options].join('\n');
}
