import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { FACTS, FILE_KINDS, VERBS } from '../../src/assemble/capabilities.ts';
import { readTranslationFile } from '../../src/files.ts';
import type { Issue } from '../../src/flow/issue.ts';
import { buildLibrary, type LibraryInput } from '../../src/flow/library-build.ts';
import type { MediaFile } from '../../src/flow/media-file.ts';
import type { PackFile } from '../../src/flow/source.ts';
import type { Translation } from '../../src/flow/translations.ts';
import { lexiconOf } from '../locale/files.ts';
import { programmeFile } from './pack.ts';

const FOLDER = new URL('../data/broken/', import.meta.url);
const PACK = 'flows/prueba';
/** The day on which broken packs are looked at, unless they say another. */
export const TODAY = '2026-12-01';

export const plantedFiles = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

export interface Planted {
  readonly expected: readonly string[];
  readonly input: Pick<LibraryInput, 'files' | 'mediaPaths' | 'media' | 'otherPaths' | 'translations' | 'today'>;
}

/**
 * `# expect: CODE line:column` lines, then parts: `#@ path` of the pack, `#@ locales/en` of a translation. Each part keeps
 * the lines it has in the fixture (those before it are blanked), so that the numbers are those an editor shows.
 * `# other: path` is a file that nothing reads, `# media: name {…}` one under `media/` with what is known of it, `# today: 2026-03-01` the day.
 */
export function readPlanted(name: string): Planted {
  const lines = readFileSync(new URL(name, FOLDER), 'utf8').split('\n');
  const said = (key: string) =>
    lines.flatMap((line) => (line.startsWith(`# ${key}: `) ? [line.slice(key.length + 4)] : []));
  const starts = lines.flatMap((line, i) => (line.startsWith('#@ ') ? [i] : []));
  const parts = starts.map((start, i) => ({
    name: lines[start]!.slice(3),
    text: [...Array<string>(start + 1).fill(''), ...lines.slice(start + 1, starts[i + 1])].join('\n'),
  }));
  const isTranslation = (part: { readonly name: string }) => part.name.startsWith('locales/');
  const files = parts
    .filter((part) => !isTranslation(part))
    .map((part) => file(posix.join(PACK, part.name), part.text));
  const media = [mediaFile('dos-botes.ogg {}'), ...said('media').map(mediaFile)];
  return {
    expected: said('expect').sort(),
    input: {
      files: withProgramme(files),
      mediaPaths: media.map(({ path }) => path),
      media,
      otherPaths: said('other').map((path) => posix.join(PACK, path)),
      translations: parts.filter(isTranslation).map((part) => translation(part.name.slice(8), part.text)),
      today: said('today')[0] ?? TODAY,
    },
  };
}

const file = (path: string, text: string): PackFile => ({ path, text });

function withProgramme(files: readonly PackFile[]): readonly PackFile[] {
  if (files.some(({ path }) => path === `${PACK}/programme.yaml`)) return files;
  const lessons = files.flatMap(({ path }) => /\/lessons\/(.*)\.yaml$/.exec(path)?.[1] ?? []);
  return [programmeFile(lessons), ...files];
}

/** A short voice note as WhatsApp records it, unless the line says otherwise. */
function mediaFile(line: string): MediaFile {
  const at = line.indexOf(' {');
  const usual = { bytes: 20_000, mime: 'audio/ogg', kind: 'audio', codec: 'opus', channels: 1, seconds: 12 } as const;
  const said = { ...usual, ...(JSON.parse(line.slice(at)) as object), path: `${PACK}/media/${line.slice(0, at)}` };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)) as unknown as MediaFile;
}

export function translation(language: string, text: string): Translation {
  const path = `locales/${language}/prueba.json`;
  return { language, programme: 'prueba', path, ...readTranslationFile(Buffer.from(text)) };
}

/** What the product says of such a pack, with all its capabilities and words. */
export function issuesOf(input: Planted['input']): readonly Issue[] {
  return buildLibrary({
    ...input,
    verbs: VERBS,
    fileKinds: FILE_KINDS,
    facts: FACTS,
    reserved: lexiconOf,
    optOutWords: [...lexiconOf('es').optOut.stop],
  }).issues;
}
