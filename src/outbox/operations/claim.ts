import { z } from 'zod';
import type { Millis } from '../../base/clock.ts';
import type { OutMessage } from '../../domain/outbound.ts';
import { type PackTemplate, SERVICE } from '../../domain/template.ts';
import { type Operation, operationName, type RowWrite } from '../../store/port.ts';
import { DAY_COLUMNS, dayOf, daysSince, fullDay, type WithDay } from '../daily.ts';
import { bySmsOr, SMS_COLUMNS, SMS_JOIN } from '../fallback.ts';
import { followUps } from '../follow-ups.ts';
import { LEFT_COLUMNS, whoLeft } from '../left.ts';
import { type Budget, heldNudge, spentUp } from '../nudges.ts';
import { PROGRAMME_OF } from '../policy.ts';
import { noTemplate, windowClosed } from '../refused.ts';
import { type Change, ended, rowsOf, updateOf } from '../row.ts';
import { type Chosen, choose, hasCandidates, keyOf } from '../templates/choose.ts';
import type { TemplateRow } from '../templates/state.ts';
import { type ClaimRow, leaving, stopped, windowOpen } from '../window.ts';
import { FREE, PRIORITIES } from './free.ts';

const input = z.object({
  channel: z.string(),
  /** The channel allows free-form messages only within 24 h of hers. */
  windowed: z.boolean(),
  /** What may be said where it does not: the templates of the loaded packs. */
  packs: z.array(z.custom<PackTemplate>()),
  limit: z.number().int().min(1),
  /** How many may leave from a number of ours; `room` for one not named. */
  room: z.number().int(),
  rooms: z.record(z.string(), z.number().int()),
  /** Numbers of ours that do not rest: what is pending at them is looked at. */
  numbers: z.array(z.string()).min(1),
  /** Broadcasts rest: 1; else 2. */
  lowest: z.number().int().min(0).max(2),
  /** Addresses that may not be written to before a moment (pair limit). */
  blocked: z.record(z.string(), z.number()),
  zone: z.string(),
  quiet: z.array(z.object({ from: z.string(), to: z.string() })),
  /** SMS channels that are on, for what cannot go otherwise. */
  sms: z.array(z.string()),
  /** Of the programmes that have one. */
  budgets: z.array(z.custom<Budget>()),
});
export type ClaimInput = z.infer<typeof input>;

export interface ClaimedSend {
  readonly id: string;
  readonly attempt: number;
  readonly addressId: string;
  readonly ourNumber: string;
  readonly raw: string;
  readonly phone: string | null;
  readonly bsuid: string | null;
  readonly priority: number;
  readonly repeat: boolean;
  readonly message: OutMessage;
}

export interface Claimed {
  readonly sends: readonly ClaimedSend[];
  /** Rows were looked at and there may be more: ask again. */
  readonly more: boolean;
  /** Rows that ended here without being sent; their questions' timers were woken. */
  readonly ended: number;
}

type Verdict =
  | { readonly end: Change }
  | { readonly later: Millis; readonly countedOn?: null }
  | { readonly message: OutMessage; readonly by?: Chosen | undefined };

/**
 * Takes what may leave by one channel now, replies first: marks it `sending` with its attempt before any socket opens.
 * What may not leave any more ends with its reason; what may not leave yet is put off.
 */
