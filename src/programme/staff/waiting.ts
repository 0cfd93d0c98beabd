import { eventRow } from '../../store/event-row.ts';
import type { Query, RowWrite, SqlRow } from '../../store/port.ts';

/** Woken at a time: more than a programme's day of cases, and little enough for one commit. */
const MOST = 500;

/** Open cases whose owner is nobody, or somebody who is no longer on duty. */
export function waitingCases(workspace: string): Query {
  return {
    sql: {
      sqlite: `select c.id, c.person_id, p.lane_id from care_case c join person p on p.id = c.person_id
        where c.workspace = @workspace and c.state = 'open' and (c.owner_id is null
          or not exists (select 1 from staff s where s.person_id = c.owner_id and s.until is null))
        order by c.number limit ${MOST}`,
    },
    params: { workspace },
  };
}

/** Tells each learner's lane to look for an owner: only there is it known who may have the case. */
export function wake(cases: readonly SqlRow[], workspace: string, now: number): RowWrite[] {
  return cases.map((row) => {
    const she = { id: String(row['person_id']), lane: String(row['lane_id']) };
    return eventRow(she, 'case.wake', { case: row['id']! }, { workspace, now });
  });
}
