import type { StaffLine } from '../manifest.ts';
import type { Seat } from './seat.ts';
import { dayOf, type Held } from './session.ts';

export const line = (key: string, vars: StaffLine['vars'] = {}): StaffLine => ({ key: `roll.${key}`, vars });

/** Letters of names that one line of an answer holds: all lines together are to fit three SMS. */
const ROOM = 90;

/** How many of the first fit, by what each takes; one at least. */
export function fitting(sizes: readonly number[], room: number): number {
  let used = 0;
  for (const [i, size] of sizes.entries()) {
    used += size;
    if (used > room) return Math.max(1, i);
  }
  return sizes.length;
}

/** "Faltaron: Eva, Luz", or "Faltaron: Eva, Luz y 12 más"; nothing where it is nobody. */
export function listed(key: string, seats: readonly Seat[], vars: StaffLine['vars'] = {}): StaffLine[] {
  if (seats.length === 0) return [];
  const shown = seats.slice(
    0,
    fitting(
      seats.map(({ name }) => name.length + 2),
      ROOM,
    ),
  );
  const more = seats.length - shown.length;
  const names = shown.map(({ name }) => name).join(', ');
  return [line(more > 0 ? `${key}-more` : key, { ...vars, names, more })];
}

/** What every text about a session may name. */
export const varsOf = (held: Held): Record<string, string | number> => ({
  session: held.title,
  label: held.label,
  cohort: held.group ?? held.cohort,
  day: dayOf(held),
});

/** "3 Ana R, 7 Ana P": what she can answer with. */
export const numbered = (seats: readonly Seat[]): string =>
  seats.map(({ number, name }) => (number === null ? name : `${number} ${name}`)).join(', ');