export const claim: Operation<ClaimInput, Claimed> = {
  name: 'outbox.claim',
  input,
  reads: {
    rows: (given, now) => ({
      sql: { sqlite: rowsSql(given.lowest, given.numbers.length) },
      params: {
        channel: given.channel,
        numbers: JSON.stringify(given.numbers),
        now,
        limit: given.limit,
        sms: JSON.stringify(given.sms),
        since: daysSince(now),
      },
    }),
    spent: (given) => spentUp(given.budgets),
    templates: (given) => ({
      sql: { sqlite: 'select * from template where channel = @channel' },
      params: { channel: given.channel },
    }),
  },
  decide(loaded, given, { now, newId }) {
    const rows = rowsOf<ClaimRow & WithDay>(loaded['rows']);
    const spent = new Set(rowsOf<{ programme: string }>(loaded['spent']).map(({ programme }) => programme));
    const budgets = given.budgets.filter(({ programme }) => spent.has(programme));
    const mayLeaveAt = leaving(now, given);
    const known = new Map(rowsOf<TemplateRow>(loaded['templates']).map((row) => [keyOf(row), row]));
    const choosing = { packs: given.packs, known, byId: given.channel.startsWith('twilio'), now };
    const rooms = new Map(Object.entries(given.rooms));
    const sends: ClaimedSend[] = [];
    const writes: RowWrite[] = [];
    const endings: { row: ClaimRow; change: Change }[] = [];
    for (const row of rows) {
      let verdict: Verdict;
      try {
        verdict = judge(row);
      } catch {
        // A row that cannot be read must not stand in the way of all the others.
        verdict = { end: ended('failed', 'our-mistake', now, 'unreadable') };
      }
      if ('end' in verdict) endings.push({ row, change: verdict.end });
      else if ('later' in verdict)
        writes.push(
          updateOf(row, {
            next_at: verdict.later,
            ...(verdict.countedOn === undefined ? {} : { counted_on: verdict.countedOn }),
          }),
        );
      else {
        const room = rooms.get(row.our_number) ?? given.room;
        if (room < 1) continue;
        rooms.set(row.our_number, room - 1);
        const attempt = row.attempts + 1;
        const { by } = verdict;
        const category = by?.category ?? (given.windowed ? SERVICE : null);
        const day = dayOf(row, given, now);
        const went = {
          ...(day === undefined ? {} : { counted_on: day }),
          template: by?.key ?? null,
          category,
          called: by?.called ? 1 : 0,
        };
        writes.push(updateOf(row, { state: 'sending', attempts: attempt, sending_at: now, ...went }));
        sends.push(toSend(row, attempt, verdict.message));
      }
    }
    for (const { row, change } of endings) writes.push(updateOf(row, change.set), ...(change.rows ?? []));
    const deferred = writes.length - sends.length;
    return {
      rows: writes,
      statements: followUps(endings, now),
      output: { sends, more: deferred > 0 || (rows.length === given.limit && sends.length > 0), ended: endings.length },
    };

    function judge(row: ClaimRow & WithDay): Verdict {
      if (row.expires_at !== null && row.expires_at <= now) return { end: ended('dropped', 'expired', now) };
      if (row.dead_at !== null && row.sms_address_id !== null)
        return { end: bySmsOr(row, 'bad-address', undefined, { now, newId }) };
      if (row.dead_at !== null) return { end: ended('dropped', 'bad-address', now) };
      const left = whoLeft(row, now);
      if (left) return { end: left };
      if (stopped(row)) {
        return { end: ended('dropped', row.opted_out_by === 'provider' ? 'opted-out-at-provider' : 'opted-out', now) };
      }
      const whole = JSON.parse(row.message) as OutMessage;
      const { template: _, standIn: __, rides, ...message } = whole;
      const open = !given.windowed || windowOpen(row, now);
      const by = open ? undefined : choose(whole, choosing);
      if (!open && !by) {
        const at = { now, newId, tasked: new Set<string>() };
        const end = hasCandidates(whole, given.packs) ? noTemplate(row, at) : windowClosed(row, undefined, at);
        return { end };
      }
      if (by && rides) return { end: ended('dropped', 'by-template', now) };
      const held = heldNudge(row, !open, budgets, { now, newId });
      if (held) return held;
      const at = Math.max(mayLeaveAt(row), given.blocked[row.address_id] ?? 0);
      if (at > now) return { later: at };
      const full = fullDay(row, given, now);
      if (full) return full;
      return { message: by ? { ...message, template: by.template } : message, by };
    }
  },
};
export const claimName = operationName(claim);

/** One look for each number and priority: an index gives each by time, and none is longer than the limit. */
function rowsSql(lowest: number, numbers: number): string {
  const each = PRIORITIES.filter((priority) => priority <= lowest).flatMap((priority) =>
    Array.from(
      { length: numbers },
      (_, n) => `select * from (select o.* from outbox o
      where o.state = 'pending' and o.channel = @channel and o.our_number = @numbers ->> '$[${n}]'
        and o.priority = ${priority} and o.next_at <= @now and ${FREE}
      order by o.next_at, o.seq limit @limit + 0)`,
    ),
  );
  return `select o.*, a.raw, a.phone, a.bsuid, a.opted_out_at, a.opted_out_by, pa.silent_since, a.dead_at, a.window_at, a.away_since, a.no_marketing_at,
      case when o.priority = 0 then '' else ${PROGRAMME_OF} end as programme, ${LEFT_COLUMNS},
      i.sent_at as her_message_at, ${SMS_COLUMNS}, ${DAY_COLUMNS}
    from (${each.join(' union all ')}) o
    join address a on a.id = o.address_id
    left join person_address pa on pa.person_id = o.person_id and pa.address_id = o.address_id
    left join inbox i on i.seq = o.cause
    ${SMS_JOIN}
    order by o.priority, o.rank, o.next_at, o.seq limit @limit + 0`;
}

function toSend(row: ClaimRow, attempt: number, message: OutMessage): ClaimedSend {
  return {
    id: row.id,
    attempt,
    addressId: row.address_id,
    ourNumber: row.our_number,
    raw: row.raw,
    phone: row.phone,
    bsuid: row.bsuid,
    priority: row.priority,
    repeat: row.repeat === 1,
    message,
  };
}

/** To whom a channel sends it: what we know of her address, nothing where we know nothing. */
export function recipientOf({ raw, ourNumber, phone, bsuid }: ClaimedSend) {
  return { raw, ourNumber, ...(phone === null ? {} : { phone }), ...(bsuid === null ? {} : { bsuid }) };
}
