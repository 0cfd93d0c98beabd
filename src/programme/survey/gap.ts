import type { SqlRow } from '../../store/port.ts';

/** What was left open on her phone, and is no answer yet. */
const OPEN: readonly unknown[] = ['in-person', 'no-answer'];

/**
 * The go on her phone whose open questions are just these, if there is one. Rows are of all her goes at that wave: `id`, `mode`,
 * `completed_at`, and `step` and `missing` of each answer.
 */
export function gapFor(rows: readonly SqlRow[], steps: readonly string[]): string | undefined {
  const ids = [...new Set(rows.filter((row) => row['mode'] === 'message').map((row) => String(row['id'])))];
  return ids.find((id) => steps.length > 0 && steps.every((step) => isOpen(rows, id, step)));
}

/** With these nothing is open any more in a go that had not come to its end. */
export function closes(rows: readonly SqlRow[], id: string, steps: readonly string[], all: readonly string[]): boolean {
  const begun = rows.some((row) => row['id'] === id && row['completed_at'] === null);
  return begun && all.every((step) => steps.includes(step) || !isOpen(rows, id, step));
}

function isOpen(rows: readonly SqlRow[], id: string, step: string): boolean {
  const hers = rows.filter((row) => row['id'] === id);
  const row = hers.find((one) => one['step'] === step);
  // Not reached, in a go that may still come to it.
  return row ? OPEN.includes(row['missing']) : hers[0]!['completed_at'] === null;
}
