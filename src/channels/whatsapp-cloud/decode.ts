import type { Millis } from '../../base/clock.ts';
import type { OurNumber } from '../../domain/channel.ts';
import type { DeliveryStatus } from '../../domain/delivery.ts';
import type { Inbound } from '../../domain/inbound.ts';
import { asItem, type Bag, bag, field, list } from '../peek.ts';
import type { Decoded } from '../port.ts';
import { readMessage } from './message.ts';
import { errorNotices, type Notice, noticeOf } from './notice.ts';
import { contactsOf } from './sender.ts';
import { readStatus } from './status.ts';

/**
 * Everything in one POST of Meta's: entries × changes × messages and statuses, each read by itself, each for the
 * number of ours that its own change names. Total: a body that cannot be read is set aside and answered 200, or Meta
 * would bring it back for a week (CHANNELS.md §1.5). `phoneNumberId` stands in where a change names none.
 */
export function decodeMeta(body: Buffer, phoneNumberId: string, now: Millis): Decoded {
  const found = new Found();
  let payload: unknown;
  try {
    payload = JSON.parse(body.toString('utf8'));
  } catch {
    found.setAside('the body is not JSON', body.toString('utf8'));
    return found;
  }
  const envelope = bag(payload);
  if (field(envelope['object']) !== 'whatsapp_business_account') {
    found.setAside('not a WhatsApp Business event', payload);
    return found;
  }
  for (const entry of list(envelope['entry'])) {
    for (const change of list(bag(entry)['changes'])) {
      found.isolate(change, () => readChange(bag(change), phoneNumberId, now, found));
    }
  }
  return found;
}

function readChange(change: Bag, phoneNumberId: string, now: Millis, found: Found): void {
  const topic = field(change['field']) ?? 'unnamed';
  const value = bag(change['value']);
  if (topic !== 'messages') {
    found.notices.push(noticeOf(topic, value));
    return;
  }
  const number = field(bag(value['metadata'])['phone_number_id']) ?? phoneNumberId;
  const our: OurNumber = { channel: 'whatsapp-cloud', number };
  const contacts = contactsOf(value);
  for (const item of list(value['messages'])) {
    found.isolate(item, () => {
      const read = readMessage(bag(item), contacts, our, now);
      if ('inbound' in read) found.messages.push(read.inbound);
      else if ('notice' in read) found.notices.push({ topic: 'messages', says: read.notice });
      else found.setAside(read.aside, item);
    });
  }
  for (const item of list(value['statuses'])) {
    found.isolate(item, () => {
      const status = readStatus(bag(item), our, now);
      if (typeof status === 'string') found.setAside(status, item);
      else if (status) found.statuses.push(status);
    });
  }
  found.notices.push(...errorNotices(value));
}

class Found implements Decoded {
  readonly messages: Inbound[] = [];
  readonly statuses: DeliveryStatus[] = [];
  readonly notices: Notice[] = [];
  readonly aside: { why: string; item: string }[] = [];

  setAside(why: string, item: unknown): void {
    this.aside.push({ why, item: asItem(item) });
  }

  /** One bad item never spoils the rest, not even through a mistake of ours. */
  isolate(item: unknown, read: () => void): void {
    try {
      read();
    } catch (error) {
      this.setAside(`could not be read: ${error instanceof Error ? error.message : 'unknown'}`, item);
    }
  }
}
