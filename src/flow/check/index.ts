import type { Pack } from '../pack.ts';
import { planContext, planOf } from '../plan.ts';
import { checkConditions } from './conditions.ts';
import { checkFields } from './fields.ts';
import { checkGraph } from './graph.ts';
import type { CheckedPack, CheckInput } from './input.ts';
import { checkProgramme, checkProgrammes } from './programme.ts';
import { checkReferences } from './references.ts';
import { checkRuns } from './runs.ts';
import { checkSteps } from './steps.ts';
import { checkSurveys } from './surveys.ts';
import { checkTexts } from './texts.ts';
import { checkTranslations } from './translations.ts';

/** All that can be wrong between well-formed files. One file a family; each reports and goes on. */
export function checkPacks(packs: readonly Pack[], input: CheckInput): void {
  checkProgrammes(packs, input);
  for (const pack of packs) {
    const context = planContext(pack.programme);
    const plans = new Map(pack.flows.map((tree) => [tree, planOf(tree, context)]));
    const checked: CheckedPack = { ...pack, plans };
    checkProgramme(checked, input);
    checkSurveys(checked, input);
    for (const tree of pack.flows) {
      checkSteps(tree, checked, input);
      checkReferences(tree, checked, input);
      checkConditions(tree, checked, input);
      checkFields(tree, checked, input);
      checkTexts(tree, checked, input);
      checkGraph(tree, checked, input);
    }
    checkRuns(checked, input);
    checkTranslations(checked, input);
  }
}
