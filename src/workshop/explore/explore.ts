import type { Programme } from '../../flow/programme.ts';
import { type Finding, findings } from './findings.ts';
import { plainWalks, rootsOf } from './pack.ts';
import { type WalkDeps, walk } from './walk.ts';

export interface Explored {
  readonly programme: string;
  /** Flows, ways of her record and phones that were walked. */
  readonly walks: number;
  readonly places: number;
  readonly turns: number;
  readonly findings: readonly Finding[];
}

/**
 * Walks every path of a programme's flows, or of those `only` accepts. The ladder and silence are walked by SMS in its
 * first language; what answers lead to, on both phones in every language.
 */
export function explore(programme: Programme, given: WalkDeps, only: (root: string) => boolean = () => true): Explored {
  const { library } = given.deps;
  const [language = 'es'] = programme.languages;
  const roots = rootsOf(programme, library).filter(only);
  const whole = roots.flatMap((root) => walk({ root, programme, language, form: 'sms' }, given));
  const plain = [...plainWalks(programme, given, roots)];
  const isLesson = (root: string) => library.flow(root)?.kind === 'lesson';
  const found = new Map<string, Finding>();
  for (const one of [...whole, ...plain])
    for (const finding of findings(one, isLesson(one.root))) {
      const key = `${finding.kind} ${finding.walk.root} ${finding.at.flow} ${finding.at.step}`;
      if (!found.has(key)) found.set(key, finding);
    }
  const walks = [...whole, ...plain];
  return {
    programme: programme.programme,
    walks: walks.length,
    places: walks.reduce((sum, { places }) => sum + places.length, 0),
    turns: walks.reduce((sum, { edges }) => sum + edges.length, 0),
    findings: [...found.values()],
  };
}
