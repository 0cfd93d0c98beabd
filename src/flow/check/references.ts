import type { Reference } from '../steps/step.ts';
import { didYouMean, nearestOf } from '../suggest.ts';
import type { FlowTree } from '../tree.ts';
import type { CheckedPack, CheckInput } from './input.ts';

/** Names that a step gives of other files, sessions and media. */
export function checkReferences(tree: FlowTree, pack: CheckedPack, input: CheckInput): void {
  for (const node of tree.all) {
    for (const reference of node.verb.references?.(node.step as never) ?? []) {
      const known = knownNames(reference.kind, pack, input);
      if (known.includes(reference.name)) continue;
      const place = tree.source.place([...node.path, reference.key]);
      const media = reference.kind === 'media';
      const what = media ? `no file \`media/${reference.name}\`` : `no ${reference.kind} \`${reference.name}\``;
      input.issues.add(
        media ? 'MEDIA_MISSING' : 'REF_UNKNOWN',
        place,
        `There is ${what} in this programme.`,
        (media && inMedia(reference.name, known)) || didYouMean(reference.name, known),
      );
    }
  }
}

/** A path of the author's own computer, which nobody else has. */
function inMedia(written: string, known: readonly string[]): string | undefined {
  const name = written.split(/[\\/]/).at(-1)!;
  if (name === written) return undefined;
  return `Put the file into \`media/\`, and write its name alone: \`${nearestOf(name, known) ?? name}\`.`;
}

export function knownNames(kind: Reference['kind'], pack: CheckedPack, { mediaPaths }: CheckInput): readonly string[] {
  if (kind === 'session') return pack.programme.sessions.map((session) => session.id);
  if (kind === 'media') {
    const folder = `${pack.folder === '' ? '' : `${pack.folder}/`}media/`;
    return mediaPaths.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
  }
  return [...pack.names].filter(([, fileKind]) => kind === 'flow' || fileKind === kind).map(([name]) => name);
}
