import type { StaffLine } from '../manifest.ts';
import { firstName } from '../on-duty.ts';
import type { Application } from './applications.ts';

/** Hundredths as people write points: 52, 52.5. */
export const pointsOf = (hundredths: number): string => String(Number((hundredths / 100).toFixed(2)));

/** What the texts about an application may name. On a phone she has a first name only. */
export function varsOf({ name, points, most, scored, criteria }: Application): Record<string, string | number> {
  return { who: firstName(name) || '-', points: pointsOf(points), most: pointsOf(most), scored, criteria };
}

export const line = (key: string, vars: StaffLine['vars'] = {}): StaffLine => ({ key: `selection.${key}`, vars });
