import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { RecadoError } from './base/errors.ts';
import { jsonFault } from './flow/json-fault.ts';
import { type FileProblem, type LocaleFile, SHARED_CATALOGUES } from './locale/catalogue.ts';
import { says } from './locale/sentence.ts';

/** A text file of a pack or a catalogue; `path` is relative to its folder, with forward slashes. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Larger than any lesson file could sensibly be. Of a bigger one just over this is read, and the parser refuses it. */
const TEXT_LIMIT = 1_000_000;

/** Every file under a folder, sorted, relative and with forward slashes. Links are not followed. */
export function listFiles(folder: string): string[] {
  let entries: string[];
  try {
    entries = readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  } catch (cause) {
    throw new RecadoError('FOLDER_UNREADABLE', { folder }, { cause });
  }
  return entries.filter((path) => !path.split('/').some((part) => part.startsWith('.'))).sort();
}

/** The packs of a folder: YAML as text, everything under a `media/` by name only. */
export function readPacks(folder: string): { files: TextFile[]; media: string[]; transcripts: TextFile[] } {
  const all = listFiles(folder);
  const read = (ending: RegExp) => all.filter((path) => ending.test(path)).map((path) => readText(folder, path));
  return {
    files: read(/\.ya?ml$/),
    media: all.filter((path) => path.includes('/media/')),
    transcripts: read(/\/transcripts\/.*\.txt$/),
  };
}

/** Of each pack its `programme.yaml` alone, which says its languages. */
export function readProgrammes(folder: string): TextFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'programme.yaml')))
    .map(({ name }) => readText(folder, `${name}/programme.yaml`));
}

/**
 * The catalogues of a folder: `<language>/<name>.json` → language, name and parsed entries. A translation of a pack that
 * cannot be read comes with its problem, for its author; without our own words nothing works, so that throws CATALOGUE_INVALID.
 */
export function readCatalogues(folder: string): LocaleFile[] {
  return listFiles(folder)
    .filter((path) => /^[^/]+\/[^/]+\.json$/.test(path))
    .map((path) => {
      const [language = '', file = ''] = path.split('/');
      const name = file.slice(0, -5);
      const bytes = readFileSync(join(folder, path));
      const read = readTranslationFile(bytes);
      if (!SHARED_CATALOGUES.test(name)) return { language, name, path: `locales/${path}`, ...read };
      if (read.problem) throw new RecadoError('CATALOGUE_INVALID', { path: `${folder}/${path}` });
      return { language, name, entries: read.entries };
    });
}

/** Beyond this a file is no translation any more, and is not even parsed. */
const CATALOGUE_LIMIT = 4_000_000;

/** JSON of any origin: whatever is wrong with it comes back in words. */
export function readTranslationFile(bytes: Buffer): Pick<LocaleFile, 'entries' | 'text' | 'problem'> {
  const unread = (problem: FileProblem, text = '') => ({ entries: undefined, text, problem });
  if (bytes.length > CATALOGUE_LIMIT)
    return unread({
      code: 'FILE_TOO_BIG',
      message: says('FILE_TOO_BIG.bytes', { bytes: bytes.length, limit: CATALOGUE_LIMIT }),
    });
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const strange = /[\uFFFD\0]/.exec(text);
  if (strange) {
    const fix = says('FILE_NOT_TEXT.fix');
    return unread({ code: 'FILE_NOT_TEXT', message: says('FILE_NOT_TEXT'), fix, at: strange.index }, text);
  }
  try {
    return { entries: JSON.parse(text) as unknown, text };
  } catch {
    return unread(jsonProblem(text), text);
  }
}

function jsonProblem(text: string): FileProblem {
  const code = 'TRANSLATION_SYNTAX';
  if (text.trim() === '')
    return { code, message: says('TRANSLATION_SYNTAX.empty'), fix: says('TRANSLATION_SYNTAX.empty.fix') };
  const { at, comma, ended } = jsonFault(text) ?? { at: 0, comma: false, ended: false };
  if (ended) return { code, message: says('TRANSLATION_SYNTAX.ended'), fix: says('TRANSLATION_SYNTAX.ended.fix'), at };
  const found = text.slice(at, at + 12).split('\n')[0]!;
  const fix = comma
    ? says('TRANSLATION_SYNTAX.comma.fix')
    : /^[“”„]/.test(found)
      ? says('TRANSLATION_SYNTAX.quotes.fix')
      : says('TRANSLATION_SYNTAX.fix');
  return { code, message: says('TRANSLATION_SYNTAX', { found }), fix, at };
}

/** Numbered migrations of one engine, in order. */
export function readMigrations(folder: string, engine: 'sqlite'): { name: string; sql: string }[] {
  return listFiles(folder)
    .filter((path) => path.endsWith(`.${engine}.sql`))
    .map((name) => ({ name, sql: readFileSync(join(folder, name), 'utf8') }));
}

/** Keeps bytes under a folder; the file appears whole or not at all. */
export function fileKeeper(folder: string): {
  put(path: string, bytes: Uint8Array): Promise<void>;
  get(path: string): Promise<Uint8Array | null>;
  remove(path: string): Promise<void>;
} {
  let parts = 0;
  return {
    async put(path, bytes) {
      const target = join(folder, path);
      // Two women may send the same picture at the same moment: each is written beside the other.
      const part = `${target}.${parts++}.part`;
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      const file = await open(part, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync(); // the row that says it is kept must not outlive its bytes in a power cut
      } finally {
        await file.close();
      }
      await rename(part, target);
    },
    get: (path) => readFile(join(folder, path)).catch(() => null),
    async remove(path) {
      const name = basename(path);
      const beside = await readdir(dirname(join(folder, path))).catch(() => []);
      for (const one of beside)
        if (one === name || (one.startsWith(`${name}.`) && one.endsWith('.part')))
          await rm(join(folder, dirname(path), one), { force: true });
    },
  };
}

/** Makes a folder for what learners wrote and sent: the owner of the process alone may look into it. */
export function ensureFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new RecadoError('FOLDER_UNWRITABLE', { folder }, { cause });
  }
}

function readText(folder: string, path: string): TextFile {
  return {
    path,
    text: readFileSync(join(folder, path))
      .subarray(0, TEXT_LIMIT + 1)
      .toString('utf8')
      .replace(/^\uFEFF/, ''), // the mark that Windows editors put first would shift every column
  };
}
