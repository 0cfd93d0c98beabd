import { HandClock, type Millis } from '../../src/base/clock.ts';
import { idsFrom } from '../../src/base/ids.ts';
import { seededRandom } from '../../src/base/random.ts';
import type { PackMedia } from '../../src/channels/pack-media.ts';
import type { Channel, Decoded, SendTo, Webhook, WebhookRequest } from '../../src/channels/port.ts';
import { type ChannelSet, type ChannelSettings, createChannels } from '../../src/channels/registry.ts';
import type { ChannelId } from '../../src/domain/channel.ts';
import { createEmulator, type Emulator } from '../../src/workshop/emulator/index.ts';
import type { Delivery, EmulatedChannel } from '../../src/workshop/emulator/types.ts';

export const START: Millis = 1_772_467_200_000; // 2026-03-02 10:00 in Monterrey
export const PUBLIC_URL = 'https://recado.example.org';

export const META = {
  phoneNumberId: '900000000000001',
  displayPhone: '528341110000',
  accessToken: 'meta-token',
  appSecret: 'meta-secret',
};
export const TWILIO = {
  accountSid: 'AC00000000000000000000000000000001',
  authToken: 'twilio-token',
  smsFrom: '+528341110001',
  whatsappFrom: '+528341110002',
};

export const GATEWAY = {
  username: 'gateway-user',
  password: 'gateway-password',
  number: '+528341110003',
  webhookSecret: 'gateway-signing-key',
};

export const SETTINGS: ChannelSettings = {
  PUBLIC_URL,
  WHATSAPP_APP_SECRET: [META.appSecret],
  WHATSAPP_VERIFY_TOKEN: 'verify-me',
  WHATSAPP_ACCESS_TOKEN: META.accessToken,
  WHATSAPP_PHONE_NUMBER_ID: META.phoneNumberId,
  WHATSAPP_API_URL: 'https://graph.facebook.com',
  WHATSAPP_API_VERSION: 'v23.0',
  WHATSAPP_MESSAGES_PER_SECOND: 80,
  TWILIO_ACCOUNT_SID: TWILIO.accountSid,
  TWILIO_AUTH_TOKEN: [TWILIO.authToken],
  TWILIO_API_URL: 'https://api.twilio.com',
  TWILIO_SMS_FROM: TWILIO.smsFrom,
  TWILIO_WHATSAPP_FROM: TWILIO.whatsappFrom,
  TWILIO_SMS_MESSAGES_PER_SECOND: 1,
  TWILIO_WHATSAPP_MESSAGES_PER_SECOND: 10,
  SMS_GATEWAY_URL: 'https://api.sms-gate.app/3rdparty/v1',
  SMS_GATEWAY_USERNAME: GATEWAY.username,
  SMS_GATEWAY_PASSWORD: GATEWAY.password,
  SMS_GATEWAY_NUMBER: GATEWAY.number,
  SMS_GATEWAY_WEBHOOK_SECRET: [GATEWAY.webhookSecret],
  SMS_GATEWAY_MESSAGES_PER_SECOND: 0.2,
};

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

/** A pack with every file but those under `gone/`. */
export const packMedia: PackMedia = {
  read: async ({ file, kind }) =>
    file.includes('gone/') ? null : { bytes: JPEG, mime: MIME[kind], name: file.split('/').at(-1)! },
  link: async ({ file }) => (file.includes('gone/') ? null : `${PUBLIC_URL}/media/${encodeURIComponent(file)}`),
};
const MIME = { image: 'image/jpeg', audio: 'audio/ogg', video: 'video/mp4', document: 'application/pdf' } as const;

export interface Bench {
  readonly clock: HandClock;
  readonly emulator: Emulator;
  readonly set: ChannelSet;
  readonly channel: (id: ChannelId) => Channel;
  /** Delivers every webhook that is due within `wait`, checks signatures, and gathers what was decoded. */
  arrive(wait?: Millis): Decoded;
}

/** All providers and channels in one process, on a hand clock. */
export function bench(settings: Partial<ChannelSettings> = {}, seed = 'bench'): Bench {
  const clock = new HandClock(START);
  const emulator = createEmulator({
    clock,
    random: seededRandom(seed),
    meta: META,
    twilio: TWILIO,
    gateway: GATEWAY,
    publicUrl: PUBLIC_URL,
  });
  const deps = { fetch: emulator.fetch, clock, newId: idsFrom(START, seed), packMedia };
  const set = createChannels({ ...SETTINGS, ...settings }, deps);
  return {
    clock,
    emulator,
    set,
    channel: (id) => set.channels.find((c) => c.id === id)!,
    arrive(wait = 60_000) {
      const all: { [K in keyof Decoded]: Decoded[K][number][] } = {
        messages: [],
        statuses: [],
        notices: [],
        aside: [],
      };
      for (let due = emulator.nextDue(); due !== null && due <= START + wait; due = emulator.nextDue()) {
        clock.set(Math.max(due, clock.now()));
        for (const delivery of emulator.takeDue(clock.now())) {
          const webhook = webhookFor(set.webhooks, delivery.url);
          const request = asRequest(delivery);
          if (!webhook.verify(request)) throw new Error(`bad signature on ${delivery.url}`);
          const decoded = webhook.decode(request, clock.now());
          for (const key of ['messages', 'statuses', 'notices', 'aside'] as const)
            all[key].push(...(decoded[key] as never[]));
          emulator.answered(delivery, 200);
        }
      }
      return all as Decoded;
    },
  };
}

export function webhookFor(webhooks: readonly Webhook[], url: string): Webhook {
  return webhooks.find((w) => w.path === url.split('?')[0])!;
}

export function asRequest(delivery: Pick<Delivery, 'url' | 'headers' | 'body'>): WebhookRequest {
  return { url: delivery.url, body: Buffer.from(delivery.body, 'utf8'), header: (name) => delivery.headers[name] };
}

export const LUZ = '5218341234567';

export function to(channel: EmulatedChannel): SendTo {
  if (channel === 'whatsapp-cloud') return { raw: LUZ, ourNumber: META.phoneNumberId };
  const ourNumber = {
    'twilio-sms': TWILIO.smsFrom,
    'twilio-whatsapp': TWILIO.whatsappFrom,
    'sms-gateway': GATEWAY.number,
  }[channel];
  return { raw: `+${LUZ}`, ourNumber };
}
