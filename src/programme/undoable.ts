import { DAY, type Millis } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { seededRandom } from '../base/random.ts';
import type { Query, RowWrite, SqlRow } from '../store/port.ts';
import type { Job } from './job.ts';
import type { StaffLine } from './manifest.ts';

/** What is older was read by others since: it is put right, not undone. */
export const UNDO_WITHIN: Millis = DAY;

/** Of one author, for `reads` of an operation that gives her a code: those that she may still use. */
export function codesTaken(workspace: string, me: string | null, now: Millis): Query {
  return {
    sql: { sqlite: 'select code from undoable where workspace = @workspace and by_id = @me and made_at > @since' },
    params: { workspace, me: me ?? '', since: now - UNDO_WITHIN },
  };
}

/**
 * Four digits with which she takes back what is being done, by DESHACER: `operation` is then run as a job of hers, with
 * `input` and the job. `taken` are the rows of `codesTaken`. The code goes into her read-back.
 */
export function undoable(
  what: {
    readonly operation: string;
    readonly input: Readonly<Record<string, Json>>;
    readonly me: string;
    readonly workspace: string;
  },
  taken: readonly SqlRow[],
  { now, newId }: { readonly now: Millis; readonly newId: NewId },
): { readonly code: number; readonly row: RowWrite } {
  const id = newId();
  const used = new Set(taken.map((one) => one['code']));
  let code = 1_000 + Math.floor(seededRandom(id)() * 9_000);
  while (used.has(code)) code = code === 9_999 ? 1_000 : code + 1;
  const values = {
    id,
    workspace: what.workspace,
    by_id: what.me,
    code,
    operation: what.operation,
    input: JSON.stringify(what.input),
    made_at: now,
  };
  return { code, row: { op: 'insert', table: 'undoable', values } };
}

/** What an operation is asked with, as far as its code goes. */
interface Asked {
  readonly workspace: string;
  readonly job?: Job | undefined;
}

/** For `reads` of an operation that may be asked from a phone. */
export const codes = ({ workspace, job }: Asked, now: number): Query => codesTaken(workspace, job?.person ?? null, now);

/** The code by which she takes it back, where it was done from a phone: its row, and the line that tells it. */
export function codeFor(
  back: { readonly operation: string; readonly input: Readonly<Record<string, Json>>; readonly says: string },
  { workspace, job }: Asked,
  taken: readonly SqlRow[] | undefined,
  at: { readonly now: Millis; readonly newId: NewId },
): { readonly rows: readonly RowWrite[]; readonly lines: readonly StaffLine[] } {
  if (!job || job.person === null) return { rows: [], lines: [] };
  const { operation, input, says } = back;
  const { code, row } = undoable({ operation, input, me: job.person, workspace }, taken ?? [], at);
  return { rows: [row], lines: [{ key: says, vars: { code } }] };
}
