import type { LaneEvent } from '../conversation/event.ts';
import type { InboundContent } from '../domain/inbound.ts';
import type { TimerRequest } from '../domain/timer.ts';
import type { ClaimedItem } from '../store/port.ts';

/** The claimed row as the conversation hears it. A timer whose anchor has just become known is not for it (anchored.ts). */
export function laneEvent(item: ClaimedItem): LaneEvent {
  switch (item.from) {
    case 'inbox': {
      const { addressId, quoted } = item;
      const inbound = { ...item.inbound, content: named(item.inbound.content, Number(item.id)) };
      if (!quoted) return { kind: 'message', inbound, addressId };
      return {
        kind: 'message',
        inbound,
        addressId,
        quoted: {
          personId: quoted.person_id,
          ...(quoted.question_id === null ? {} : { questionId: quoted.question_id }),
          ...(quoted.thread_id === null ? {} : { threadId: quoted.thread_id }),
        },
      };
    }
    case 'event': {
      const news = { kind: 'event', name: item.name, payload: JSON.parse(item.payload) } as const;
      return item.personId === null ? news : { ...news, personId: item.personId };
    }
    case 'timer': {
      const { purpose, thread, question, nth } = JSON.parse(item.request) as TimerRequest;
      return {
        kind: 'timer',
        personId: item.personId,
        key: item.key,
        purpose,
        ...(thread === undefined ? {} : { thread }),
        ...(question === undefined ? {} : { question }),
        ...(nth === undefined ? {} : { nth }),
        dueAt: item.dueAt ?? 0,
      };
    }
  }
}

function named(content: InboundContent, inbox: number): InboundContent {
  if (content.kind !== 'media') return content;
  return { ...content, media: content.media.map((ref, nth) => ({ ...ref, from: { inbox, nth } })) };
}
