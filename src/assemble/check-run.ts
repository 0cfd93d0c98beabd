import { RecadoError } from '../base/errors.ts';
import type { Config } from '../config.ts';
import { frame } from '../flow/frame.ts';
import { nearestOf } from '../flow/suggest.ts';
import type { Checked, Folders } from './check.ts';
import type { Fixed } from './check-fix.ts';
import { type Live, liveMoves } from './check-live.ts';
import { explained, ISSUE_CODES } from './check-told.ts';
import { liveIssues } from './live-told.ts';
import { databaseOf } from './settings.ts';

/** `recado check --explain CODE`. Throws ISSUE_UNKNOWN. */
export function explainIssue(code: string): string {
  const text = explained(code);
  if (text !== undefined) return text;
  const near = nearestOf(code, ISSUE_CODES);
  throw new RecadoError('ISSUE_UNKNOWN', { code, near: near ? `Did you mean ${near}? ` : '' });
}

/** `recado check --live`: what was found, with what the edits do to people in the middle of a flow. */
export function liveCheck(
  folders: Folders,
  config: Pick<Config, 'DATABASE_URL'>,
  checked: Checked,
  withNames: boolean,
): { readonly live: Live; readonly checked: Checked } {
  const live = liveMoves(folders, databaseOf(config).path, withNames);
  const more = liveIssues(live);
  const frames = [...checked.frames, ...more.map((issue) => frame(issue, checked.text(issue.place.path)))];
  return { live, checked: { ...checked, issues: [...checked.issues, ...more], frames } };
}

/** What `--fix` wrote, file by file with the lines that went and came. */
export function toldFix({ changes }: Pick<Fixed, 'changes'>, dry: boolean): string[] {
  if (changes.length === 0) return ['Nothing to mend by itself.', ''];
  const lines = changes.flatMap(({ path, lines }) => {
    const width = String(lines.at(-1)?.line ?? 0).length;
    return [path, ...lines.map(({ sign, line, text }) => `  ${String(line).padStart(width)} ${sign} ${text}`), ''];
  });
  const files = changes.length === 1 ? '1 file' : `${changes.length} files`;
  return [
    ...lines,
    dry ? `${files} would be mended; nothing was written. What would be left:` : `${files} mended.`,
    '',
  ];
}
