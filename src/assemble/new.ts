import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RecadoError } from '../base/errors.ts';
import { readPacks } from '../files.ts';
import type { PackFile } from '../flow/source.ts';
import { homeworkFile, lessonFiles, programmeFiles, type ScaffoldFor, surveyFile } from '../workshop/scaffold/files.ts';
import { withLesson, withStep, withSurvey } from '../workshop/scaffold/insert.ts';
import { slugOf } from '../workshop/scaffold/name.ts';
import { scaffoldWords } from '../workshop/scaffold/words.ts';
import { type Folders, openedPath } from './check.ts';
import { replaceFiles } from './check-fix.ts';
import { buildMind } from './mind.ts';
import { cataloguesOf, type Packs, readAll } from './packs.ts';
import { speaker } from './tongue.ts';

export const SCAFFOLDS = ['programme', 'lesson', 'homework', 'survey'] as const;
export type Scaffold = (typeof SCAFFOLDS)[number];

export interface NewOptions {
  /** Which programme; may be left out where there is one. */
  readonly pack?: string;
  /** Of a lesson: the module it is added to; the last one without it. */
  readonly module?: string;
  /** Of a homework: the lesson that gives it; the last one without it. */
  readonly lesson?: string;
  /** Of a programme. */
  readonly language?: string;
  readonly timezone?: string;
}

export interface Made {
  readonly written: readonly string[];
  /** Files that were there, with the line that was added. */
  readonly changed: readonly { readonly path: string; readonly added: string }[];
  readonly programme: string;
  readonly name: string;
  /** The file to open first. */
  readonly open: string;
}

/**
 * `recado new`: writes a scaffold that checks and plays as it stands. Nothing is overwritten: throws FILE_EXISTS, NAME_TAKEN,
 * NAME_UNFIT, PACK_UNSURE, PACKS_NONE, PROGRAMME_UNKNOWN, or FILE_NOT_EDITED with the line to write by hand, before a byte is
 * written.
 */
export function makeNew(what: Scaffold, given: string, folders: Folders, options: NewOptions): Made {
  const name = slugOf(given);
  if (name === '') throw new RecadoError('NAME_UNFIT', { name: given, near: 'mi-programa' });
  if (what === 'programme') return newProgramme(given, name, folders, options);
  const pack = packOf(folders, options.pack);
  const about: ScaffoldFor = { ...pack, words: scaffoldWords(pack.language, pack.address) };
  const taken = pack.names.get(name);
  if (taken !== undefined) throw new RecadoError('NAME_TAKEN', { name, path: openedPath(folders, taken) });
  const [files, edit] = plan();
  return put(folders, pack.folder, files, { programme: pack.programme, name }, edit);

  function plan(): [readonly PackFile[], Edit] {
    switch (what) {
      case 'lesson':
        return [
          lessonFiles(given, about),
          { path: pack.file, text: pack.text, added: name, to: withLesson(pack.text, name, options.module) },
        ];
      case 'survey': {
        const added = `{ survey: ${name}, wave: satisfaction, when: end }`;
        return [
          [surveyFile(given, about.words)],
          { path: pack.file, text: pack.text, added, to: withSurvey(pack.text, added) },
        ];
      }
      default: {
        const lesson = pack.lesson(options.lesson);
        const added = `homework: ${name}`;
        return [[homeworkFile(given, about.words)], { ...lesson, added, to: withStep(lesson.text, added) }];
      }
    }
  }
}

interface Edit {
  /** Path in the folder of packs, and the text that was read. */
  readonly path: string;
  readonly text: string;
  readonly added: string;
  /** The text with it; undefined where it cannot be told how. */
  readonly to: string | undefined;
}

function newProgramme(given: string, name: string, folders: Folders, options: NewOptions): Made {
  const language = options.language ?? 'es-MX';
  const timezone = options.timezone ?? 'America/Mexico_City';
  if (existsSync(join(folders.flows, name))) throw new RecadoError('FILE_EXISTS', { path: openedPath(folders, name) });
  const files = programmeFiles(given, { language, timezone, words: scaffoldWords(language, 'usted') });
  const lesson = files.find(({ path }) => path.startsWith('lessons/'))!;
  const made = put(folders, name, files, { programme: name, name: lesson.path.replace(/^lessons\/|\.yaml$/g, '') });
  return { ...made, open: openedPath(folders, `${name}/${lesson.path}`) };
}

