import { join } from 'node:path';
import { buildMind, type Mind } from '../../../src/assemble/mind.ts';
import { walkDeps } from '../../../src/assemble/turns.ts';
import { readCatalogues } from '../../../src/files.ts';
import type { Programme } from '../../../src/flow/programme.ts';
import type { Walk } from '../../../src/workshop/explore/graph.ts';
import { type WalkAsked, type WalkDeps, walk } from '../../../src/workshop/explore/walk.ts';
import { english } from '../../locale/tell.ts';

const LOCALES = join(import.meta.dirname, '../../../locales');
const catalogues = readCatalogues(LOCALES);

export interface Tried {
  readonly mind: Mind;
  readonly programme: Programme;
  readonly given: WalkDeps;
  /** Walks of one flow, by SMS unless said otherwise. */
  ways(flow: string, more?: Partial<WalkAsked>): readonly Walk[];
}

/** A small pack of these flow files, with the real words of the product. */
export function packOf(flows: readonly string[], more = '', media: readonly string[] = []): Tried {
  const files = flows.map((text) => {
    const [, kind, name] = /^(lesson|service|homework|survey): (\S+)/m.exec(text)!;
    return { path: `prueba/${kind === 'homework' ? kind : `${kind}s`}/${name}.yaml`, text };
  });
  const lessons = flows.flatMap((text) => /^lesson: (\S+)/m.exec(text)?.[1] ?? []);
  const programmeFile = {
    path: 'prueba/programme.yaml',
    text: `programme: prueba\ntitle: Prueba\nlanguages: [es-MX]\ntimezone: America/Monterrey\njoin: PRUEBO\nmodules: [{ title: Todo, lessons: [${lessons.join(', ')}] }]\n${more}`,
  };
  const locales = catalogues as never;
  const mind = buildMind({ files: [programmeFile, ...files], media, locales, old: [] });
  const errors = mind.issues.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ code, message }) => `${code} ${english(message)}`).join('\n'));
  const programme = mind.library.programmes.get('prueba')!;
  const given = walkDeps(mind);
  const ways: Tried['ways'] = (flow, asked = {}) =>
    walk({ root: `prueba/${flow}`, programme, language: 'es-MX', form: 'sms', ...asked }, given);
  return { mind, programme, given, ways };
}

/** The one walk of a flow that asks for nothing of her record. */
export function onlyWay(tried: Tried, flow: string, more?: Partial<WalkAsked>): Walk {
  const walks = tried.ways(flow, more);
  if (walks.length !== 1) throw new Error(`${walks.length} walks`);
  return walks[0]!;
}
