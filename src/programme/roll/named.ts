import { normalise } from '../../text/normalise.ts';
import { nearest } from '../../text/typo.ts';
import { calledSo } from '../folded-name.ts';
import type { Ref } from './said.ts';
import type { Seat } from './seat.ts';

export type Named =
  | { readonly seats: readonly Seat[] }
  | { readonly number: number }
  | { readonly unknown: string }
  | { readonly several: readonly Seat[]; readonly name: string };

/** Whom a number or a name means. Digits forgive nothing; a name does where one alone is near it. */
export function named(ref: Ref, seats: readonly Seat[]): Named {
  if ('number' in ref) {
    const found = seats.find(({ number }) => number === ref.number);
    return found ? { seats: [found] } : { number: ref.number };
  }
  const { name } = ref;
  return oneCalled(name, seats, false) ?? inARow(name, seats) ?? oneCalled(name, seats) ?? nearlyCalled(name, seats);
}

interface Called {
  readonly name: string;
  readonly whole: string;
}

/**
 * By the name as our lists show it ("Ana R"), the whole one, or the first alone; undefined where nobody is called so. With
 * `loose`, "Ana Ruiz" is also an Ana of whom only that is known.
 */
export function oneCalled<T extends Called>(
  name: string,
  people: readonly T[],
  loose = true,
): { readonly seats: readonly T[] } | { readonly several: readonly T[]; readonly name: string } | undefined {
  const said = normalise(name);
  const shown = people.filter((one) => normalise(one.name) === said);
  const called = calledSo(people, ({ whole }) => whole, name);
  const strict = said.includes(' ') ? called.filter(({ whole }) => normalise(whole).includes(' ')) : called;
  const found = shown.length === 1 ? shown : loose ? called : strict;
  if (found.length === 0) return undefined;
  return found.length === 1 ? { seats: found } : { several: found, name };
}

/** "Ana Luz Marta": three of them, nobody wrote a comma. The longest names first. */
function inARow(name: string, seats: readonly Seat[]): Named | undefined {
  const words = name.split(/\s+/);
  const found: Seat[] = [];
  let at = 0;
  while (at < words.length) {
    let end = words.length;
    let hit: ReturnType<typeof oneCalled<Seat>>;
    for (; end > at && !hit; end--) hit = oneCalled(words.slice(at, end).join(' '), seats, false);
    if (!hit) return undefined;
    if (!('seats' in hit)) return hit;
    found.push(...hit.seats);
    at = end + 1;
  }
  return { seats: found };
}

function nearlyCalled(name: string, seats: readonly Seat[]): Named {
  const known = seats.flatMap((seat) =>
    [seat.whole, seat.name, seat.whole.split(/\s+/)[0]!].map((word) => ({ word: normalise(word), means: seat })),
  );
  const found = nearest(normalise(name), known);
  return found ? { seats: [found] } : { unknown: name };
}
