import type { Issue } from '../flow/issue.ts';
import { ISSUES, type IssueCode } from '../flow/issue-kinds.ts';
import type { Checked } from './check.ts';

/** What `recado check` found, as lines for a terminal: file by file, each with its sum, and the whole at the end. */
export function toldCheck({
  issues,
  frames,
  programmes,
  files,
}: Pick<Checked, 'issues' | 'frames' | 'programmes' | 'files'>): string[] {
  const lines: string[] = [];
  issues.forEach((issue, i) => {
    lines.push(frames[i]!, '');
    const { path } = issue.place;
    if (issues[i + 1]?.place.path === path) return;
    const own = issues.filter(({ place }) => place.path === path);
    // Of one issue the sum is what has just been read.
    if (own.length > 1) lines.push(`${path}: ${sum(own)}`, '');
  });
  const looked = `${count(programmes, 'programme')}, ${count(files, 'file')}`;
  lines.push(`${looked}: ${sum(issues)}`);
  const mendable = issues.filter(({ edit }) => edit !== undefined).length;
  if (mendable > 0)
    lines.push(
      `→ \`recado check --fix\` mends ${mendable} of them; with --dry-run it shows first what it would write.`,
    );
  const [first] = issues;
  if (first)
    lines.push(
      `→ \`recado check --explain ${first.code}\` shows a wrong and a right example; docs/issues.md has all of them.`,
    );
  return lines;
}

/** `2 errors, 1 warning`. */
export function sum(issues: readonly Issue[]): string {
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  return issues.length === 0
    ? 'no errors, no warnings'
    : `${count(errors, 'error')}, ${count(issues.length - errors, 'warning')}`;
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/** An issue in the flat shape of `--json`. */
export interface TellableIssue {
  readonly code: string;
  readonly severity: Issue['severity'];
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly message: string;
  readonly fix?: string;
  readonly edit?: Issue['edit'];
}

/** `recado check --json`: a contract (docs/packs.md); keys are added, never renamed. */
export function checkAsJson({ issues, programmes, files }: Pick<Checked, 'issues' | 'programmes' | 'files'>): {
  readonly programmes: number;
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly issues: readonly TellableIssue[];
} {
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  return {
    programmes,
    files,
    errors,
    warnings: issues.length - errors,
    issues: issues.map(({ place: { path, line, column, length = 1 }, code, severity, message, fix, edit }) => ({
      code,
      severity,
      path,
      line,
      column,
      length,
      message,
      ...(fix === undefined ? {} : { fix }),
      ...(edit === undefined ? {} : { edit }),
    })),
  };
}

/** `recado check --explain CODE`: what it means, wrong and right; undefined where there is no such code. */
export function explained(code: string): string | undefined {
  const known = code.trim().toUpperCase();
  if (!Object.hasOwn(ISSUES, known)) return undefined;
  const { severity, title, wrong, right } = ISSUES[known as IssueCode];
  const indented = (text: string) => text.split('\n').map((line) => `    ${line}`);
  return [
    `${known}: ${title} (${severity})`,
    '',
    '  Wrong:',
    ...indented(wrong),
    '',
    '  Right:',
    ...indented(right),
    '',
    `  docs/issues.md#${known.toLowerCase()}`,
  ].join('\n');
}

/** Every code, for "did you mean". */
export const ISSUE_CODES: readonly string[] = Object.keys(ISSUES);
