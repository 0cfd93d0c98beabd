import { EMULATED } from '../../src/assemble/emulated.ts';
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

/** What a webhook brings: ids of her messages, and our outbox ids whose statuses it tells. */
export function broughtBy({ provider, url, body }: Delivery): { readonly messages: string[]; readonly told: string[] } {
  if (provider === 'twilio') {
    const form = new URLSearchParams(body);
    const outbox = new URL(url, 'http://here').searchParams.get('outbox');
    if (!form.has('MessageStatus')) return { messages: [form.get('MessageSid')!], told: [] };
    return { messages: [], told: outbox === null ? [] : [outbox] };
  }
  const { entry } = JSON.parse(body) as Meta;
  const values = entry.flatMap(({ changes }) => changes.map(({ value }) => value));
  return {
    messages: values.flatMap(({ messages = [] }) => messages.map(({ id }) => id)),
    told: values.flatMap(({ statuses = [] }) => statuses.flatMap(({ biz_opaque_callback_data: id }) => id ?? [])),
  };
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
