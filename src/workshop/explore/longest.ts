import type { Edge, Place, Walk } from './graph.ts';

export interface Weighed {
  /** From the beginning to an end. */
  readonly way: readonly Edge[];
  readonly weight: number;
}

/**
 * The heaviest way from the beginning to an end over the edges that `weigh` gives a weight; those it gives none are not
 * gone. A circle is gone round once.
 */
export function heaviest(
  { places, edges }: Pick<Walk, 'places' | 'edges'>,
  weigh: (edge: Edge) => number | undefined,
): Weighed | undefined {
  const out = new Map<number, Edge[]>();
  for (const edge of edges) out.set(edge.from, [...(out.get(edge.from) ?? []), edge]);
  const done = new Map<number, Weighed | undefined>();
  const under = new Set<number>();
  const from = ({ id, is }: Place): Weighed | undefined => {
    if (is === 'end') return { way: [], weight: 0 };
    if (under.has(id)) return undefined;
    if (done.has(id)) return done.get(id);
    under.add(id);
    let best: Weighed | undefined;
    for (const edge of out.get(id) ?? []) {
      const weight = weigh(edge);
      const rest = weight === undefined || edge.to === id ? undefined : from(places[edge.to]!);
      if (rest && weight !== undefined && (!best || rest.weight + weight > best.weight))
        best = { way: [edge, ...rest.way], weight: rest.weight + weight };
    }
    under.delete(id);
    done.set(id, best);
    return best;
  };
  return places[0] && from(places[0]);
}

/** She answers and is understood, at the first try. */
export const isPlain = ({ move, wrong }: Edge): boolean =>
  !wrong &&
  move.class !== 'miss' &&
  move.class !== 'refused' &&
  (!move.class.startsWith('silence:') || isWait(move.class));

/** The flow goes on by time, whatever she does. */
const isWait = (name: string): boolean => /^silence:(wait|expire|quiet)/.test(name);

/** A message of hers, which by SMS she pays. */
export const isHers = ({ move }: Edge): boolean => move.class !== 'begin' && !move.class.startsWith('silence:');
