import type { Millis } from '../../base/clock.ts';
import type { TimerRequest } from '../../domain/timer.ts';
import type { Handler, HandlerContext } from '../../programme/manifest.ts';
import type { RowWrite } from '../../store/port.ts';

/** Anchored on a question it sleeps until that question's message was accepted or ended; else its moment is known now. */
export const timerSet: Handler<'timer.set'> = ({ personId, timer }, at) => [
  'question' in timer.anchor
    ? timerRow(personId, timer, at, { question: timer.anchor.question })
    : timerRow(personId, timer, at, {
        due: at.due(personId, timer, timer.anchor.at),
        anchoredAt: timer.anchor.at,
      }),
];

/**
 * The row under (person, key). It always gets a new id: when a timer is set again in the very turn that it woke, the
 * store marks the old id as done and the new row stays waiting.
 */
export function timerRow(
  personId: string,
  timer: TimerRequest,
  at: Pick<HandlerContext, 'now' | 'newId' | 'workspace' | 'laneId'>,
  when: { readonly question: string } | { readonly due: Millis; readonly anchoredAt: Millis },
): RowWrite {
  const sleeping = 'question' in when;
  return {
    op: 'upsert',
    table: 'timer',
    key: ['person_id', 'key'],
    values: {
      id: at.newId(),
      workspace: at.workspace,
      lane_id: at.laneId,
      person_id: personId,
      key: timer.key,
      request: JSON.stringify(timer),
      phase: sleeping ? 'anchor' : 'due',
      anchor_question: sleeping ? when.question : null,
      anchored_at: sleeping ? null : when.anchoredAt,
      due_at: sleeping ? null : when.due,
      state: 0,
      tries: 0,
      did: null,
      created_at: at.now,
    },
  };
}
