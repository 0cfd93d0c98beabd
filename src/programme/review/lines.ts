import type { Beside } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { SHOWN_FILES, SHOWN_TEXT } from './limits.ts';
import type { SeenPart, Submission } from './submission.ts';

export const line = (key: string, vars: StaffLine['vars'] = {}): StaffLine => ({ key: `review.${key}`, vars });

/** A submission on a phone: whose, its words in order, a place for each file, and how to answer. */
export function shown(of: Submission, parts: readonly SeenPart[] = of.parts): StaffLine[] {
  const { who, title, submission } = of;
  return [
    line(submission > 1 ? 'head-again' : 'head', { who, title, n: submission }),
    ...(of.shared ? [line('shared')] : []),
    ...(of.before === '' ? [] : [line('before', { words: of.before })]),
    ...partLines(parts),
    line('ask'),
  ];
}

export function partLines(parts: readonly SeenPart[]): StaffLine[] {
  let room = SHOWN_TEXT;
  const files = new Map<string, number>();
  const lines: StaffLine[] = [];
  for (const { kind, text } of parts) {
    if (kind !== 'text') {
      const n = (files.get(kind) ?? 0) + 1;
      files.set(kind, n);
      lines.push(line(`part-${kind}`, { n }));
    }
    if (!text || room <= 0) continue;
    lines.push(line('part-text', { text: text.length > room ? `${text.slice(0, room)}…` : text }));
    room -= text.length;
  }
  const all = parts.filter(({ kind }) => kind !== 'text').length;
  return room > 0 && all <= SHOWN_FILES ? lines : [...lines, line('longer')];
}

/** Photos and recordings of it, in order. */
export function filesOf(parts: readonly SeenPart[]): NonNullable<Beside['files']> {
  return parts
    .filter(({ file }) => file !== null)
    .slice(0, SHOWN_FILES)
    .map(({ kind, file }) => ({ kind, file: file! }));
}
