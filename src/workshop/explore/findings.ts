import { type Said, says } from '../../locale/sentence.ts';
import type { Edge, Place, Walk } from './graph.ts';
import { wayTo } from './graph.ts';
import { MESSAGES_MOST } from './limits.ts';
import { heaviest } from './longest.ts';
import { textOf } from './turn.ts';

/** Something wrong with the ways through a flow, with one way that shows it. */
export interface Finding {
  readonly kind: 'nowhere' | 'no-way-out' | 'circle' | 'too-long' | 'never-ends' | 'unknown';
  readonly walk: Walk;
  /** One sentence for a teacher. */
  readonly says: Said;
  readonly at: Place['at'];
  readonly way: readonly Edge[];
}

/**
 * What is wrong with the graph of one walk: ways that end nowhere, circles, questions that nobody gets out of, a lesson
 * that takes too many messages.
 */
export function findings(walk: Walk, isLesson: boolean): readonly Finding[] {
  const { places, circle } = walk;
  const found: Finding[] = [];
  const tell = (kind: Finding['kind'], place: Place, sentence: Said, way = wayTo(walk, place)) =>
    found.push({ kind, walk, says: sentence, at: place.at, way });
  const escaping = endsFrom(walk);
  const first = places[0]!;

  if (circle)
    tell(
      'circle',
      places.findLast(({ is }) => is === 'end') ?? first,
      says('explore.circle', { circle: circle.join(' → ') }),
    );
  if (!escaping.has(first.id) && !circle) tell('never-ends', first, says('explore.never-ends'));
  for (const place of places) {
    if (place === first || place.is === 'end' || place.is === 'person' || place.is === 'aside') continue;
    const out = walk.edges.filter((edge) => edge.from === place.id);
    if (out.length === 0) tell('nowhere', place, says('explore.nowhere', { step: place.at.step }));
    else if (escaping.has(first.id) && !escaping.has(place.id))
      tell('no-way-out', place, says('explore.no-way-out', { step: place.at.step }));
  }
  if (isLesson) {
    const long = heaviest(walk, (edge) => (edge.move.class === 'miss' ? undefined : (edge.words?.shown.length ?? 0)));
    if (long && long.weight > MESSAGES_MOST)
      tell('too-long', first, says('explore.too-long', { messages: long.weight, limit: MESSAGES_MOST }), long.way);
  }
  if (walk.bounded) tell('unknown', first, says('explore.unknown', { places: places.length }));
  return nearest(found);
}

/** Of a kind and step the nearest is enough: the others follow from it. */
function nearest(found: readonly Finding[]): readonly Finding[] {
  const kept = new Map<string, Finding>();
  for (const one of found) {
    const key = `${one.kind} ${one.at.flow} ${one.at.step}`;
    const before = kept.get(key);
    if (!before || one.way.length < before.way.length) kept.set(key, one);
  }
  return [...kept.values()];
}

/** Places from which some way leads to an end, or to a person of the team. */
function endsFrom({ places, edges }: Walk): ReadonlySet<number> {
  const into = new Map<number, number[]>();
  for (const { from, to } of edges) into.set(to, [...(into.get(to) ?? []), from]);
  const reached = new Set(places.filter(({ is }) => is === 'end').map(({ id }) => id));
  const open = [...reached];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const from of into.get(id) ?? []) {
      if (reached.has(from)) continue;
      reached.add(from);
      open.push(from);
    }
  return reached;
}

/** A way as a transcript shows it: what we say, what she does. */
export function toldWay(way: readonly Edge[]): readonly string[] {
  return way.flatMap(({ move, words }) => [
    ...(move.label === '' ? [] : [move.class.startsWith('silence:') ? move.label : `< ${move.label}`]),
    ...(words?.shown ?? []).map((piece) => `> ${textOf(piece).replace(/\s*\n\s*/g, ' / ')}`),
  ]);
}
