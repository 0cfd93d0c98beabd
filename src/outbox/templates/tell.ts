import { DAY, type Millis } from '../../base/clock.ts';
import type { Query, RowWrite } from '../../store/port.ts';
import type { OutboxRow } from '../row.ts';

/** A lesson that found no template so long ago is not opened by surprise; its next release day or SEGUIR opens it. */
const STILL_WAITS: Millis = 14 * DAY;

const UNTOLD = 't.trouble is not null and t.trouble is not t.told';
/** Whom it concerns: coordinators and administrators of the programme whose pack has it. */
const TEAM = `join staff s on s.until is null and s.role in ('coordinator', 'admin') and s.programme in ('', t.programme)
  join person p on p.id = s.person_id`;

/** One task for each template and trouble, however many messages it holds up. A task needs a person: the coordinator's own. */
const TASK = `insert or ignore into task (id, workspace, person_id, topic, why, about, state, opened_at)
  select 'template/' || t.channel || '/' || t.name || '/' || t.language || '/' || @now, t.workspace, min(p.id), 'template',
    case when t.trouble like 'marketing%' then 'template-marketing' else 'template-stopped' end,
    t.name || ' (' || t.language || ')', 'open', @now
  from template t ${TEAM} where ${UNTOLD} group by t.channel, t.name, t.language`;

const NEWS = `insert into event (workspace, lane_id, person_id, name, payload, at)
  select distinct p.workspace, p.lane_id, p.id, 'say',
    json_object('key', 'staff.template-' || t.trouble,
      'vars', json_object('template', t.name, 'language', t.language)), @now
  from template t ${TEAM} where ${UNTOLD}`;

const TOLD = 'update template as t set told = t.trouble where t.trouble is not t.told';

/** Tells the team, once, of every template that is newly in trouble. To be run after the rows are written. */
export function tellTrouble(now: Millis): readonly Query[] {
  const params = { now };
  return [
    { sql: { sqlite: TASK }, params },
    { sql: { sqlite: NEWS }, params },
    { sql: { sqlite: TOLD }, params: {} },
  ];
}

const DONE = `update task set state = 'done', done_at = @now
  where topic = 'template' and state = 'open' and about = @about`;

const AGAIN = `insert into event (workspace, lane_id, person_id, name, payload, at)
  select distinct workspace, lane_id, person_id, 'lesson.again', '{}', @now from outbox
  where why = 'no-template' and kind = 'lesson' and ended_at > @since and message ->> '$.standIn.programme' = @programme`;

/** It may be used again: its task is done, and the lessons that found no template come to their learners. */
export function freeWaiting(
  template: { readonly name: string; readonly language: string; readonly programme: string },
  now: Millis,
): readonly Query[] {
  const { name, language, programme } = template;
  return [
    { sql: { sqlite: DONE }, params: { now, about: `${name} (${language})` } },
    { sql: { sqlite: AGAIN }, params: { now, since: now - STILL_WAITS, programme } },
  ];
}

/** The provider refused a message by the template it went by: no other tries it, until there is better news. */
export function templateRefused(row: OutboxRow, programme: string | undefined, code: string, now: Millis): RowWrite[] {
  const [name = '', language = ''] = row.template?.split('/') ?? [];
  const values = { status: 'refused', reason: code, trouble: 'refused', programme: programme ?? '', seen_at: now };
  return [
    {
      op: 'upsert',
      table: 'template',
      key: ['channel', 'name', 'language'],
      values: { channel: row.channel, name, language, workspace: row.workspace, ...values },
    },
  ];
}
