import { RecadoError } from '../base/errors.ts';
import type { Config } from '../config.ts';
import { frame } from '../flow/frame.ts';
import { nearestOf } from '../flow/suggest.ts';
import { told } from '../flow/told.ts';
import type { Checked, Folders } from './check.ts';
import type { Fixed } from './check-fix.ts';
import { type Live, liveMoves } from './check-live.ts';
import { explained, ISSUE_CODES } from './check-told.ts';
import { liveIssues } from './live-told.ts';
import { databaseOf } from './settings.ts';
import { speaker } from './tongue.ts';

/** `recado check --explain CODE`. Throws ISSUE_UNKNOWN. */
export function explainIssue(code: string, folders: Pick<Folders, 'locales' | 'language'>): string {
  const text = explained(code, speaker(folders));
  if (text !== undefined) return text;
  const near = nearestOf(code, ISSUE_CODES);
  throw new RecadoError('ISSUE_UNKNOWN', { code, near: near ?? '–' });
}

/** `recado check --live`: what was found, with what the edits do to people in the middle of a flow. */
export function liveCheck(
  folders: Folders,
  config: Pick<Config, 'DATABASE_URL'>,
  checked: Checked,
  withNames: boolean,
): { readonly live: Live; readonly checked: Checked } {
  const live = liveMoves(folders, databaseOf(config).path, withNames);
  const { tell, phrase } = checked.speaker;
  const more = liveIssues(live).map((issue) => told(issue, tell));
  const frames = [
    ...checked.frames,
    ...more.map((issue) => frame(issue, checked.text(issue.place.path), phrase(`severity.${issue.severity}`))),
  ];
  return { live, checked: { ...checked, issues: [...checked.issues, ...more], frames } };
}

/** What `--fix` wrote, file by file with the lines that went and came. */
export function toldFix({ changes, checked }: Pick<Fixed, 'changes' | 'checked'>, dry: boolean): string[] {
  const { phrase } = checked.speaker;
  if (changes.length === 0) return [phrase('fix.nothing'), ''];
  const lines = changes.flatMap(({ path, lines }) => {
    const width = String(lines.at(-1)?.line ?? 0).length;
    return [path, ...lines.map(({ sign, line, text }) => `  ${String(line).padStart(width)} ${sign} ${text}`), ''];
  });
  return [...lines, phrase(dry ? 'fix.would' : 'fix.done', { count: changes.length }), ''];
}
