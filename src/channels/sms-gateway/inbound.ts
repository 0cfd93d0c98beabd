import { createHash } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Millis } from '../../base/clock.ts';
import type { Inbound, InboundContent } from '../../domain/inbound.ts';
import { type Bag, compact, field, words } from '../peek.ts';
import { phoneOf } from '../phone.ts';
import { herNumber, momentOf } from './payload.ts';

/** Reads one SMS that the phone got; a string says why it is none. */
export function readInbound(payload: Bag, ourNumber: string, now: Millis): Inbound | { readonly why: string } {
  return read(payload, ourNumber, now, ({ message }) => {
    const text = words(message);
    return text === undefined || text === '' ? { kind: 'unsupported', type: 'empty' } : { kind: 'text', text };
  });
}

/** An MMS: its picture stays on the phone, so that she can only be told what works here. */
export function readMms(payload: Bag, ourNumber: string, now: Millis): Inbound | { readonly why: string } {
  return read(payload, ourNumber, now, () => ({ kind: 'unsupported', type: 'mms' }));
}

function read(
  payload: Bag,
  ourNumber: string,
  now: Millis,
  contentOf: (payload: Bag) => InboundContent,
): Inbound | { readonly why: string } {
  const raw = herNumber(payload, 'sender');
  if (raw === undefined) return { why: 'no number says who sent it' };
  const phone = nationalToo(raw, ourNumber);
  // A short code or a name: the carrier, a bank, a shop. Nobody who can be answered.
  if (phone === undefined) return { why: 'the sender cannot be answered' };
  const sentAt = momentOf(payload['receivedAt'], now);
  const content = contentOf(payload);
  return compact<Inbound>({
    our: { channel: 'sms-gateway', number: ourNumber },
    providerId: sameness(phone, payload, content),
    sender: { raw, phone },
    sentAt: sentAt ?? now,
    sentBy: sentAt === undefined ? 'arrival' : 'provider',
    content,
  });
}

/**
 * The key against duplicates. The app tells of one SMS twice now and then, with another event id each time, and its own
 * message id is a 32-bit hash that two messages may share (CHANNELS §5.3); sender, the network's time and the words
 * together name one message. Hashed: ids stand in logs, and her number must not.
 */
function sameness(phone: string, payload: Bag, content: InboundContent): string {
  const named = content.kind === 'text' ? content.text : field(payload['messageId']);
  const parts = [phone, field(payload['receivedAt']) ?? field(payload['messageId']), content.kind, named];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}

/** What a SIM shows of a sender: E.164, or a number as people of its own country dial it. */
function nationalToo(raw: string, ourNumber: string): string | undefined {
  const dialled = raw.replace(/[ ().-]/g, '');
  if (dialled.startsWith('+')) return phoneOf(dialled);
  const country = parsePhoneNumberFromString(ourNumber)?.countryCallingCode;
  if (country === undefined) return undefined;
  const parsed = parsePhoneNumberFromString(dialled, { defaultCallingCode: country });
  return parsed?.isPossible() ? phoneOf(parsed.number) : undefined;
}
