import { says } from '../../locale/sentence.ts';
import type { Place } from '../issue.ts';
import { jsonPlaces, lineAndColumn, lineStarts } from '../json-places.ts';
import { TRANSLATION_MAX } from '../limits.ts';
import type { Pack } from '../pack.ts';
import { readTranslation, type Translation } from '../translations.ts';
import type { CheckInput } from './input.ts';
import type { PackTranslation } from './pack-translation.ts';

/** The translations of a programme to each language but its first. Reports what is wrong with a file as a file. */
export function readTranslations({ programme }: Pack, input: CheckInput): readonly PackTranslation[] {
  const own = input.translations.filter((one) => one.programme === programme.programme);
  for (const { language, path } of own)
    if (!programme.languages.includes(language))
      input.issues.add(
        'TRANSLATION_UNKNOWN',
        top(path ?? pathOf(language, programme.programme)),
        says('TRANSLATION_UNKNOWN.language', { programme: programme.programme, language }),
        says('TRANSLATION_UNKNOWN.language.fix', { language }),
      );
  return programme.languages.slice(1).map((language) => {
    const file = own.find((one) => one.language === language);
    return file ? read(file, input) : missing(language, programme.programme);
  });
}

function missing(language: string, programme: string): PackTranslation {
  const path = pathOf(language, programme);
  return { language, path, words: new Map(), state: 'missing', place: () => top(path) };
}

function read(file: Translation, { issues }: CheckInput): PackTranslation {
  const { language, programme, text, entries, problem } = file;
  const path = file.path ?? pathOf(language, programme);
  const unread = { language, path, words: new Map(), state: 'unreadable', place: () => top(path) } as const;
  if (problem !== undefined) {
    const at = problem.at === undefined ? top(path) : { path, ...lineAndColumn(lineStarts(text ?? ''), problem.at) };
    issues.add(problem.code, at, problem.message, problem.fix);
    return unread;
  }
  if (text !== undefined && text.length > TRANSLATION_MAX) {
    issues.add('FILE_TOO_BIG', top(path), says('FILE_TOO_BIG', { letters: text.length, limit: TRANSLATION_MAX }));
    return unread;
  }
  const places = text === undefined ? undefined : jsonPlaces(path, text);
  const place = (...keys: readonly string[]): Place => places?.place(keys) ?? top(path);
  for (const keys of places?.twice ?? [])
    issues.add('YAML_DUPLICATE_KEY', place(...keys), says('YAML_DUPLICATE_KEY.named', { key: keys.at(-1)! }));
  const words = readTranslation(entries, (keys) =>
    issues.add(
      'TRANSLATION_SHAPE',
      place(...keys),
      keys.length === 0 ? says('TRANSLATION_SHAPE.file') : says('TRANSLATION_SHAPE', { key: keys.at(-1)! }),
      says('TRANSLATION_SHAPE.fix'),
    ),
  );
  return { language, path, words, state: 'read', place };
}

const pathOf = (language: string, programme: string): string => `locales/${language}/${programme}.json`;
const top = (path: string): Place => ({ path, line: 1, column: 1 });
