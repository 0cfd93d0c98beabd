import type { Issue } from './issue.ts';

/** What is wrong in general, and the sentences about one case, stand in `locales/<language>/issues.json` under the code. */
export interface IssueKind {
  readonly severity: Issue['severity'];
  /**
   * Whole steps (`- say: …`), a whole file, lines of `programme.yaml`, or a whole translation in braces: those are run by a
   * test, which finds the issue in `wrong` and not in `right`. Anything else is only for the eye.
   */
  readonly wrong: string;
  readonly right: string;
}

export function error(wrong: string, right: string): IssueKind {
  return { severity: 'error', wrong, right };
}

export function warning(wrong: string, right: string): IssueKind {
  return { severity: 'warning', wrong, right };
}
