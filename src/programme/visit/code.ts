import type { NewId } from '../../base/ids.ts';
import type { Json } from '../../base/json.ts';
import type { Query, RowWrite, SqlRow } from '../../store/port.ts';
import type { StaffLine } from '../manifest.ts';
import { codesTaken, undoable } from '../undoable.ts';
import type { Whom } from './whom.ts';

/** For `reads`: the codes that are taken already. */
export const codes = ({ workspace, job }: Pick<Whom, 'workspace' | 'job'>, now: number): Query =>
  codesTaken(workspace, job?.person ?? null, now);

/** The code by which she takes it back, where it was done from a phone: its row, and the line that tells it. */
export function codeFor(
  operation: string,
  input: Readonly<Record<string, Json>>,
  { workspace, job }: Pick<Whom, 'workspace' | 'job'>,
  taken: readonly SqlRow[] | undefined,
  at: { readonly now: number; readonly newId: NewId },
): { readonly rows: readonly RowWrite[]; readonly lines: readonly StaffLine[] } {
  if (!job || job.person === null) return { rows: [], lines: [] };
  const { code, row } = undoable({ operation, input, me: job.person, workspace }, taken ?? [], at);
  return { rows: [row], lines: [{ key: 'visit.undo', vars: { code } }] };
}
