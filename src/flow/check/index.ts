import type { Cel } from '../cel.ts';
import type { Issues } from '../issues.ts';
import type { Pack } from '../pack.ts';
import { type Plan, planContext, planOf } from '../plan.ts';
import type { Translation } from '../translations.ts';
import type { FlowTree } from '../tree.ts';
import { checkConditions } from './conditions.ts';
import { checkGraph } from './graph.ts';
import { checkProgramme, checkProgrammes } from './programme.ts';
import { checkReferences } from './references.ts';
import { checkRuns } from './runs.ts';
import { checkSteps } from './steps.ts';
import { checkTexts } from './texts.ts';
import { checkTranslations } from './translations.ts';

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

/** All that can be wrong between well-formed files. One file a family; each reports and goes on. */
export function checkPacks(packs: readonly Pack[], input: CheckInput): void {
  checkProgrammes(packs, input);
  for (const pack of packs) {
    const context = planContext(pack.programme);
    const plans = new Map(pack.flows.map((tree) => [tree, planOf(tree, context)]));
    const checked: CheckedPack = { ...pack, plans };
    checkProgramme(checked, input);
    for (const tree of pack.flows) {
      checkSteps(tree, checked, input);
      checkReferences(tree, checked, input);
      checkConditions(tree, checked, input);
      checkTexts(tree, checked, input);
      checkGraph(tree, checked, input);
    }
    checkRuns(checked, input);
    checkTranslations(checked, input);
  }
}
