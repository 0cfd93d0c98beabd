import type { Cel } from '../cel.ts';
import type { Issues } from '../issues.ts';
import type { MediaFile } from '../media-file.ts';
import type { Pack } from '../pack.ts';
import type { Plan } from '../plan.ts';
import type { Reserved } from '../reserved.ts';
import type { Translation } from '../translations.ts';
import type { FlowTree } from '../tree.ts';
import type { PackTranslation } from './pack-translation.ts';

/** What the checks know beside the packs themselves. */
export interface CheckInput {
  readonly cel: Cel;
  readonly issues: Issues;
  readonly mediaPaths: readonly string[];
  /** What those files are; absent: only their names are looked at. */
  readonly media?: readonly MediaFile[];
  /** Every other file of the packs that is no YAML; absent: none is looked for. */
  readonly otherPaths?: readonly string[];
  readonly translations: readonly Translation[];
  readonly optOutWords?: readonly string[];
  /** Words of a language that mean something of their own; absent: none are known. */
  readonly reserved?: (language: string) => Reserved;
  /** yyyy-mm-dd; absent: nothing is too old. */
  readonly today?: string;
}

/** A pack with its flows laid out and its translations read, as every family of checks takes it. */
export interface CheckedPack extends Pack {
  readonly plans: ReadonlyMap<FlowTree, Plan>;
  readonly translated: readonly PackTranslation[];
}

/** Flows that we bring ourselves: their words are ours, and no author could mend them. */
export function isBuiltIn(tree: FlowTree): boolean {
  return tree.source.path.startsWith('builtin/');
}
