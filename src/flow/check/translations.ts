import { normalise } from '../../text/normalise.ts';
import type { Place } from '../issue.ts';
import { LIST_LABEL_MAX, OPT_OUT_WORDS } from '../limits.ts';
import { forms, placeholders } from '../placeholders.ts';
import { readSource, type Source } from '../source.ts';
import { didYouMean } from '../suggest.ts';
import { textsOf } from '../texts.ts';
import { readTranslation, type Translation } from '../translations.ts';
import { textHash } from '../version.ts';
import type { CheckedPack, CheckInput } from './input.ts';

/** Every other language of a programme: what is missing, stale, or of something that is not there. */
export function checkTranslations(pack: CheckedPack, input: CheckInput): void {
  const { programme, languages } = pack.programme;
  for (const [i, language] of languages.entries()) {
    if (i === 0) continue;
    const translation = input.translations.find((one) => one.programme === programme && one.language === language);
    if (translation) checkLanguage(pack, translation, input);
    else
      input.issues.add(
        'TRANSLATION_MISSING',
        pack.source.place(['languages', i]),
        `There is no translation to ${language}; the texts go out in ${languages[0]}.`,
      );
  }
}

function checkLanguage(pack: CheckedPack, translation: Translation, { issues, optOutWords }: CheckInput): void {
  const path = translation.path ?? `locales/${translation.language}/${translation.programme}.json`;
  const source: Source | undefined =
    translation.text === undefined ? undefined : readSource({ path, text: translation.text }, issues);
  const at = (...keys: string[]): Place => source?.place(keys, 'key') ?? { path, line: 1, column: 1 };
  const optOut = new Set((optOutWords ?? OPT_OUT_WORDS).map(normalise));
  const translated = readTranslation(translation.entries);
  const texts = new Map(pack.flows.map((tree) => [tree.name, textsOf(tree)]));

  for (const [flow, steps] of translated) {
    const own = texts.get(flow);
    if (!own) {
      issues.add('TRANSLATION_UNKNOWN', at(flow), `There is no flow \`${flow}\`.`, didYouMean(flow, texts.keys()));
      continue;
    }
    for (const [step, fields] of steps) {
      const ownFields = own.get(step)?.fields;
      if (!ownFields) {
        issues.add(
          'TRANSLATION_UNKNOWN',
          at(flow, step),
          `\`${flow}\` has no step \`${step}\` with a text.`,
          didYouMean(step, own.keys()),
        );
        continue;
      }
      for (const [field, { words, of }] of fields) {
        const original = ownFields.get(field);
        const place = step === '' ? at(flow, field) : at(flow, step, field);
        if (original === undefined) {
          // A translation may be short where the first language needs no short form.
          if (field !== 'sms')
            issues.add(
              'TRANSLATION_UNKNOWN',
              place,
              `\`${step}\` has no text \`${field}\`.`,
              didYouMean(field, ownFields.keys()),
            );
          continue;
        }
        if (of !== undefined && of !== textHash(original))
          issues.add('TRANSLATION_STALE', place, 'The text was changed after this was translated.');
        const allowed = new Set(placeholders(original).map((one) => one.path));
        for (const found of placeholders(words)) {
          if (!allowed.has(found.path))
            issues.add(
              'TRANSLATION_PLACEHOLDER',
              place,
              `\`${found.written}\` is not in the text it translates.`,
              didYouMean(found.path, allowed),
            );
        }
        if (!field.startsWith('options.')) continue;
        if (forms(words).some((form) => optOut.has(normalise(form))))
          issues.add('OPTION_OPT_OUT', place, `"${forms(words)[0]}" stops all messages; it cannot be an option.`);
        if (forms(words).some((form) => Array.from(form).length > LIST_LABEL_MAX))
          issues.add('OPTION_TOO_LONG', place, `"${forms(words)[0]}" has more than ${LIST_LABEL_MAX} characters.`);
      }
    }
  }

  for (const tree of pack.flows) {
    if (tree.source.path.startsWith('builtin/')) continue;
    let missing = 0;
    let all = 0;
    for (const [step, { fields }] of texts.get(tree.name)!) {
      for (const [field, words] of fields) {
        // Digits and signs are the same in every language, and a short form is the translator's choice.
        if (field === 'sms' || !/\p{L}/u.test(forms(words).join(''))) continue;
        all += 1;
        if (!translated.get(tree.name)?.get(step)?.has(field)) missing += 1;
      }
    }
    if (missing)
      issues.add(
        'TRANSLATION_MISSING',
        tree.source.place([tree.kind], 'key'),
        `${missing} of ${all} texts have no translation to ${translation.language}.`,
      );
  }
}
