import { PRIORITY } from '../../domain/outbound.ts';
import type { Handler } from '../../programme/manifest.ts';

/** One outbox row a part, in order under one group id. Both forms stay in the message, so that SMS can take over. */
export const send: Handler<'send'> = ({ group }, at) => {
  const address = at.address(group.addressId);
  if (!address) throw new Error(`send: address ${group.addressId} is not on lane ${at.laneId}`);
  const groupId = at.newId();
  return group.parts.map((part, index) => ({
    op: 'insert',
    table: 'outbox',
    values: {
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
      extra: JSON.stringify({ ...at.rest(group.personId), ...(part.extra as object | undefined) }),
      cause: at.cause ? Number(at.cause.inboxId) : null,
      next_at: at.now,
      expires_at: group.expiresAt ?? null,
      created_at: at.now,
    },
  }));
};
