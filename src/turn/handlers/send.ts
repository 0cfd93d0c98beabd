import { type ChannelId, hasWindow } from '../../domain/channel.ts';
import { DAY_RANKS } from '../../domain/day-limit.ts';
import { PRIORITY } from '../../domain/outbound.ts';
import { leaveAt } from '../../domain/quiet-hours.ts';
import { localDate } from '../../domain/time.ts';
import type { Handler, Rest } from '../../programme/manifest.ts';
import type { SqlRow } from '../../store/port.ts';

/** One outbox row a part, in order under one group id. Both forms stay in the message, so that SMS can take over. */
export const send: Handler<'send'> = ({ group }, at) => {
  const address = at.address(group.addressId);
  if (!address) throw new Error(`send: address ${group.addressId} is not on lane ${at.laneId}`);
  const groupId = at.newId();
  const rest = at.rest(group.personId);
  // Somebody looks whether it arrived; simulated phones and SMS have no such word, or none to be trusted (CHANNELS §3.5).
  const late = hasWindow(address.channel as ChannelId) ? at.undeliveredAfter(group.personId) : null;
  return group.parts.map((part, index) => {
    const values: Record<string, SqlRow[string]> = {
      id: at.newId(),
      workspace: at.workspace,
      lane_id: at.laneId,
      person_id: group.personId,
      address_id: group.addressId,
      channel: address.channel,
      our_number: address.our_number,
      group_id: groupId,
      part: index,
      kind: group.kind,
      priority: PRIORITY[group.kind],
      message: JSON.stringify(part.message),
      question_id: part.questionId ?? null,
      thread_id: part.threadId ?? null,
      extra: JSON.stringify(part.extra === undefined ? rest : { ...rest, ...(part.extra as object) }),
      cause: at.cause ? Number(at.cause.inboxId) : null,
      next_at: at.now,
      expires_at: group.expiresAt ?? null,
      created_at: at.now,
      undelivered_after: late,
      rank: group.rank === undefined ? 0 : DAY_RANKS.indexOf(group.rank),
      counted_on: group.counts ? dayOf(rest, at.now) : null,
    };
    if (group.notSent) Object.assign(values, { state: 'dropped', why: group.notSent, ended_at: at.now });
    return { op: 'insert', table: 'outbox', values };
  });
};

/** Her day on which it leaves: what is written in her quiet hours waits for their end. */
function dayOf({ zone = 'UTC', quiet = [] }: Rest, now: number): string {
  return localDate(leaveAt({ now, due: now, zone, quiet }), zone);
}
