import type { Millis } from '../base/clock.ts';
import type { Query } from '../store/port.ts';
import { wakeAnchored } from './anchored.ts';
import type { Change, OutboxRow } from './row.ts';
import { tellTrouble } from './templates/tell.ts';

type Changed = readonly { readonly row: OutboxRow; readonly change: Change }[];

/** What follows from messages that went or ended: timers of their questions wake, and a lesson that could not go is told. */
export function followUps(changed: Changed, now: Millis): readonly Query[] {
  const troubled = changed.some(({ change }) => change.rows?.some((write) => write.table === 'template'));
  return [
    ...wakeAnchored(changed, now),
    ...tellUnsent(changed, now),
    ...tellCalled(changed, now),
    ...(troubled ? tellTrouble(now) : []),
  ];
}

const TELL = `insert into event (workspace, lane_id, person_id, name, payload, at)
  select workspace, lane_id, person_id, @name,
    json_object('question', question_id, 'text', message ->> '$.text', 'sms', message ->> '$.sms', 'media', message -> '$.media'), @now
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
  return tell('lesson.unsent', ids, now);
}

/**
 * A template that only calls her went: of a lesson she has seen nothing yet; words that carry no question, which nobody
 * would say again, are kept for when she answers.
 */
function tellCalled(changed: Changed, now: Millis): readonly Query[] {
  const called = changed.flatMap(({ row, change }) =>
    row.called === 1 && row.accepted_at === null && typeof change.set['accepted_at'] === 'number' ? [row] : [],
  );
  const lessons = called.filter(({ kind, question_id }) => kind === 'lesson' && question_id !== null);
  const words = called.filter(({ question_id }) => question_id === null);
  return [...tell('lesson.called', idsOf(lessons), now), ...tell('words.unseen', idsOf(words), now)];
}

const idsOf = (rows: readonly OutboxRow[]): string[] => rows.map(({ id }) => id);

function tell(name: string, ids: readonly string[], now: Millis): readonly Query[] {
  return ids.length === 0 ? [] : [{ sql: { sqlite: TELL }, params: { now, name, ids: JSON.stringify(ids) } }];
}
