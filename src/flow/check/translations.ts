import { type Said, says } from '../../locale/sentence.ts';
import { normalise } from '../../text/normalise.ts';
import { BUTTON_LABEL_MAX, BUTTONS_MAX, LIST_LABEL_MAX, OPT_OUT_WORDS } from '../limits.ts';
import { isTranslated } from '../pack-steps.ts';
import { forms, placeholders } from '../placeholders.ts';
import type { SourceText } from '../steps/step.ts';
import { didYouMean } from '../suggest.ts';
import { type StepTexts, textsOf } from '../texts.ts';
import type { TranslatedText } from '../translations.ts';
import { textHash } from '../version.ts';
import { type CheckedPack, type CheckInput, isBuiltIn } from './input.ts';
import type { PackTranslation } from './pack-translation.ts';
import { checkPlaceholders } from './placeholders.ts';

type PackTexts = ReadonlyMap<string, ReadonlyMap<string, StepTexts>>;

/** Every other language of a programme: what is missing, stale, or of something that is not there. */
export function checkTranslations(pack: CheckedPack, input: CheckInput): void {
  const { languages } = pack.programme;
  const texts: PackTexts = new Map(pack.flows.map((tree) => [tree.name, textsOf(tree)]));
  for (const translation of pack.translated) {
    if (translation.state === 'read') checkLanguage(translation, texts, pack, input);
    else if (translation.state === 'missing')
      input.issues.add(
        'TRANSLATION_MISSING',
        pack.source.place(['languages', languages.indexOf(translation.language)]),
        says('TRANSLATION_MISSING.file', { language: translation.language, first: languages[0]! }),
      );
  }
}

function checkLanguage(translation: PackTranslation, texts: PackTexts, pack: CheckedPack, input: CheckInput): void {
  const { words, place } = translation;
  const unknown = (keys: string[], message: Said, known: Iterable<string>): void =>
    input.issues.add('TRANSLATION_UNKNOWN', place(...keys), message, didYouMean(keys.at(-1)!, known));
  for (const [flow, steps] of words) {
    const own = texts.get(flow);
    if (!own) {
      unknown([flow], says('TRANSLATION_UNKNOWN', { flow }), texts.keys());
      continue;
    }
    for (const [step, fields] of steps) {
      const original = own.get(step);
      if (!original) {
        unknown([flow, step], says('TRANSLATION_UNKNOWN.step', { flow, step }), own.keys());
        continue;
      }
      for (const [field, text] of fields) {
        const keys = step === '' ? [flow, field] : [flow, step, field];
        // A translation may be short where the first language needs no short form.
        const of =
          original.fields.get(field) ?? (field === 'sms' ? original.fields.get(original.first ?? '') : undefined);
        if (of === undefined) unknown(keys, says('TRANSLATION_UNKNOWN.field', { step, field }), original.fields.keys());
        else checkText(keys, text, of, translation, pack, input);
      }
      checkLabels([flow, step], fields, original, translation, input);
    }
  }
  reportMissing(translation, texts, pack, input);
}

/** Against the text that it translates: it may say it otherwise, but not of something else. */
function checkText(
  keys: readonly string[],
  { words, of }: TranslatedText,
  original: SourceText,
  { place }: PackTranslation,
  pack: CheckedPack,
  input: CheckInput,
): void {
  const { issues } = input;
  const at = () => place(...keys);
  if (of !== undefined && of !== textHash(original)) issues.add('TRANSLATION_STALE', at(), says('TRANSLATION_STALE'));
  const theirs = placeholders(original);
  const allowed = new Set(theirs.map(({ path }) => path));
  const own = placeholders(words);
  const strange = own.filter(({ path }) => !allowed.has(path));
  for (const { written, path } of strange)
    issues.add(
      'TRANSLATION_PLACEHOLDER',
      at(),
      says('TRANSLATION_PLACEHOLDER', { written }),
      didYouMean(path, allowed),
    );
  // What the text itself may leave without a fallback, its translation may.
  const filled = new Set(theirs.flatMap(({ path, fallback }) => (fallback ? [] : [whole(path)])));
  if (strange.length === 0) checkPlaceholders({ words, part: at }, filled, pack, input);
  const lost = theirs.find(({ path }) => !own.some((one) => one.path === path));
  if (lost && strange.length === 0 && keys.at(-1) !== 'sms')
    issues.add(
      'TRANSLATION_LOSES',
      at(),
      says('TRANSLATION_LOSES', { written: lost.written }),
      says('TRANSLATION_LOSES.fix'),
    );
}

const whole = (path: string): string => (path === 'name' ? 'profile.name' : path);

/** What an author is told of options holds for the words that are shown in their place. */
function checkLabels(
  keys: readonly string[],
  fields: ReadonlyMap<string, TranslatedText>,
  original: StepTexts,
  { place, language }: PackTranslation,
  { issues, optOutWords }: CheckInput,
): void {
  const options = [...original.fields].filter(([field]) => field.startsWith('options.'));
  if (options.length === 0) return;
  const optOut = new Set((optOutWords ?? OPT_OUT_WORDS).map(normalise));
  const room = options.length <= BUTTONS_MAX ? BUTTON_LABEL_MAX : LIST_LABEL_MAX;
  const seen = new Map<string, string>();
  for (const [field, words] of options) {
    const own = fields.get(field)?.words;
    const shown = forms(own ?? words);
    const at = () => place(...keys, field);
    const same = normalise(shown.at(-1)!);
    const before = seen.get(same);
    if (own !== undefined && before !== undefined)
      issues.add('OPTION_DUPLICATE', at(), says('OPTION_DUPLICATE.label', { language, option: shown[0]!, before }));
    seen.set(same, shown[0]!);
    if (own === undefined) continue;
    if (shown.some((form) => optOut.has(normalise(form))))
      issues.add('OPTION_OPT_OUT', at(), says('OPTION_OPT_OUT.label', { word: shown[0]! }));
    if (shown.some((form) => Array.from(form).length > room))
      issues.add('OPTION_TOO_LONG', at(), says('OPTION_TOO_LONG.label', { option: shown[0]!, room }));
  }
}

function reportMissing(
  { language, words }: PackTranslation,
  texts: PackTexts,
  pack: CheckedPack,
  { issues }: CheckInput,
): void {
  for (const tree of pack.flows) {
    if (isBuiltIn(tree)) continue;
    const wanted = [...texts.get(tree.name)!].flatMap(([step, { fields }]) =>
      [...fields].flatMap(([field, text]) => (isTranslated(field, text) ? [{ step, field }] : [])),
    );
    const missing = wanted.filter(({ step, field }) => !words.get(tree.name)?.get(step)?.has(field));
    if (missing.length === 0) continue;
    issues.add(
      'TRANSLATION_MISSING',
      tree.source.place([tree.kind], 'key'),
      says('TRANSLATION_MISSING', { missing: missing.length, all: wanted.length, language }),
    );
  }
}
