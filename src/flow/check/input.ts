import type { Cel } from '../cel.ts';
import type { Issues } from '../issues.ts';
import type { Pack } from '../pack.ts';
import type { Plan } from '../plan.ts';
import type { Translation } from '../translations.ts';
import type { FlowTree } from '../tree.ts';

/** What the checks know beside the packs themselves. */
export interface CheckInput {
  readonly cel: Cel;
  readonly issues: Issues;
  readonly mediaPaths: readonly string[];
  readonly translations: readonly Translation[];
  readonly optOutWords?: readonly string[];
}

/** A pack with its flows laid out, as every family of checks takes it. */
export interface CheckedPack extends Pack {
  readonly plans: ReadonlyMap<FlowTree, Plan>;
}
