import type { Pack } from '../pack.ts';
import { planContext, planOf } from '../plan.ts';
import { addressCheck } from './address.ts';
import { carrierCheck } from './carrier.ts';
import { checkConditions } from './conditions.ts';
import { checkFacts, factCollector } from './facts.ts';
import { checkFields } from './fields.ts';
import { checkGraph } from './graph.ts';
import type { CheckedPack, CheckInput } from './input.ts';
import { lengthCheck } from './length.ts';
import { checkMedia } from './media.ts';
import { checkOptionLists } from './option-list.ts';
import { checkProgramme, checkProgrammes, checkUnread } from './programme.ts';
import { readTranslations } from './read-translation.ts';
import { checkRecordings } from './recordings.ts';
import { checkReferences } from './references.ts';
import { checkProgrammeWords, optionCheck } from './reserved.ts';
import { checkRuns } from './runs.ts';
import { checkSilence } from './silence.ts';
import { checkSteps } from './steps.ts';
import { checkSurveys } from './surveys.ts';
import { checkTexts } from './texts.ts';
import { checkTranslations } from './translations.ts';
import { checkUnused } from './unused.ts';
import { checkWaysOut } from './way-out.ts';
import { everyText } from './words.ts';

/** All that can be wrong between well-formed files. One file a family; each reports and goes on. */
export function checkPacks(packs: readonly Pack[], input: CheckInput): void {
  checkProgrammes(packs, input);
  for (const pack of packs) {
    const context = planContext(pack.programme);
    const plans = new Map(pack.flows.map((tree) => [tree, planOf(tree, context)]));
    const checked: CheckedPack = { ...pack, plans, translated: readTranslations(pack, input) };
    checkProgramme(checked, input);
    checkUnread(pack, input);
    checkProgrammeWords(checked, input);
    checkSurveys(checked, input);
    for (const tree of pack.flows) {
      checkSteps(tree, checked, input);
      checkReferences(tree, checked, input);
      checkConditions(tree, checked, input);
      checkFields(tree, checked, input);
      checkTexts(tree, checked, input);
      checkOptionLists(tree, input);
      checkGraph(tree, checked, input);
      checkSilence(tree, checked, input);
      checkWaysOut(tree, checked, input);
      checkMedia(tree, checked, input);
    }
    checkUnused(checked, input);
    checkRuns(checked, input);
    checkTranslations(checked, input);
    checkRecordings(checked, input);
    checkWords(checked, input);
  }
}

/** What holds for every text in every language, looked at in one round. */
function checkWords(pack: CheckedPack, input: CheckInput): void {
  const facts = new Set<string>();
  const checks = [lengthCheck, carrierCheck, addressCheck, optionCheck].map((check) => check(pack, input));
  checks.push(factCollector(facts));
  for (const text of everyText(pack)) for (const check of checks) check(text);
  checkFacts(pack, input, facts);
}
