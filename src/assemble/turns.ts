import { RecadoError } from '../base/errors.ts';
import { createCel } from '../flow/cel.ts';
import type { Issue } from '../flow/issue.ts';
import { CORE_VERBS } from '../flow/steps/index.ts';
import { type Explored, explore } from '../workshop/explore/explore.ts';
import { toldWay } from '../workshop/explore/findings.ts';
import { turnIssues } from '../workshop/explore/issues.ts';
import { type Places, placesOf } from '../workshop/explore/places.ts';
import { type SegmentTable, segmentLines, segmentTable } from '../workshop/explore/segments.ts';
import type { WalkDeps } from '../workshop/explore/walk.ts';
import { FACTS, FILE_KINDS, VERBS } from './capabilities.ts';
import { buildMind, type Mind } from './mind.ts';
import { readAll } from './packs.ts';
import type { Speaker } from './tongue.ts';

/** What a walk needs of a mind. */
export function walkDeps({ deps }: Pick<Mind, 'deps'>): WalkDeps {
  return { deps, cel: createCel(Object.fromEntries(FACTS.map(({ source, type }) => [source.name, type]))) };
}

/** Where the steps of its flows stand. */
export function placesIn({ library }: Pick<Mind, 'library'>): Places {
  return placesOf(library, { verbs: [...CORE_VERBS, ...VERBS], kinds: FILE_KINDS });
}

/** All that is wrong with the packs of a mind, what only walking their flows shows too, in reading order. */
export function allIssues(mind: Pick<Mind, 'deps' | 'library' | 'issues'>): readonly Issue[] {
  const given = walkDeps(mind);
  const places = placesIn(mind);
  const walked = [...mind.library.programmes.values()].flatMap((programme) => turnIssues(programme, given, places));
  return [...mind.issues, ...walked].sort(
    ({ place: a }, { place: b }) =>
      Number(a.path > b.path) - Number(a.path < b.path) || a.line - b.line || a.column - b.column,
  );
}

/** `recado check --segments`: what the turns of one programme, or of all, cost by SMS. Throws PROGRAMME_UNKNOWN. */
export function segmentTables(folders: Parameters<typeof readAll>[0], name?: string): readonly SegmentTable[] {
  const mind = buildMind(readAll(folders));
  const { programmes } = mind.library;
  if (name !== undefined && !programmes.has(name))
    throw new RecadoError('PROGRAMME_UNKNOWN', { name, known: [...programmes.keys()].join(', ') });
  const given = walkDeps(mind);
  return [...programmes.values()]
    .filter(({ programme }) => name === undefined || programme === name)
    .map((programme) => segmentTable(programme, given));
}

/** The same as lines of Markdown, for a terminal and for docs/segments-llera.md. */
export const toldSegments = (table: SegmentTable): readonly string[] => [
  `# ${table.programme}`,
  '',
  ...segmentLines(table),
];

export interface ExploredFinding {
  readonly place: string;
  readonly says: string;
  /** What we say and what she answers, as a transcript shows it. */
  readonly way: readonly string[];
}

/**
 * `recado test --explore [pack/flow]`: every path of one programme, of one of its flows, or of all. Throws
 * PROGRAMME_UNKNOWN, and FLOW_UNKNOWN where the programme has no such flow.
 */
export function explorePacks(
  folders: Parameters<typeof readAll>[0],
  speaker: Speaker,
  name?: string,
): readonly (Omit<Explored, 'findings'> & { readonly findings: readonly ExploredFinding[] })[] {
  const mind = buildMind(readAll(folders));
  const { programmes } = mind.library;
  const [pack, flow] = name?.split('/') ?? [];
  if (pack !== undefined && !programmes.has(pack))
    throw new RecadoError('PROGRAMME_UNKNOWN', { name: pack, known: [...programmes.keys()].join(', ') });
  if (flow && !mind.library.flow(`${pack}/${flow}`)) throw new RecadoError('FLOW_UNKNOWN', { flow: `${pack}/${flow}` });
  const given = walkDeps(mind);
  const places = placesIn(mind);
  return [...programmes.values()]
    .filter(({ programme }) => pack === undefined || programme === pack)
    .map((programme) => {
      const explored = explore(programme, given, (root) => !flow || root === `${pack}/${flow}`);
      const told = explored.findings.map(({ at, says, way, walk }) => {
        const { path, line } = places(at.flow, at.step);
        const under = walk.means === '' ? '' : speaker.phrase('explore.where', { means: walk.means });
        return { place: `${path}:${line}`, says: `${speaker.tell(says)}${under}`, way: toldWay(way) };
      });
      return { ...explored, findings: told };
    });
}
