import type { Millis } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { SqlRow } from '../store/port.ts';
import { type Change, ended, type OutboxRow } from './row.ts';
import type { Why } from './why.ts';

/**
 * SQL that joins to outbox row `o` another address of its person that takes SMS and can be written to. @sms is a JSON
 * list of the SMS channels that are on. Columns: SMS_COLUMNS.
 */
export const SMS_JOIN = `left join address s on s.id = (
    select sa.id from person_address pa join address sa on sa.id = pa.address_id
    where pa.person_id = o.person_id and sa.id <> o.address_id and sa.channel in (select value from json_each(@sms))
      and sa.opted_out_at is null and pa.silent_since is null and sa.dead_at is null
    order by pa.since desc limit 1)`;
export const SMS_COLUMNS = 's.id as sms_address_id, s.channel as sms_channel, s.our_number as sms_our_number';

export interface WithSms {
  readonly sms_address_id: string | null;
  readonly sms_channel: string | null;
  readonly sms_our_number: string | null;
}

export interface At {
  readonly now: Millis;
  readonly newId: NewId;
}

/**
 * It cannot go where it was meant to: it goes by SMS where she has SMS, once, in the place it had in its group; else it
 * ends with its reason. The copy carries the question, so its timers wait for the copy.
 */
export function bySmsOr(row: OutboxRow & WithSms, why: Why, code: string | undefined, at: At): Change {
  if (row.sms_address_id === null) return ended('failed', why, at.now, code);
  return {
    set: { ...ended('failed', 'by-sms', at.now, code).set },
    rows: [{ op: 'insert', table: 'outbox', values: copyOf(row, at) }],
    ended: false,
  };
}

/** The same words in their SMS form, at the same place in the group: one message, whichever way it comes. */
export function copyOf(row: OutboxRow & WithSms, at: At): SqlRow {
  return {
    id: at.newId(),
    workspace: row.workspace,
    lane_id: row.lane_id,
    person_id: row.person_id,
    address_id: row.sms_address_id,
    channel: row.sms_channel,
    our_number: row.sms_our_number,
    group_id: row.group_id,
    part: row.part,
    kind: row.kind,
    priority: row.priority,
    message: row.message,
    question_id: row.question_id,
    thread_id: row.thread_id,
    cause: row.cause,
    next_at: at.now,
    expires_at: row.expires_at,
    extra: row.extra,
    copy_of: row.id,
    created_at: row.created_at,
  };
}
