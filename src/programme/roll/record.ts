import { MINUTE, type Millis } from '../../base/clock.ts';
import type { NewId } from '../../base/ids.ts';
import type { RowWrite } from '../../store/port.ts';
import type { By } from '../audit.ts';
import { jobRow } from '../job.ts';
import type { Marks } from './judge.ts';
import type { Seat } from './seat.ts';
import type { Held } from './session.ts';

export interface RollAsked {
  readonly held: Held;
  readonly marks: Marks;
  /** A roll as somebody took it, or one word that settles what disagreed. */
  readonly method: 'roll' | 'settled';
  readonly source: 'phone' | 'api' | 'paper';
  readonly sheet?: string | undefined;
  readonly code: number | null;
  readonly by: By;
  readonly workspace: string;
}

/**
 * A roll and a fact for everybody in it, at the session's own time: whole, so that taking it back brings back the one
 * before. `attendance` follows by its triggers.
 */
export function rollRows(
  id: string,
  { held, marks, method, source, sheet, code, by, workspace }: RollAsked,
  { now, newId }: { readonly now: Millis; readonly newId: NewId },
): readonly RowWrite[] {
  const roll: RowWrite = {
    op: 'insert',
    table: 'roll',
    values: {
      id,
      workspace,
      session_id: held.id,
      code,
      source,
      sheet: sheet ?? null,
      by_kind: by.kind,
      by_id: by.id,
      happened_at: held.starts,
      entered_at: now,
    },
  };
  const facts = [...marks].map(
    ([person, { status, minutes, stoodIn }]): RowWrite => ({
      op: 'insert',
      table: 'attendance_fact',
      values: {
        id: newId(),
        workspace,
        session_id: held.id,
        person_id: person,
        method,
        status,
        happened_at: held.starts,
        sent_by: 'arrival',
        entered_at: now,
        by_person: by.kind === 'staff' ? by.id : null,
        roll_id: id,
        minutes,
        stood_in: stoodIn,
      },
    }),
  );
  return [roll, ...facts, looked(held, workspace, { now, newId })];
}

/** So long a roll is read back and taken back. */
const SETTLED_AFTER: Millis = 15 * MINUTE;

/** Once it stands and the session is over, it may be what a certificate still wanted (programme/certificate/look.ts). */
function looked({ id, ends }: Held, workspace: string, at: { readonly now: Millis; readonly newId: NewId }): RowWrite {
  const input = { session: id };
  return jobRow({ operation: 'certificate.look', input, at: Math.max(at.now, ends) + SETTLED_AFTER, workspace }, at);
}

/** It says what the newest roll says already, so that the same message twice is one roll. Its id; undefined where it is new. */
export function sameAs(marks: Marks, seats: readonly Seat[]): string | undefined {
  const before = seats
    .filter(({ person }) => marks.has(person))
    .map(({ person, roll }) => ({ roll, mark: marks.get(person)! }));
  const same = before.every(
    ({ roll, mark }) => roll?.status === mark.status && roll.stoodIn === mark.stoodIn && roll.minutes === mark.minutes,
  );
  return same ? (before.find(({ roll }) => roll?.id)?.roll?.id ?? undefined) : undefined;
}
