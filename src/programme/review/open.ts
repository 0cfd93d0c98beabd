import type { Millis } from '../../base/clock.ts';
import type { RowWrite } from '../../store/port.ts';
import type { By } from '../audit.ts';
import type { Submission } from './submission.ts';

/** Hers to look at now: the row she has open already, moved to now, or a new one. */
export function opened(
  of: Submission,
  by: By,
  { now, newId, workspace }: { readonly now: Millis; readonly newId: () => string; readonly workspace: string },
): { readonly id: string; readonly row: RowWrite } {
  const mine = of.reviews.findLast(
    (one) =>
      one['submission'] === of.submission &&
      one['by_id'] === by.id &&
      one['decided_at'] === null &&
      one['undone_at'] === null,
  );
  if (mine) {
    const id = String(mine['id']);
    return { id, row: { op: 'update', table: 'review', key: { id }, set: { opened_at: now } } };
  }
  const id = newId();
  const values = {
    id,
    workspace,
    homework_id: of.homework,
    submission: of.submission,
    by_kind: by.kind,
    by_id: by.id,
    opened_at: now,
    received_at: of.receivedAt,
  };
  return { id, row: { op: 'insert', table: 'review', values } };
}
