import type { Query } from '../../store/port.ts';
import type { Target } from './target.ts';

const NEWS = `insert into event (workspace, lane_id, person_id, name, payload, at)
  select p.workspace, p.lane_id, p.id, 'cohort.changed', '{}', @now from person p`;

/** Everybody whom a pause concerns plans her lessons and reminders anew. One statement, however many they are. */
export function planAnew(target: Target, now: number): Query {
  return target.is === 'cohort'
    ? {
        sql: { sqlite: `${NEWS} join roster r on r.person_id = p.id where r.cohort_id = @id and r.until is null` },
        params: { id: target.id, now },
      }
    : { sql: { sqlite: `${NEWS} where p.id = @id` }, params: { id: target.id, now } };
}

/** The columns by which a pause names whom it is for. */
export function ofTarget({ is, id }: Target): { readonly cohort_id: string | null; readonly person_id: string | null } {
  return { cohort_id: is === 'cohort' ? id : null, person_id: is === 'person' ? id : null };
}