/** Writes what is new, then what is added to a file that was there. */
function put(
  folders: Folders,
  folder: string,
  files: readonly PackFile[],
  about: Pick<Made, 'programme' | 'name'>,
  edit?: Edit,
): Made {
  const paths = files.map(({ path }) => openedPath(folders, folder === '' ? path : `${folder}/${path}`));
  for (const path of paths) if (existsSync(path)) throw new RecadoError('FILE_EXISTS', { path });
  const target = edit && openedPath(folders, edit.path);
  if (edit && target && edit.to === undefined)
    throw new RecadoError('FILE_NOT_EDITED', {
      path: target,
      why: 'its lists are written in a way of their own',
      write: edit.added,
    });
  const added = files.map(({ path, text }) => ({ path: folder === '' ? path : `${folder}/${path}`, text }));
  tryOut(folders, about.name, [...added, ...(edit?.to === undefined ? [] : [{ path: edit.path, text: edit.to }])]);
  if (edit?.to !== undefined && target) replaceFiles([{ path: target, before: edit.text, text: edit.to }]);
  files.forEach(({ text }, i) => {
    mkdirSync(dirname(paths[i]!), { recursive: true });
    writeFileSync(paths[i]!, text, { flag: 'wx' });
  });
  const changed = edit && target ? [{ path: target, added: edit.added }] : [];
  return { ...about, written: paths, changed, open: paths[0]! };
}

/** What is about to be written is checked with all that is there: a name may be one that means something already. */
function tryOut(folders: Folders, name: string, files: readonly PackFile[]): void {
  const none = { files: [], media: [], locales: cataloguesOf(folders.locales), old: [] };
  const packs: Packs = existsSync(folders.flows) ? readAll(folders) : none;
  const there = packs.files.filter(({ path }) => !files.some((file) => file.path === path));
  const yaml = files.filter(({ path }) => path.endsWith('.yaml'));
  const { issues } = buildMind({ ...packs, files: [...there, ...yaml] });
  const mine = issues.filter(
    ({ severity, place }) => severity === 'error' && yaml.some(({ path }) => path === place.path),
  );
  const { tell } = speaker(folders, [...packs.files, ...yaml]);
  const problems = [...new Set(mine.map(({ message }) => tell(message)))].join(' ');
  if (mine.length > 0) throw new RecadoError('NAME_TROUBLE', { name, problems });
}

interface PackFound extends Omit<ScaffoldFor, 'words'> {
  readonly folder: string;
  readonly address: 'usted' | 'tu';
  /** programme.yaml. */
  readonly file: string;
  readonly text: string;
  /** Name of every flow → its file. */
  readonly names: ReadonlyMap<string, string>;
  lesson(name: string | undefined): { readonly path: string; readonly text: string };
}

/** The one programme, or the one that is named; it must be without errors, so that what is added is added to something sound. */
function packOf(folders: Folders, wanted: string | undefined): PackFound {
  if (!existsSync(folders.flows) || readPacks(folders.flows).files.length === 0)
    throw new RecadoError('PACKS_NONE', { folder: folders.flows });
  const packs = readAll(folders);
  const { library, issues } = buildMind(packs);
  const names = [...library.programmes.keys()];
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  if (errors > 0 && (wanted === undefined ? names.length !== 1 : !library.programmes.has(wanted)))
    throw new RecadoError('PACK_INVALID', { dir: folders.flows, count: errors });
  const known = names.join(', ');
  if (wanted === undefined && names.length > 1) throw new RecadoError('PACK_UNSURE', { known });
  const programme = library.programmes.get(wanted ?? names[0]!);
  if (!programme) throw new RecadoError('PROGRAMME_UNKNOWN', { name: wanted ?? '(none)', known });
  const id = programme.programme;
  const own = packs.files.find(
    ({ path, text }) => /(?:^|\/)programme\.ya?ml$/.test(path) && new RegExp(`^programme: *${id}\\b`, 'm').test(text),
  )!;
  const sources = library.sources.filter(({ flow, path }) => flow.startsWith(`${id}/`) && !path.startsWith('builtin/'));
  const nameOf = (flow: string) => flow.slice(flow.indexOf('/') + 1);
  return {
    folder: own.path.replace(/\/?programme\.ya?ml$/, ''),
    programme: id,
    language: programme.languages[0]!,
    timezone: programme.timezone,
    address: programme.address,
    file: own.path,
    text: own.text,
    names: new Map(sources.map(({ flow, path }) => [nameOf(flow), path])),
    lesson(name) {
      const lesson = name ?? programme.modules.flatMap(({ lessons }) => lessons).at(-1);
      const found = sources.find(({ flow, kind }) => kind === 'lesson' && nameOf(flow) === lesson);
      if (!found) throw new RecadoError('LESSON_UNKNOWN', { name: lesson ?? '(none)', programme: id });
      return found;
    },
  };
}
