import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { RecadoError } from '../base/errors.ts';
import type { TextFile } from '../files.ts';
import { frame } from '../flow/frame.ts';
import { type ToldIssue, told } from '../flow/told.ts';
import type { Tongue } from '../locale/tongue.ts';
import { type Beside, buildMind } from './mind.ts';
import { type Packs, readAll } from './packs.ts';
import { firstLanguages, type Speaker, speakerOf, tongueOf } from './tongue.ts';
import { allIssues } from './turns.ts';

export interface Folders {
  readonly flows: string;
  readonly locales: string;
  /** What the author asked to be spoken to in; absent: as her packs and her computer are. */
  readonly language?: Tongue;
  /** What is looked at beside the files themselves; absent: only they are. */
  readonly beside?: Beside;
}

export interface Checked {
  readonly programmes: number;
  /** Of the packs that were asked for. */
  readonly files: number;
  /** In reading order; each `place.path` as it is opened from where the command was run. */
  readonly issues: readonly ToldIssue[];
  /** Each issue with its lines, for a terminal. */
  readonly frames: readonly string[];
  /** Who says the rest in the same language. */
  readonly speaker: Speaker;
  /** A file as it was when it was checked, by the path that its issues name. */
  text(path: string): string | undefined;
  /** Whether it is a file of the packs, which `--fix` may write into. */
  packed(path: string): boolean;
}

/**
 * `recado check`: every issue of all packs, or of one by the name of its programme or folder. Throws PROGRAMME_UNKNOWN, and
 * what reading the folders throws. `edited` holds texts that count in the place of those on the disk.
 */
export function checkPacks(folders: Folders, pack?: string, edited: ReadonlyMap<string, string> = new Map()): Checked {
  const packs = withEdits(readAll(folders), folders, edited);
  const issues = allIssues(buildMind(packs, folders.beside));
  const mine = pack === undefined ? () => true : partOf(packs.files, pack);
  const files = packs.files.filter(({ path }) => mine(path));
  const tongue = tongueOf(folders.language, firstLanguages(files), process.env);
  const speaker = speakerOf(tongue, packs.locales);
  const places = new Map(packs.files.map(({ path, text }) => [openedPath(folders, path), text]));
  const wanted = issues
    .filter(({ place }) => mine(place.path))
    .map((issue) => ({
      ...told(issue, speaker.tell),
      place: { ...issue.place, path: openedPath(folders, issue.place.path) },
    }));
  const text = (path: string) => places.get(path) ?? catalogueText(path);
  return {
    programmes: files.filter(({ path }) => IS_PROGRAMME.test(path)).length,
    files: files.length,
    issues: wanted,
    frames: wanted.map((issue) => frame(issue, text(issue.place.path), speaker.phrase(`severity.${issue.severity}`))),
    speaker,
    text,
    packed: (path) => places.has(path),
  };
}

function withEdits(packs: Packs, folders: Folders, edited: ReadonlyMap<string, string>): Packs {
  if (edited.size === 0) return packs;
  return {
    ...packs,
    files: packs.files.map(({ path, text }) => ({ path, text: edited.get(openedPath(folders, path)) ?? text })),
  };
}

const IS_PROGRAMME = /^(.*?)\/?programme\.ya?ml$/;

/** Whether a path belongs to that pack: its folder, or its translations. */
function partOf(files: readonly TextFile[], pack: string): (path: string) => boolean {
  const programmes = files.flatMap(({ path, text }) => {
    const folder = IS_PROGRAMME.exec(path)?.[1];
    return folder === undefined ? [] : [{ folder, name: /^programme: *([\w-]+)/m.exec(text)?.[1] ?? folder }];
  });
  const own = programmes.find(({ folder, name }) => folder === pack || name === pack);
  const known = programmes.map(({ name }) => name).join(', ') || '(none)';
  if (!own) throw new RecadoError('PROGRAMME_UNKNOWN', { name: pack, known });
  return (path) =>
    own.folder === '' ||
    path.startsWith(`${own.folder}/`) ||
    /^locales\/[^/]+\/(.*)\.json$/.exec(path)?.[1] === own.name;
}

/** Issues name files by their place in the packs, or as `locales/…`; a terminal opens them from where it stands. */
export function openedPath(folders: Folders, path: string): string {
  const full = isCatalogue(path) ? join(folders.locales, path.slice('locales/'.length)) : join(folders.flows, path);
  return path.startsWith('builtin/') ? path : (relative('.', full) || full).split(sep).join('/');
}

const isCatalogue = (path: string): boolean => /^locales\/.*\.json$/.test(path);

function catalogueText(path: string): string | undefined {
  return path.endsWith('.json') && existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
