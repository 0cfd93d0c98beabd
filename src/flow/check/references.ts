import { type Said, says } from '../../locale/sentence.ts';
import type { Reference } from '../steps/step.ts';
import { didYouMean, nearestOf } from '../suggest.ts';
import type { FlowTree } from '../tree.ts';
import type { CheckedPack, CheckInput } from './input.ts';

const UNKNOWN: Readonly<Record<Reference['kind'], (name: string) => Said>> = {
  flow: (name) => says('REF_UNKNOWN.flow', { name }),
  lesson: (name) => says('REF_UNKNOWN.lesson', { name }),
  homework: (name) => says('REF_UNKNOWN.homework', { name }),
  survey: (name) => says('REF_UNKNOWN.survey', { name }),
  service: (name) => says('REF_UNKNOWN.service', { name }),
  session: (name) => says('REF_UNKNOWN.session', { name }),
  media: (name) => says('MEDIA_MISSING', { name }),
};

/** Names that a step gives of other files, sessions and media. */
export function checkReferences(tree: FlowTree, pack: CheckedPack, input: CheckInput): void {
  for (const node of tree.all) {
    for (const reference of node.verb.references?.(node.step as never) ?? []) {
      const known = knownNames(reference.kind, pack, input);
      if (known.includes(reference.name)) continue;
      const place = tree.source.place([...node.path, reference.key]);
      const media = reference.kind === 'media';
      input.issues.add(
        media ? 'MEDIA_MISSING' : 'REF_UNKNOWN',
        place,
        UNKNOWN[reference.kind](reference.name),
        (media && inMedia(reference.name, known)) || didYouMean(reference.name, known),
      );
    }
  }
}

/** A path of the author's own computer, which nobody else has. */
function inMedia(written: string, known: readonly string[]): Said | undefined {
  const name = written.split(/[\\/]/).at(-1)!;
  if (name === written) return undefined;
  return says('MEDIA_MISSING.own-computer', { name: nearestOf(name, known) ?? name });
}

export function knownNames(kind: Reference['kind'], pack: CheckedPack, { mediaPaths }: CheckInput): readonly string[] {
  if (kind === 'session') return pack.programme.sessions.map((session) => session.id);
  if (kind === 'media') {
    const folder = `${pack.folder === '' ? '' : `${pack.folder}/`}media/`;
    return mediaPaths.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
  }
  return [...pack.names].filter(([, fileKind]) => kind === 'flow' || fileKind === kind).map(([name]) => name);
}
