import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import { localDate } from '../domain/time.ts';
import { Issues } from '../flow/issues.ts';
import { type Pack, readPacks } from '../flow/pack.ts';
import { readTranslation, type Translated } from '../flow/translations.ts';
import { type Entry, entriesOf } from '../workshop/translate/entry.ts';
import { type Judged, judge } from '../workshop/translate/judge.ts';
import { merged } from '../workshop/translate/merge.ts';
import { type Row, readRows } from '../workshop/translate/read.ts';
import { type Standing, standing } from '../workshop/translate/status.ts';
import { asCsv, asJson, asXlsx } from '../workshop/translate/table.ts';
import { FILE_KINDS, VERBS } from './capabilities.ts';
import type { Folders } from './check.ts';
import { buildMind } from './mind.ts';
import { readAll } from './packs.ts';

export type { Standing };

export const FORMATS = ['csv', 'xlsx', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** A pack as its author has it on the disk; mistakes in it are `recado check`'s business. */
function packOf(folders: Folders, name: string) {
  const read = readAll(folders);
  const verbs = new Map(VERBS.map((verb) => [verb.verb, verb as never]));
  const packs = readPacks(read.files, { verbs, kinds: FILE_KINDS, issues: new Issues() });
  const pack = packs.find(({ folder, programme }) => programme.programme === name || folder === name);
  const known = packs.map(({ programme }) => programme.programme).join(', ') || '(none)';
  if (!pack) throw new RecadoError('PROGRAMME_UNKNOWN', { name, known });
  return { pack, read };
}

/** Its language, which is not the first. Throws TRANSLATION_LANGUAGE. */
function languageOf({ programme }: Pack, language: string): string {
  const found = programme.languages.slice(1).find((one) => one.toLowerCase() === language.toLowerCase());
  if (found === undefined) {
    const known = programme.languages.slice(1).join(', ') || '(none)';
    throw new RecadoError('TRANSLATION_LANGUAGE', { language, programme: programme.programme, known });
  }
  return found;
}

const pathOf = ({ locales }: Folders, language: string, programme: string): string =>
  join(locales, language, `${programme}.json`);

/** What the file holds, as JSON. Throws TRANSLATION_FILE_JSON: what cannot be read is not written over. */
function written(path: string): unknown {
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new RecadoError('TRANSLATION_FILE_JSON', { path }, { cause });
  }
}

const wordsIn = (folders: Folders, language: string, { programme }: Pack): Translated =>
  readTranslation(written(pathOf(folders, language, programme.programme)));

/** `recado translate extract`: a file for a translator. `open` leaves out what is done. */
export async function extract(
  folders: Folders,
  asked: { readonly pack: string; readonly to: string; readonly format: Format; readonly open: boolean },
): Promise<{ readonly bytes: Uint8Array; readonly name: string; readonly texts: number }> {
  const { pack } = packOf(folders, asked.pack);
  const language = languageOf(pack, asked.to);
  const { programme } = pack.programme;
  const all = entriesOf(pack.flows, wordsIn(folders, language, pack));
  const entries = asked.open ? all.filter(({ state }) => state !== 'done') : all;
  const sheet = { programme, language, entries };
  const text = asked.format === 'csv' ? asCsv(sheet) : asJson(sheet);
  const bytes = asked.format === 'xlsx' ? await asXlsx(sheet) : Buffer.from(text);
  return { bytes, name: `${programme}.${language}.${asked.format}`, texts: entries.length };
}

export interface Imported extends Judged {
  readonly programme: string;
  readonly language: string;
  /** The file that holds the translation. */
  readonly path: string;
  readonly wrote: boolean;
}

/**
 * `recado translate import`: takes in what a translator sends back. With an error among its rows nothing is written, but
 * for `partly`, which takes in the others. Throws what reading the file throws, TRANSLATION_MIXED, PROGRAMME_UNKNOWN,
 * TRANSLATION_LANGUAGE.
 */
export async function importTranslation(
  folders: Folders,
  file: Uint8Array,
  { by, dry, partly }: { readonly by: string; readonly dry: boolean; readonly partly: boolean },
): Promise<Imported> {
  const rows = await readRows(file);
  const name = only(rows, 'programme');
  const { pack, read } = packOf(folders, name);
  const language = languageOf(pack, only(rows, 'language'));
  const path = pathOf(folders, language, pack.programme.programme);
  const old = written(path);
  const entries: readonly Entry[] = entriesOf(pack.flows, readTranslation(old));
  const stop = buildMind(read).deps.lexicon(language).optOut.stop;
  const judged = judge(rows, entries, { optOut: [...stop] });
  const stands = judged.problems.every(({ severity }) => severity !== 'error') || partly;
  const wrote = stands && !dry && judged.changes.length > 0;
  if (wrote) {
    const on = localDate(systemClock.now(), pack.programme.timezone);
    replace(path, `${JSON.stringify(merged(old, entries, judged.changes, { by, on }), null, 2)}\n`);
  }
  return { ...judged, programme: pack.programme.programme, language, path, wrote };
}

/** Every row says of which programme and language it is: two files that were put together are told apart. */
function only(rows: readonly Row[], column: 'programme' | 'language'): string {
  const all = [...new Set(rows.map((row) => row[column]))];
  if (all.length !== 1 || all[0] === '') throw new RecadoError('TRANSLATION_MIXED', { column, found: all.join(', ') });
  return all[0]!;
}

/** Whole or not at all. */
function replace(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const part = join(dirname(path), `.${basename(path)}.part`);
  writeFileSync(part, text);
  renameSync(part, path);
}

/** `recado translate status`: of each language but the first, flow by flow. */
export function translationStatus(folders: Folders, name: string): readonly Standing[] {
  const { pack, read } = packOf(folders, name);
  const steps = buildMind(read).library.steps(pack.programme.programme);
  return pack.programme.languages
    .slice(1)
    .flatMap((language) => standing(language, entriesOf(pack.flows, wordsIn(folders, language, pack)), steps));
}

/** The programmes there are, where none is named. */
export function programmesIn(folders: Folders): readonly string[] {
  const { files } = readAll(folders);
  const verbs = new Map(VERBS.map((verb) => [verb.verb, verb as never]));
  const packs = readPacks(files, { verbs, kinds: FILE_KINDS, issues: new Issues() });
  return packs.map(({ programme }) => programme.programme);
}
