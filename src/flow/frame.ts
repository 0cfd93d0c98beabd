import type { Place } from './issue.ts';
import { LINE_BREAK } from './json-places.ts';
import type { ToldIssue } from './told.ts';

/** Lines shown before the marked one, so that the author recognises the place. */
const LINES_BEFORE = 2;
/** Characters of a line that are shown. */
const WIDTH = 120;

/**
 * An issue as a terminal shows it: place, sentence, the lines around it with the spot marked, and what to do.
 * `text` is the file; without it (a file that is missing) the frame is left out. `severity` is the word for it.
 */
export function frame(
  issue: Pick<ToldIssue, 'place' | 'code' | 'message' | 'fix' | 'severity'>,
  text?: string,
  severity: string = issue.severity,
): string {
  const { path, line, column } = issue.place;
  const head = `${path}:${line}:${column} ${severity} ${issue.code}: ${issue.message}`;
  const code = text === undefined ? [] : excerpt(text, issue.place);
  return [head, ...code, ...(issue.fix ? [`  → ${issue.fix}`] : [])].join('\n');
}

function excerpt(text: string, { line, column, length }: Place): string[] {
  const lines = text.split(LINE_BREAK);
  const marked = lines[line - 1];
  if (marked === undefined) return [];
  const width = String(line).length;
  const shown: string[] = [];
  // Of a long line the part around the spot is shown.
  const from = Math.max(0, column - 1 - WIDTH / 2 > 0 && marked.length > WIDTH ? column - 1 - WIDTH / 2 : 0);
  for (let n = Math.max(1, line - LINES_BEFORE); n <= line; n++) {
    const part = n === line ? marked.slice(from, from + WIDTH) : lines[n - 1]!.slice(0, WIDTH);
    shown.push(`${n === line ? '>' : ' '} ${String(n).padStart(width)} | ${part}`);
  }
  const room = Math.max(1, Math.min(marked.length, from + WIDTH) - column + 1);
  // Tabs before the mark are kept as tabs, so that it stands under its word whatever their width.
  const indent = marked.slice(from, column - 1).replace(/[^\t]/g, ' ');
  shown.push(`  ${' '.repeat(width)} | ${indent}${'^'.repeat(Math.min(length ?? 1, room))}`);
  return shown;
}
