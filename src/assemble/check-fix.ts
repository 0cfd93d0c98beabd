import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { RecadoError } from '../base/errors.ts';
import { type ChangedLine, changedLines } from '../flow/line-diff.ts';
import { mend } from '../flow/mend.ts';
import { type Checked, checkPacks, type Folders } from './check.ts';

export interface Fixed {
  /** File by file, what was written, or would be. */
  readonly changes: readonly { readonly path: string; readonly lines: readonly ChangedLine[] }[];
  /** How things stand with it. */
  readonly checked: Checked;
}

/** A mended key may bring to light what its step still lacks; more rounds than this no file needs. */
const ROUNDS = 5;

/**
 * `recado check --fix`: makes every edit that an issue brings, checks again, and goes on until there is none. All is worked
 * out in memory and written once, each file whole; `dry` writes nothing. Throws FILE_CHANGED for the first file that was
 * edited meanwhile, before anything is written.
 */
export function fixPacks(folders: Folders, pack: string | undefined, dry: boolean): Fixed {
  const original = new Map<string, string>();
  const edited = new Map<string, string>();
  let checked = checkPacks(folders, pack);
  for (let round = 0; round < ROUNDS; round++) {
    const files = mend(checked.issues, (path) =>
      checked.packed(path) ? (edited.get(path) ?? checked.text(path)) : undefined,
    );
    if (files.length === 0) break;
    for (const { path, before, text } of files) {
      if (!original.has(path)) original.set(path, before);
      edited.set(path, text);
    }
    checked = checkPacks(folders, pack, edited);
  }
  if (!dry) replaceFiles([...edited].map(([path, text]) => ({ path, before: original.get(path)!, text })));
  const changes = [...edited].map(([path, text]) => ({ path, lines: changedLines(original.get(path)!, text) }));
  return { changes, checked };
}

/** Replaces files whose text is still the one that was read. Throws FILE_CHANGED, and then has written nothing. */
export function replaceFiles(
  files: readonly { readonly path: string; readonly before: string; readonly text: string }[],
): void {
  // The mark that Windows editors put first was taken off when the file was read (files.ts).
  const marked = files.map((file) => ({ ...file, raw: readFileSync(file.path, 'utf8') }));
  for (const { path, before, raw } of marked)
    if (raw.replace(/^\uFEFF/, '') !== before) throw new RecadoError('FILE_CHANGED', { path });
  for (const { path, text, raw } of marked) {
    const part = join(dirname(path), `.${basename(path)}.part`);
    writeFileSync(part, (raw.startsWith('\uFEFF') ? '\uFEFF' : '') + text, { mode: statSync(path).mode });
    renameSync(part, path);
  }
}
