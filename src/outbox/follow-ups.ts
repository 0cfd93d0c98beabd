import type { Millis } from '../base/clock.ts';
import type { Query } from '../store/port.ts';
import { wakeAnchored } from './anchored.ts';
import type { Change, OutboxRow } from './row.ts';

type Changed = readonly { readonly row: OutboxRow; readonly change: Change }[];

/** What follows from messages that went or ended: timers of their questions wake, and a lesson that could not go is told. */
export function followUps(changed: Changed, now: Millis): readonly Query[] {
  return [...wakeAnchored(changed, now), ...tellUnsent(changed, now)];
}

const TELL = `insert into event (workspace, lane_id, person_id, name, payload, at)
  select workspace, lane_id, person_id, 'lesson.unsent', json_object('question', question_id), @now
  from outbox where id in (select value from json_each(@ids)) order by seq`;

/**
 * Her conversation has begun the lesson and waits for an answer to words that she never got. A doubtful message is not
 * told: she may have it.
 */
function tellUnsent(changed: Changed, now: Millis): readonly Query[] {
  const ids = changed.flatMap(({ row, change }) =>
    row.kind === 'lesson' &&
    row.question_id !== null &&
    change.ended &&
    (change.set['state'] === 'failed' || change.set['state'] === 'dropped')
      ? [row.id]
      : [],
  );
  return ids.length === 0 ? [] : [{ sql: { sqlite: TELL }, params: { now, ids: JSON.stringify(ids) } }];
}
