/** How often each number was said. */
export type Spread = readonly { readonly value: number; readonly n: number }[];

export const countOf = (spread: Spread): number => spread.reduce((sum, { n }) => sum + n, 0);

/** Null of nobody. */
export function meanOf(spread: Spread): number | null {
  const n = countOf(spread);
  return n === 0 ? null : spread.reduce((sum, one) => sum + one.value * one.n, 0) / n;
}

/** The middle one, or between the two in the middle; null of nobody. */
export function medianOf(spread: Spread): number | null {
  const total = countOf(spread);
  if (total === 0) return null;
  const sorted = spread.toSorted((a, b) => a.value - b.value);
  const at = (place: number): number => {
    let seen = 0;
    for (const { value, n } of sorted) {
      seen += n;
      if (seen > place) return value;
    }
    return sorted.at(-1)!.value;
  };
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
}
