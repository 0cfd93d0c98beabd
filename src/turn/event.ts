import type { LaneEvent } from '../conversation/event.ts';
import type { TimerRequest } from '../domain/timer.ts';
import type { ClaimedItem } from '../store/port.ts';

/** The claimed row as the conversation hears it. A timer whose anchor has just become known is not for it (anchored.ts). */
export function laneEvent(item: ClaimedItem): LaneEvent {
  switch (item.from) {
    case 'inbox': {
      const { inbound, addressId, quoted } = item;
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
