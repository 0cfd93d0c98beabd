import type { RowWrite } from '../../store/port.ts';

/** A new number that no code could prove: somebody of the team finds out whose it is. */
export function numberTask(person: string, workspace: string, now: number, id: string): RowWrite {
  const why = { topic: 'new-number', why: 'new-number', state: 'open' };
  return { op: 'insert-new', table: 'task', values: { id, workspace, person_id: person, ...why, opened_at: now } };
}
