import type { Said } from '../locale/sentence.ts';
import type { Issue, Place, SourceEdit } from './issue.ts';
import { ISSUES, type IssueCode } from './issue-kinds.ts';

/** Collects what is found; nothing is thrown, so that an author sees all of it at once. */
export class Issues {
  readonly #found: Issue[] = [];

  /** `fix` is what to write instead, in words; `edit` the same as a change of the file, for `check --fix`. */
  add(code: IssueCode, place: Place, message: Said, fix?: Said, edit?: SourceEdit): void {
    this.#found.push({
      code,
      severity: ISSUES[code].severity,
      place,
      message,
      ...(fix === undefined ? {} : { fix }),
      ...(edit === undefined ? {} : { edit }),
    });
  }

  get hasErrors(): boolean {
    return this.#found.some((issue) => issue.severity === 'error');
  }

  /** Something in this file is wrong so far, and may have been left out of what was made of it. */
  hasErrorsIn(path: string): boolean {
    return this.#found.some((issue) => issue.severity === 'error' && issue.place.path === path);
  }

  /** In reading order: by file, line, column; the same thing said twice is said once. */
  sorted(): readonly Issue[] {
    const seen = new Set<string>();
    return this.#found
      .filter((issue) => {
        const same = JSON.stringify([
          issue.code,
          issue.place.path,
          issue.place.line,
          issue.place.column,
          issue.message,
        ]);
        return !seen.has(same) && seen.add(same);
      })
      .sort(
        (a, b) => compare(a.place.path, b.place.path) || a.place.line - b.place.line || a.place.column - b.place.column,
      );
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
