import { EMULATED } from '../../src/assemble/emulated.ts';
import { readInbound } from '../../src/channels/sms-gateway/inbound.ts';
import { rowOf } from '../../src/channels/sms-gateway/message-id.ts';
import type { Delivery } from '../../src/workshop/emulator/types.ts';

/** Settings of a product whose providers are emulated at `url`: WhatsApp by Meta, SMS by Twilio. */
export function providerSettings(url: string): Readonly<Record<string, string>> {
  const { meta, twilio } = EMULATED;
  return {
    WHATSAPP_API_URL: url,
    WHATSAPP_APP_SECRET: meta.appSecret,
    WHATSAPP_VERIFY_TOKEN: 'v',
    WHATSAPP_ACCESS_TOKEN: meta.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: meta.phoneNumberId,
    TWILIO_API_URL: url,
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_AUTH_TOKEN: twilio.authToken,
    TWILIO_SMS_FROM: twilio.smsFrom,
    TWILIO_SMS_MESSAGES_PER_SECOND: '50',
  };
}

/** Settings of one whose SMS also go through a gateway's phone there. */
export function gatewaySettings(url: string): Readonly<Record<string, string>> {
  const { gateway } = EMULATED;
  return {
    SMS_GATEWAY_URL: `${url}/3rdparty/v1`,
    SMS_GATEWAY_USERNAME: gateway.username,
    SMS_GATEWAY_PASSWORD: gateway.password,
    SMS_GATEWAY_NUMBER: gateway.number,
    SMS_GATEWAY_WEBHOOK_SECRET: gateway.webhookSecret,
    SMS_GATEWAY_MESSAGES_PER_SECOND: '50',
  };
}

/** What a webhook brings: ids of her messages, and our outbox ids whose statuses it tells. */
export function broughtBy({ provider, url, body }: Delivery): { readonly messages: string[]; readonly told: string[] } {
  if (provider === 'twilio') {
    const form = new URLSearchParams(body);
    const outbox = new URL(url, 'http://here').searchParams.get('outbox');
    if (!form.has('MessageStatus')) return { messages: [form.get('MessageSid')!], told: [] };
    return { messages: [], told: outbox === null ? [] : [outbox] };
  }
  if (provider === 'gateway') {
    const { event, payload } = JSON.parse(body) as Gateway;
    if (event !== 'sms:received') return { messages: [], told: [rowOf(payload.messageId).outboxId] };
    return { messages: [keptAs(payload)], told: [] };
  }
  const { entry } = JSON.parse(body) as Meta;
  const values = entry.flatMap(({ changes }) => changes.map(({ value }) => value));
  return {
    messages: values.flatMap(({ messages = [] }) => messages.map(({ id }) => id)),
    told: values.flatMap(({ statuses = [] }) => statuses.flatMap(({ biz_opaque_callback_data: id }) => id ?? [])),
  };
}

/** The app's own id of an SMS, and the id under which we keep it: its own is shared by messages now and then. */
export function gatewayNames({ provider, body }: Delivery): readonly [theirs: string, ours: string] | null {
  if (provider !== 'gateway') return null;
  const { event, payload } = JSON.parse(body) as Gateway;
  return event === 'sms:received' ? [payload.messageId, keptAs(payload)] : null;
}

function keptAs(payload: Gateway['payload']): string {
  const read = readInbound(payload, EMULATED.gateway.number, Number.MAX_SAFE_INTEGER);
  if ('why' in read) throw new Error(read.why);
  return read.providerId;
}

interface Gateway {
  readonly event: string;
  readonly payload: { readonly messageId: string } & Readonly<Record<string, unknown>>;
}

interface Meta {
  readonly entry: readonly {
    readonly changes: readonly {
      readonly value: {
        readonly messages?: readonly { readonly id: string }[];
        readonly statuses?: readonly { readonly biz_opaque_callback_data?: string }[];
      };
    }[];
  }[];
}
