import { z } from 'zod';
import { DAY, type Millis } from '../../base/clock.ts';
import type { OutMessage } from '../../domain/outbound.ts';
import { placeAt } from '../../programme/reach.ts';
import { type Operation, operationName, type RowWrite } from '../../store/port.ts';
import { copyOf, SMS_COLUMNS, SMS_JOIN, type WithSms } from '../fallback.ts';
import { OWN_COLUMNS, OWN_JOIN, type Policy, type WithOwn } from '../policy.ts';
import { ended, type OutboxRow, rowsOf, updateOf } from '../row.ts';

/** Looked at in one commit. */
const MOST = 200;
/** An answer to what she wrote longer ago than this would only surprise her. */
export const REPLY_STALE: Millis = DAY;

/** SQL: outbox row `o` is on its way and somebody will look; the index outbox_undelivered holds these alone. */
export const ON_ITS_WAY = `o.undelivered_after is not null and o.state in ('accepted', 'sent')`;
const input = z.object({ sms: z.array(z.string()), policy: z.custom<Policy>() });

interface Row extends OutboxRow, WithSms, WithOwn {
  readonly her_message_at: Millis | null;
  /** She has written since it was accepted: it is known that she goes on. */
  readonly wrote_since: 0 | 1;
  readonly by_sms_since: Millis | null;
  /** No SMS address is known at her phone, and she is in a programme by her own yes. */
  readonly may_place: 0 | 1;
}

/**
 * What WhatsApp took and has not delivered in time (P10): in its SMS form to her SMS address, once. One query on an index
 * that holds only what is on its way; a message that was delivered has left it.
 */
export const undelivered: Operation<z.infer<typeof input>, { readonly copied: number; readonly more: boolean }> = {
  name: 'outbox.undelivered',
  input,
  reads: {
    rows: (given, now) => ({
      sql: {
        sqlite: `select o.*, ${SMS_COLUMNS}, ${OWN_COLUMNS}, own.by_sms_since, i.sent_at as her_message_at,
            exists (select 1 from person_address pa join address x on x.id = pa.address_id
              where pa.person_id = o.person_id and x.last_inbound_at > o.accepted_at) as wrote_since,
            case when s.id is null and own.phone is not null and own.simulated = 0 then
              not exists (select 1 from address_key k where k.channel = @smsChannel and k.our_number = @smsNumber
                and k.value = 'phone:' || own.phone)
              and exists (select 1 from enrolment e where e.person_id = o.person_id
                and e.state in ('registering', 'applicant', 'active', 'paused', 'completed'))
            else 0 end as may_place
          from outbox o ${OWN_JOIN} ${SMS_JOIN} left join inbox i on i.seq = o.cause
          where ${ON_ITS_WAY} and o.accepted_at + o.undelivered_after <= @now
          order by o.accepted_at + o.undelivered_after, o.seq limit ${MOST}`,
      },
      params: {
        now,
        sms: JSON.stringify(given.sms),
        smsChannel: given.policy.smsFrom?.channel ?? '',
        smsNumber: given.policy.smsFrom?.ourNumber ?? '',
      },
    }),
  },
  decide(loaded, { policy }, { now, newId }) {
    const rows = rowsOf<Row>(loaded['rows']);
    const asking = new Set(rows.filter((row) => row.question_id !== null).map((row) => row.group_id));
    const writes: RowWrite[] = [];
    const placed = new Map<string, WithSms>();
    const away = new Set<string>();
    let copied = 0;
    for (const row of rows) {
      const way = goes(row) ? wayOf(row) : undefined;
      if (way) {
        copied++;
        writes.push(updateOf(row, { ...ended('failed', 'by-sms', now).set, undelivered_after: null }), {
          op: 'insert',
          table: 'outbox',
          values: copyOf({ ...row, ...way }, { now, newId }),
        });
      } else writes.push(updateOf(row, { undelivered_after: null }));
      if (!away.has(row.address_id) && row.wrote_since === 0) {
        away.add(row.address_id);
        const set = {
          away_since: row.own_away_since ?? row.accepted_at,
          ...(way ? { by_sms_since: row.by_sms_since ?? now } : {}),
        };
        writes.push({ op: 'update', table: 'address', key: { id: row.address_id }, set });
      }
    }
    return { rows: writes, output: { copied, more: rows.length === MOST } };

    function goes(row: Row): boolean {
      if (policy.programmes[row.programme]?.fallbackAfter === undefined || row.wrote_since === 1) return false;
      if (row.kind === 'broadcast' || (row.expires_at !== null && row.expires_at <= now)) return false;
      const { text, sms } = JSON.parse(row.message) as OutMessage;
      if (`${sms}${text}`.trim() === '') return false;
      const asks = asking.has(row.group_id) && now - (row.her_message_at ?? row.created_at) < REPLY_STALE;
      return row.kind !== 'reply' || asks;
    }

    /** Her own SMS address; else one at the phone that she writes from on WhatsApp, where she agreed to be written to. */
    function wayOf(row: Row): WithSms | undefined {
      if (row.sms_address_id !== null) return row;
      if (row.may_place === 0 || policy.smsFrom === null) return undefined;
      const way = placed.get(row.address_id) ?? place(row, policy.smsFrom);
      placed.set(row.address_id, way);
      const link = { person_id: row.person_id, address_id: way.sms_address_id, workspace: row.workspace, since: now };
      writes.push({ op: 'insert-new', table: 'person_address', values: link });
      return way;
    }

    function place(row: Row, from: NonNullable<Policy['smsFrom']>): WithSms {
      const here = { id: row.address_id, lane_id: row.lane_id, channel: row.channel, our_number: row.our_number };
      const made = placeAt(
        [{ ...here, person_id: row.person_id, name: null }],
        { name: '', phone: row.own_phone!, workspace: row.workspace, ...from },
        { now, newId },
      );
      writes.push(...made.rows);
      return { sms_address_id: made.id, sms_channel: from.channel, sms_our_number: from.ourNumber };
    }
  },
};
export const undeliveredName = operationName(undelivered);
