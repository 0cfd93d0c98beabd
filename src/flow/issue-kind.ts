import type { Issue } from './issue.ts';

export interface IssueKind {
  readonly severity: Issue['severity'];
  /** What is wrong, as a heading of the manual. */
  readonly title: string;
  /**
   * Whole steps (`- say: …`), a whole file, lines of `programme.yaml`, or a whole translation in braces: those are run by a
   * test, which finds the issue in `wrong` and not in `right`. Anything else is only for the eye.
   */
  readonly wrong: string;
  readonly right: string;
}

export function error(title: string, wrong: string, right: string): IssueKind {
  return { severity: 'error', title, wrong, right };
}

export function warning(title: string, wrong: string, right: string): IssueKind {
  return { severity: 'warning', title, wrong, right };
}
