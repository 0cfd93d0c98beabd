import { Option } from 'commander';
import { type Folders, type settings, TONGUES } from '../assemble/index.ts';

/** `--lang` of every command. It is read before the others, by `heedLang`: what is said of a slip in them is in its language. */
export const langOption = (): Option =>
  new Option('--lang <language>', 'what it speaks; else RECADO_LANG, the packs, this computer').choices(TONGUES);

/** `--lang en` and `--lang=en` are RECADO_LANG of this run, wherever they stand. */
export function heedLang(words: readonly string[], env: NodeJS.ProcessEnv = process.env): void {
  const at = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const asked = words[at]?.split('=')[1] ?? words[at + 1];
  const tongue = at < 0 ? undefined : TONGUES.find((one) => one === asked);
  if (tongue) env['RECADO_LANG'] = tongue;
}

/** The folders of the packs, with the language that was asked for. */
export function foldersOf({ FLOWS_DIR, LOCALES_DIR, RECADO_LANG }: ReturnType<typeof settings>): Folders {
  return { flows: FLOWS_DIR, locales: LOCALES_DIR, ...(RECADO_LANG ? { language: RECADO_LANG } : {}) };
}
