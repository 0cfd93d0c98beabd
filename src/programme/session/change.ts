import { leaveAt } from '../../domain/quiet-hours.ts';
import type { Query, RowWrite, SqlRow } from '../../store/port.ts';
import { audited, type By } from '../audit.ts';
import { jobRow } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { packFactsIn } from '../pack-facts.ts';
import { sessionJobs } from '../planned-session.ts';
import { codesTaken, undoable } from '../undoable.ts';
import { type Found, type Named, varsOf } from './named.ts';
import { type ChangeKind, type Held, tellsAt, threadOf } from './state.ts';

type At = { readonly now: number; readonly newId: () => string };

/** What `changed` needs beside the session. */
export const changeReads = {
  codes: ({ workspace, by }: Pick<Named, 'workspace' | 'by'>, now: number): Query =>
    codesTaken(workspace, by.kind === 'staff' ? by.id : null, now),
};

export interface Change {
  readonly id: string;
  readonly rows: readonly RowWrite[];
  readonly statements: readonly Query[];
  /** When everybody is told; null: nobody is. */
  readonly tells: number | null;
  /** Of a change made from a phone: DESHACER 4821. */
  readonly code?: number;
}

/**
 * A session is not as it was: `is` has been written by the caller's rows. Keeps what it was, stops what speaks of that
 * and has not left, sets its hours anew, and tells everybody, once it can no more be taken back unheard.
 */
export function changed(
  session: Pick<Found, 'id' | 'row'>,
  {
    kind,
    was,
    is,
    why = '',
    quietly = false,
  }: {
    readonly kind: ChangeKind;
    readonly was: Held | null;
    readonly is: Held;
    readonly why?: string;
    readonly quietly?: boolean;
  },
  asked: Pick<Named, 'by' | 'workspace'>,
  taken: readonly SqlRow[],
  at: At,
): Change {
  const { now, newId } = at;
  const { by, workspace } = asked;
  const id = newId();
  const tells = quietly ? null : tellsAt(now, is.starts, was?.starts ?? is.starts);
  const undo =
    by.kind === 'staff'
      ? undoable({ operation: 'session.undo', input: { change: id }, me: by.id, workspace }, taken, at)
      : undefined;
  const hours = { id: session.id, starts: is.starts, ends: is.ends, workspace };
  return {
    id,
    tells,
    ...(undo ? { code: undo.code } : {}),
    rows: [
      {
        op: 'insert',
        table: 'session_change',
        values: {
          id,
          workspace,
          session_id: session.id,
          kind,
          was: JSON.stringify(was),
          why: why === '' ? null : why,
          by_kind: by.kind,
          by_id: by.id,
          at: now,
          told_at: quietly ? now : null,
        },
      },
      ...(is.cancelled || was === null ? [] : sessionJobs(hours, session.row['reflection'] === 1, at)),
      ...(tells === null ? [] : [tellJob(session.id, workspace, tells, at)]),
      ...(undo ? [undo.row] : []),
    ],
    statements: quietly ? [] : [unsaid(session.id, now)],
  };
}

function tellJob(session: string, workspace: string, tells: number, at: At): RowWrite {
  return jobRow({ operation: 'session.tell', input: { session, workspace }, at: tells, workspace }, at);
}

/** What waits for its hour and speaks of what it was is not sent any more. */
function unsaid(session: string, now: number): Query {
  return {
    sql: {
      sqlite: `update outbox set state = 'dropped', why = 'session-changed', ended_at = @now
        where state = 'pending' and thread_id = @thread`,
    },
    params: { thread: threadOf(session), now },
  };
}

/** Who is told, and when; whom to call, because the night would let the news come too late; how it is undone. */
export function toldLines(
  found: Found,
  is: Held,
  { tells, code }: Pick<Change, 'tells' | 'code'>,
  packs: readonly SqlRow[] | undefined,
  now: number,
): StaffLine[] {
  const vars = varsOf({ ...found, ...is });
  const quiet = packFactsIn(packs).find(({ programme }) => programme === found.programme)?.quiet ?? [];
  const leaves = tells === null ? now : leaveAt({ now: tells, due: tells, zone: found.timezone, quiet });
  const before = found.cancelled || is.cancelled ? found.starts : Math.min(is.starts, found.starts);
  return [
    ...(tells === null || found.expected === 0
      ? [{ key: 'sessions.nobody-told', vars }]
      : leaves >= before && before > now
        ? [{ key: 'sessions.call-them', vars }]
        : [{ key: 'sessions.told', vars }]),
    ...(code === undefined ? [] : [{ key: 'sessions.undo', vars: { code } }]),
  ];
}

export function auditedChange(
  action: string,
  found: Pick<Found, 'id'>,
  asked: { readonly by: By; readonly workspace: string },
  now: number,
): RowWrite {
  return audited(asked.by, action, found.id, {}, { now, workspace: asked.workspace });
}
