import type { Query } from '../port.ts';
import { alter, type Params, statement } from './sql.ts';

/** Two open cases of hers on one topic: the later is closed, since one is open a topic, and its owner told which goes on. */
export function closeTwins(params: Params): Query[] {
  const twins = `select n.number, n.owner_id, o.number as stays
    from care_case n join care_case o on o.topic = n.topic and o.number < n.number and o.state = 'open'
    where n.state = 'open' and n.person_id in (@kept, @gone) and o.person_id in (@kept, @gone)`;
  return [
    statement(
      `insert into event (lane_id, person_id, name, payload, at)
       select p.lane_id, p.id, 'say', json_object('key', 'staff.case-joined', 'vars', json_object('number', w.number, 'other', w.stays)), @now
       from (${twins}) w join person p on p.id = w.owner_id`,
      params,
    ),
    ...alter(
      { table: 'care_case', key: ['number'] },
      "state = 'closed', closed_at = @now, waiting_since = null",
      `t.number in (select number from (${twins}))`,
      params,
    ),
  ];
}

/** Whoever was told of the case that was closed may answer the one that goes on. When all rows are hers. */
export function tellTwins(params: Params): Query[] {
  const told = `select o.id as case_id, t.person_id from merge_row r
    join care_case n on n.number = json_extract(r.row_key, '$[0]')
    join care_case o on o.person_id = n.person_id and o.topic = n.topic and o.state = 'open'
    join case_told t on t.case_id = n.id
    where r.merge_id = @merge and r.table_name = 'care_case' and r.what = 'changed'
      and not exists (select 1 from case_told h where h.case_id = o.id and h.person_id = t.person_id)`;
  return [
    statement(
      `insert into merge_row (merge_id, what, table_name, row_key)
       select @merge, 'added', 'case_told', json_array(w.case_id, w.person_id) from (${told}) w`,
      params,
    ),
    statement(
      `insert into case_told (case_id, person_id, since) select w.case_id, w.person_id, @now from (${told}) w`,
      params,
    ),
  ];
}
