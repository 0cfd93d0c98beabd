import type { StaffLine } from '../manifest.ts';
import type { Seat } from './seat.ts';
import { dayOf, type Held } from './session.ts';

export const line = (key: string, vars: StaffLine['vars'] = {}): StaffLine => ({ key: `roll.${key}`, vars });

/** Letters of names that one line of an answer holds: all lines together are to fit three SMS. */
const ROOM = 90;

/** First names, as many as there is room for; of the others how many. */
export function namesOf(seats: readonly Seat[], room = ROOM): { readonly names: string; readonly more: number } {
  let used = 0;
  const fit = seats.findIndex(({ name }) => (used += name.length + 2) > room);
  const shown = fit < 0 ? seats : seats.slice(0, Math.max(1, fit));
  return { names: shown.map(({ name }) => name).join(', '), more: seats.length - shown.length };
}

/** "Faltaron: Eva, Luz", or "Faltaron: Eva, Luz y 12 más"; nothing where it is nobody. */
export function listed(key: string, seats: readonly Seat[], vars: StaffLine['vars'] = {}): StaffLine[] {
  if (seats.length === 0) return [];
  const { names, more } = namesOf(seats);
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
