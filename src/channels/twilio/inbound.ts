import type { Millis } from '../../base/clock.ts';
import type { Json } from '../../base/json.ts';
import type { Inbound, InboundContent, MediaRef, SenderIds } from '../../domain/inbound.ts';
import { compact, field, figure, words } from '../peek.ts';
import { phoneOf } from '../phone.ts';
import { providerWord } from './opt-out.ts';

/** A form as names and values; the first value of a name counts. */
export type Form = (name: string) => string | undefined;

/** Reads one inbound message; a string says why it is none. Both forms come to one address (CHANNELS.md §3.1). */
export function readInbound(form: Form, now: Millis): Inbound | { readonly why: string } {
  const providerId = field(form('MessageSid') ?? form('SmsSid') ?? form('SmsMessageSid'));
  if (providerId === undefined) return { why: 'a message without a MessageSid cannot be told from its repeats' };
  const channel = isWhatsApp(form) ? 'twilio-whatsapp' : 'twilio-sms';
  const number = bare(form('To'));
  if (number === undefined) return { why: 'no number of ours is named' };
  const sender = senderOf(form);
  if (!sender) return { why: 'no id says who sent it' };
  // A short code or a sender name cannot be answered: it is a carrier or a shop, not a person.
  if (channel === 'twilio-sms' && sender.phone === undefined) return { why: 'the sender cannot be answered' };
  const text = words(form('Body')) ?? '';
  return compact({
    our: { channel, number },
    providerId,
    sender,
    senderName: field(form('ProfileName')),
    sentAt: now,
    sentBy: 'arrival',
    content: contentOf(form, text),
    quoted: field(form('OriginalRepliedMessageSid')),
    providerOptOut: providerWord(field(form('OptOutType')), channel === 'twilio-sms' ? text : ''),
    extra: extraOf(form),
  });
}

/** Seen once without the prefix on `From`, so the other marks count too. */
export function isWhatsApp(form: Form): boolean {
  const prefixed = [form('From'), form('To')].some((id) => id?.trim().toLowerCase().startsWith('whatsapp:'));
  return prefixed || field(form('WaId')) !== undefined || field(form('ExternalUserId')) !== undefined;
}

/** The id without its channel. */
export function bare(id: string | undefined): string | undefined {
  return field(id?.trim().replace(/^whatsapp:/i, ''));
}

function senderOf(form: Form): SenderIds | undefined {
  const waId = bare(form('WaId'));
  const userId = bare(form('ExternalUserId'));
  const raw = bare(form('From')) ?? waId ?? userId;
  if (raw === undefined) return undefined;
  const isNumber = /^\+?\d+$/.test(raw);
  return compact({
    raw,
    phone: phoneOf(isNumber ? raw : (waId ?? '')),
    waId: isWhatsApp(form) ? (waId ?? (isNumber ? raw.replace('+', '') : undefined)) : undefined,
    bsuid: userId ?? (isWhatsApp(form) && !isNumber ? raw : undefined),
    username: field(form('ProfileUsername')),
  });
}

function contentOf(form: Form, text: string): InboundContent {
  // ListId stands in no document that could be opened; where it comes it is the row that was tapped.
  const tapped = field(form('ListId')) ?? field(form('ButtonPayload'));
  if (tapped !== undefined) {
    const title = field(form('ListTitle')) ?? field(form('ButtonText')) ?? field(text);
    return { kind: 'tap', id: tapped, title: title ?? tapped };
  }
  const media = mediaOf(form);
  if (media.length > 0) return compact<InboundContent>({ kind: 'media', media, caption: text || undefined });
  const latitude = figure(form('Latitude'));
  const longitude = figure(form('Longitude'));
  if (latitude !== undefined && longitude !== undefined) {
    const name = field(form('Label')) ?? field(form('Address'));
    return compact<InboundContent>({ kind: 'location', latitude, longitude, name });
  }
  if (text === '') return { kind: 'unsupported', type: field(form('MessageType')) ?? 'empty' };
  return { kind: 'text', text };
}

/** Ten is Twilio's own limit; a larger `NumMedia` is not believed. */
const MOST_MEDIA = 10;

function mediaOf(form: Form): MediaRef[] {
  const refs: MediaRef[] = [];
  for (let i = 0; i < MOST_MEDIA; i++) {
    const url = field(form(`MediaUrl${i}`));
    if (url === undefined) break;
    const mime = field(form(`MediaContentType${i}`));
    refs.push(compact({ kind: kindOf(mime ?? ''), url, mime }));
  }
  return refs;
}

/** What a mime type is to a learner. Stickers arrive as webp. */
export function kindOf(mime: string): MediaRef['kind'] {
  if (mime.startsWith('image/webp')) return 'sticker';
  if (mime.startsWith('image/')) return 'photo';
  if (mime.startsWith('audio/')) return 'voice';
  if (mime.startsWith('video/')) return 'video';
  return 'document';
}

function extraOf(form: Form): Readonly<Record<string, Json>> | undefined {
  const extra: Record<string, Json> = {};
  if (form('Forwarded') === 'true' || form('FrequentlyForwarded') === 'true') extra['forwarded'] = true;
  for (const name of ['SourceType', 'SourceId', 'SourceUrl', 'Headline', 'CtwaClid']) {
    const value = field(form(`Referral${name}`));
    if (value !== undefined) extra[`referral_${name}`] = value;
  }
  return Object.keys(extra).length > 0 ? extra : undefined;
}
