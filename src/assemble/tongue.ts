import { existsSync } from 'node:fs';
import type { RecadoError } from '../base/errors.ts';
import { readPacks, readProgrammes, type TextFile } from '../files.ts';
import { type LocaleFile, toolCatalogues } from '../locale/catalogue.ts';
import { baseOf } from '../locale/chain.ts';
import { errorWords, toldError } from '../locale/errors.ts';
import { type HelpWords, helpWords } from '../locale/help.ts';
import { type Said, says, type Tell } from '../locale/sentence.ts';
import { teller } from '../locale/teller.ts';
import { createTexts } from '../locale/texts.ts';
import { TONGUES, type Tongue } from '../locale/tongue.ts';
import { environment } from './environment.ts';
import { cataloguesOf, shippedCatalogues } from './packs.ts';

/** A line of `locales/<language>/tools.json`. */
export type Phrase = (key: string, values?: Said['values']) => string;

/** What the author's tools say, in the language of whoever types. */
export interface Speaker {
  readonly language: Tongue;
  readonly tell: Tell;
  readonly phrase: Phrase;
  /** What happened, and what to do next. */
  readonly error: (error: RecadoError) => { readonly says: string; readonly next: string };
  /** Of `--help`, and of what is typed wrong; undefined in English, which stands in the code. */
  readonly help: () => HelpWords | undefined;
  /** A whole English text of the code, in this language (`locales/<language>/help.json`). */
  readonly inWords: (english: string) => string;
}

/**
 * `asked` (`--lang`, else RECADO_LANG) decides; else the first language of the packs, then that of the environment, then
 * Spanish: whoever writes lessons in Spanish reads it, whatever her computer was set to in the shop.
 */
export function tongueOf(
  asked: Tongue | undefined,
  packLanguages: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Tongue {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const system = (LC_ALL || LC_MESSAGES || LANG || '').replace(/[._].*/, '');
  const wanted = [...packLanguages.map(baseOf), system];
  return asked ?? TONGUES.find((tongue) => tongue === wanted.find((one) => isTongue(one))) ?? 'es';
}

const isTongue = (language: string): boolean => TONGUES.some((tongue) => tongue === language);

export function speakerOf(tongue: Tongue, locales: readonly LocaleFile[]): Speaker {
  const tell = teller(createTexts(toolCatalogues(locales)), tongue);
  let words: HelpWords | undefined;
  const help = () => (words ??= helpWords(locales, tongue));
  return {
    language: tongue,
    tell,
    phrase: (key, values = {}) => tell(says(key, values)),
    error: (error) => toldError(error, errorWords(locales, tongue)),
    help,
    inWords: (english) => help()?.text(english) ?? english,
  };
}

/** Settings, or what stands in their place when they are not valid. */
type Here = Readonly<Partial<Record<'RECADO_LANG' | 'FLOWS_DIR' | 'LOCALES_DIR', string | undefined>>>;

/** The language of this shell, found without valid settings: what is said of broken ones needs it. Never throws. */
export function tongueHere({ RECADO_LANG, FLOWS_DIR = './flows' }: Here = environment()): Tongue {
  const asked = TONGUES.find((tongue) => tongue === RECADO_LANG);
  return asked ?? tongueOf(asked, firstLanguages(orNone(() => readProgrammes(FLOWS_DIR))), process.env);
}

/** Speaks to whoever types here, whatever is broken: with the words of the product where those of the settings cannot be read. */
export function speakerHere(here: Here = environment()): Speaker {
  const { LOCALES_DIR = './locales' } = here;
  const own = orNone(() => cataloguesOf(LOCALES_DIR));
  return speakerOf(tongueHere(here), own.length > 0 ? own : shippedCatalogues());
}

function orNone<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch {
    return []; // it is said by whoever needs it
  }
}

/** For a command that does not check; `files` are the packs whose language is taken where none is asked for. */
export function speaker(
  folders: { readonly locales: string; readonly language?: Tongue },
  files: readonly TextFile[] = [],
): Speaker {
  return speakerOf(tongueOf(folders.language, firstLanguages(files), process.env), cataloguesOf(folders.locales));
}

/** The same of the packs on the disk, or of one of them; where they cannot be read, as if there were none. */
export function speakerIn(
  folders: { readonly flows: string; readonly locales: string; readonly language?: Tongue },
  pack?: string,
): Speaker {
  const files = existsSync(folders.flows) ? readPacks(folders.flows).files : [];
  const own = files.filter(({ text }) => pack === undefined || new RegExp(`^programme: *${pack}\\b`, 'm').test(text));
  return speaker(folders, own);
}

/** Of each `programme.yaml` the language its texts are written in, one that has mistakes included. */
export function firstLanguages(files: readonly TextFile[]): readonly string[] {
  return files.flatMap(({ path, text }) => {
    if (!/(?:^|\/)programme\.ya?ml$/.test(path)) return [];
    return /^languages:\s*(?:\[\s*|-\s+)["']?([A-Za-z]{2,3}(?:-\w+)*)/m.exec(text)?.[1] ?? [];
  });
}
