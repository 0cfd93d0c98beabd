import { type Clock, SECOND } from '../../base/clock.ts';
import type { ChannelId } from '../../domain/channel.ts';
import { type Deadline, type Fetch, MEDIA_TIMEOUT, SEND_TIMEOUT, within } from '../network.ts';
import type { PackMedia } from '../pack-media.ts';
import { PieceSender } from '../pieces.ts';
import type { Capabilities, Channel, SendResult, SendTo } from '../port.ts';
import { render } from '../render/render.ts';
import { lazyTwilio, TwilioRefusal } from './client.ts';
import { inspectTwilio } from './inspect.ts';
import { openTwilioMedia } from './media.ts';
import { listMissed } from './missed.ts';
import { answered, contentFor, failure } from './send.ts';
import { twilioTemplates } from './templates.ts';
import { OUTBOX_PARAM, STATUS_PATH } from './webhook.ts';

export interface TwilioSettings {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiUrl: string;
  /** Where status callbacks come; without it only the answer to each request is known. */
  readonly publicUrl?: string | undefined;
  readonly from?: string | undefined;
  readonly messagingServiceSid?: string | undefined;
  readonly messagesPerSecond: number;
}

export interface TwilioDeps {
  readonly fetch: Fetch;
  readonly packMedia: PackMedia;
  readonly clock: Clock;
  readonly deadline?: Deadline | undefined;
}

/** Body at most 1600 characters (CHANNELS.md §3.4). Options are numbered lines on both: buttons need templates there. */
const COMMON = { buttons: 0, rows: 0, textLimit: 1600, interactiveLimit: 1600 } as const;

export const TWILIO_CAPABILITIES: Readonly<Record<TwilioChannel, Omit<Capabilities, 'perSecond'>>> = {
  'twilio-sms': { ...COMMON, form: 'sms', media: [], window: false },
  // Twilio passes on Meta's limit of one message in 6 s to one person.
  'twilio-whatsapp': {
    ...COMMON,
    form: 'whatsapp',
    media: ['image', 'audio', 'video', 'document'],
    window: true,
    pairEvery: 6 * SECOND,
    pairBurst: 45,
  },
};

export type TwilioChannel = ChannelId & ('twilio-sms' | 'twilio-whatsapp');

/** SMS or WhatsApp through Twilio. */
export function twilioChannel(id: TwilioChannel, settings: TwilioSettings, deps: TwilioDeps): Channel {
  const fetch = within(deps.fetch, SEND_TIMEOUT, deps.deadline);
  const patient = within(deps.fetch, MEDIA_TIMEOUT, deps.deadline);
  const client = lazyTwilio({ ...settings, fetch });
  const pieces = new PieceSender();
  const capabilities: Capabilities = { ...TWILIO_CAPABILITIES[id], perSecond: settings.messagesPerSecond };
  const address = (number: string) => (id === 'twilio-whatsapp' ? `whatsapp:${number}` : number);

  function statusCallback(outboxId: string): { statusCallback?: string } {
    if (settings.publicUrl === undefined) return {};
    return { statusCallback: `${settings.publicUrl}${STATUS_PATH}?${OUTBOX_PARAM}=${encodeURIComponent(outboxId)}` };
  }

  /** She is answered from the number she wrote to; the service brings its own rules (opt-out words in her language). */
  function sender(to: SendTo) {
    const { messagingServiceSid } = settings;
    const from = to.ourNumber || settings.from;
    return { ...(from && { from: address(from) }), ...(messagingServiceSid && { messagingServiceSid }) };
  }

  return {
    id,
    capabilities,
    send: (to, message, { outboxId }) =>
      pieces.send(outboxId, render(message, capabilities), async (piece, last): Promise<SendResult | null> => {
        const content = await contentFor(piece, (media) => deps.packMedia.link(media));
        if (!content) return null;
        const numbers = { to: address(plus(to.raw)), ...sender(to), ...(last && statusCallback(outboxId)) };
        try {
          return answered(await (await client()).messages.create({ ...numbers, ...content }));
        } catch (error) {
          return failure(error);
        }
      }),
    ...(id === 'twilio-whatsapp' ? { templates: twilioTemplates(client) } : {}),
    openMedia: (ref, limit) => openTwilioMedia({ ...settings, fetch: patient }, ref, limit),
    listMissed: async (since) => listMissed(await client(), id, settings.from, since),
    ...(settings.from === undefined
      ? {}
      : {
          inspect: () =>
            inspectTwilio({ ...settings, from: settings.from!, client, fetch, clock: deps.clock, channel: id }),
        }),
    async probe(tongue = 'en') {
      try {
        const account = await (await client()).api.v2010.accounts(settings.accountSid).fetch();
        return {
          ok: true,
          says: { es: `cuenta de Twilio: ${account.status}`, en: `Twilio account ${account.status}` }[tongue],
        };
      } catch (error) {
        if (error instanceof TwilioRefusal) {
          return {
            ok: false,
            says: {
              es: `Twilio lo rechazó con ${error.code ?? error.status}.`,
              en: `Twilio refused with ${error.code ?? error.status}.`,
            }[tongue],
            next: {
              es: 'Revise TWILIO_ACCOUNT_SID y TWILIO_AUTH_TOKEN.',
              en: 'Check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.',
            }[tongue],
          };
        }
        return {
          ok: false,
          says: { es: 'No se pudo llegar a Twilio.', en: 'Twilio could not be reached.' }[tongue],
          next: {
            es: 'Revise la conexión y TWILIO_API_URL.',
            en: 'Check the connection and TWILIO_API_URL.',
          }[tongue],
        };
      }
    },
  };
}

/** An id of digits alone is a number without its plus. */
function plus(raw: string): string {
  return /^[1-9]\d{7,14}$/.test(raw) ? `+${raw}` : raw;
}
