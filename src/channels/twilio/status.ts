import type { Millis } from '../../base/clock.ts';
import type { DeliveryStatus } from '../../domain/delivery.ts';
import { compact, field, figure, withoutNumbers } from '../peek.ts';
import { twilioReaction } from './errors.ts';
import { bare, type Form, isWhatsApp } from './inbound.ts';

const STATUS = new Map<string, DeliveryStatus['status']>([
  ['queued', 'accepted'],
  ['accepted', 'accepted'],
  ['scheduled', 'accepted'],
  ['sending', 'accepted'],
  ['sent', 'sent'], // may be the last word: not every carrier reports delivery
  ['delivered', 'delivered'],
  ['partially_delivered', 'delivered'],
  ['read', 'read'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

/** Reads a status callback; a string says why it is none (CHANNELS.md §3.5). `outboxId` stood in its address. */
export function readTwilioStatus(
  form: Form,
  outboxId: string | undefined,
  now: Millis,
): DeliveryStatus | { readonly why: string } {
  const providerId = field(form('MessageSid') ?? form('SmsSid'));
  if (providerId === undefined) return { why: 'a status without a MessageSid' };
  const name = field(form('MessageStatus') ?? form('SmsStatus'))?.toLowerCase();
  const status = STATUS.get(name ?? '');
  if (!status) return { why: `a status that is not known: ${name ?? 'none'}` };
  const code = figure(form('ErrorCode'));
  const says = field(form('ErrorMessage')) ?? field(form('ChannelStatusMessage'));
  return compact({
    our: { channel: isWhatsApp(form) ? 'twilio-whatsapp' : 'twilio-sms', number: bare(form('From')) ?? '' },
    providerId,
    outboxId,
    status,
    at: now,
    code: code === undefined ? undefined : String(code),
    reaction: status === 'failed' ? twilioReaction(code) : undefined,
    detail: says === undefined ? undefined : withoutNumbers(says),
  });
}
