import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { RecadoError } from './base/errors.ts';

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

/** The catalogues of a folder: `<language>/<name>.json` → language, name and parsed entries. */
export function readCatalogues(folder: string): { language: string; name: string; entries: unknown }[] {
  return listFiles(folder)
    .filter((path) => /^[^/]+\/[^/]+\.json$/.test(path))
    .map((path) => {
      const [language = '', file = ''] = path.split('/');
      try {
        return { language, name: file.slice(0, -5), entries: JSON.parse(readFileSync(join(folder, path), 'utf8')) };
      } catch (cause) {
        throw new RecadoError('CATALOGUE_INVALID', { path: `${folder}/${path}` }, { cause });
      }
    });
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
