import type { SqlRow } from '../store/port.ts';

/**
 * Rows of the programme at hand: the one whose conversation, rule or report asks. She may take part in several, and what she
 * did in one counts in no other. Where nobody says which, all of them.
 */
export function ofProgramme(rows: readonly SqlRow[], programme: string | undefined): readonly SqlRow[] {
  return programme === undefined ? rows : rows.filter((row) => row['programme'] === programme);
}
