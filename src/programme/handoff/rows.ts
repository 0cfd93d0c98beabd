import { HOUR, type Millis } from '../../base/clock.ts';
import { awakeAfter } from '../../domain/awake.ts';
import type { TimerRequest } from '../../domain/timer.ts';
import { eventRow } from '../../store/event-row.ts';
import type { RowWrite } from '../../store/port.ts';
import { timerRow } from '../../store/timer-row.ts';
import type { HandlerContext } from '../manifest.ts';
import type { OnDuty } from '../on-duty.ts';
import { SAFEGUARDING_TOPIC } from './owner.ts';

/** A case that nobody answered for so long, quiet hours not counted, moves to the deputy. */
export const ANSWER_WITHIN: Millis = 4 * HOUR;
/** A call for help does not wait for the afternoon. */
export const HELP_WITHIN: Millis = HOUR;

/** Why a staff person hears of a case: texts `staff.alert-<why>`. */
export const TOLD = ['new', 'beside', 'again', 'moved', 'passed', 'still', 'taken'] as const;
export type Told = (typeof TOLD)[number];

type At = Pick<HandlerContext, 'now' | 'newId' | 'workspace' | 'laneId' | 'rest'>;
type Reached = Pick<OnDuty, 'id' | 'lane'>;

/** Only the case's id travels: its number, her name and her words are read when the staff person's own turn is thought. */
export function alertRow(id: string, why: Told, to: Reached, at: Pick<At, 'workspace' | 'now'>): RowWrite {
  return eventRow(to, 'case.alert', { case: id, why }, at);
}

/** Puts a case into someone's care, and tells her. */
export function tellRows(id: string, why: Told, to: Reached, at: Pick<At, 'workspace' | 'now'>): RowWrite[] {
  return [
    {
      op: 'insert-new',
      table: 'case_told',
      values: { case_id: id, person_id: to.id, workspace: at.workspace, since: at.now },
    },
    alertRow(id, why, to, at),
  ];
}

export function caseTimerKey(id: string): string {
  return `case:${id}`;
}

/** Comes back to her lane when the case should have been answered. */
export function caseTimer(personId: string, id: string, topic: string, at: At): RowWrite {
  const { zone = 'UTC', quiet = [] } = at.rest(personId);
  const due = awakeAfter(at.now, topic === SAFEGUARDING_TOPIC ? HELP_WITHIN : ANSWER_WITHIN, zone, quiet);
  const request: TimerRequest = { key: caseTimerKey(id), anchor: { at: due }, rule: { after: 0 }, purpose: 'case' };
  return timerRow(personId, request, at, { due, anchoredAt: at.now });
}

export function noTimer(personId: string, id: string): RowWrite {
  return { op: 'delete', table: 'timer', key: { person_id: personId, key: caseTimerKey(id) } };
}

/** Nobody receives it: a task for the team. Not for a call for help, of which nothing stands where all can read it. */
export function nobody(
  personId: string,
  topic: string,
  { newId, workspace, now }: Pick<At, 'newId' | 'workspace' | 'now'>,
): RowWrite[] {
  if (topic === SAFEGUARDING_TOPIC) return [];
  const values = {
    id: newId(),
    workspace,
    person_id: personId,
    topic: 'case',
    why: 'case-unanswered',
    state: 'open',
    opened_at: now,
  };
  return [{ op: 'insert-new', table: 'task', values }];
}
