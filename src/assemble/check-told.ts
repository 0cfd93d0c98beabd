import { ISSUES, type IssueCode } from '../flow/issue-kinds.ts';
import type { ToldIssue } from '../flow/told.ts';
import type { Checked } from './check.ts';
import type { Speaker } from './tongue.ts';

/** What `recado check` found, as lines for a terminal: file by file, each with its sum, and the whole at the end. */
export function toldCheck({
  issues,
  frames,
  programmes,
  files,
  speaker,
}: Pick<Checked, 'issues' | 'frames' | 'programmes' | 'files' | 'speaker'>): string[] {
  const { phrase } = speaker;
  const lines: string[] = [];
  issues.forEach((issue, i) => {
    lines.push(frames[i]!, '');
    const { path } = issue.place;
    if (issues[i + 1]?.place.path === path) return;
    const own = issues.filter(({ place }) => place.path === path);
    // Of one issue the sum is what has just been read.
    if (own.length > 1) lines.push(`${path}: ${sum(own, speaker)}`, '');
  });
  const looked = phrase('check.looked', {
    programmes: phrase('count.programmes', { count: programmes }),
    files: phrase('count.files', { count: files }),
  });
  lines.push(`${looked}: ${sum(issues, speaker)}`);
  const mendable = issues.filter(({ edit }) => edit !== undefined).length;
  if (mendable > 0) lines.push(`→ ${phrase('check.mends', { count: mendable })}`);
  const [first] = issues;
  if (first) lines.push(`→ ${phrase('check.explains', { code: first.code })}`);
  return lines;
}

/** `2 errors, 1 warning`. */
function sum(issues: readonly Pick<ToldIssue, 'severity'>[], { phrase }: Speaker): string {
  if (issues.length === 0) return phrase('check.none');
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  return phrase('check.sum', {
    errors: phrase('count.errors', { count: errors }),
    warnings: phrase('count.warnings', { count: issues.length - errors }),
  });
}

/** An issue in the flat shape of `--json`. */
export interface TellableIssue {
  readonly code: string;
  readonly severity: ToldIssue['severity'];
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly message: string;
  /** What is filled into the message, by name. */
  readonly values: ToldIssue['values'];
  readonly fix?: string;
  readonly edit?: ToldIssue['edit'];
}

/** `recado check --json`: a contract (docs/packs.md); keys are added, never renamed. */
export function checkAsJson({
  issues,
  programmes,
  files,
  speaker,
}: Pick<Checked, 'issues' | 'programmes' | 'files' | 'speaker'>): {
  readonly language: string;
  readonly programmes: number;
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly issues: readonly TellableIssue[];
} {
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  return {
    language: speaker.language,
    programmes,
    files,
    errors,
    warnings: issues.length - errors,
    issues: issues.map(({ place: { path, line, column, length = 1 }, code, severity, message, values, fix, edit }) => ({
      code,
      severity,
      path,
      line,
      column,
      length,
      message,
      values,
      ...(fix === undefined ? {} : { fix }),
      ...(edit === undefined ? {} : { edit }),
    })),
  };
}

/** Every code explained, in the manual of whoever reads. */
const PAGES = { es: 'docs/authors/es/lo-que-dice-recado-check.md', en: 'docs/issues.md' } as const;

/** `recado check --explain CODE`: what it means, wrong and right; undefined where there is no such code. */
export function explained(code: string, { language, phrase }: Speaker): string | undefined {
  const known = code.trim().toUpperCase();
  if (!Object.hasOwn(ISSUES, known)) return undefined;
  const { severity, wrong, right } = ISSUES[known as IssueCode];
  const indented = (text: string) => text.split('\n').map((line) => `    ${line}`);
  return [
    `${known}: ${phrase(`${known}.title`)} (${phrase(`severity.${severity}`)})`,
    '',
    `  ${phrase('explain.wrong')}`,
    ...indented(wrong),
    '',
    `  ${phrase('explain.right')}`,
    ...indented(right),
    '',
    `  ${PAGES[language]}#${known.toLowerCase()}`,
  ].join('\n');
}

/** Every code, for "did you mean". */
export const ISSUE_CODES: readonly string[] = Object.keys(ISSUES);
