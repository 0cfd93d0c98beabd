import { Option } from 'commander';
import { type Folders, type settings, TONGUES, type Tongue } from '../assemble/index.ts';

/** What the author's commands speak, where it is not to be the language of the packs. */
export const langOption = (): Option =>
  new Option('--lang <language>', 'what it speaks, whatever the packs do').choices(TONGUES);

/** The folders of the packs, with the language that was asked for there or by RECADO_LANG. */
export function foldersOf(config: ReturnType<typeof settings>, lang?: Tongue): Folders {
  const language = lang ?? config.RECADO_LANG;
  return { flows: config.FLOWS_DIR, locales: config.LOCALES_DIR, ...(language ? { language } : {}) };
}
