import { GraphApiError, WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { type Clock, SECOND } from '../../base/clock.ts';
import type { Tongue } from '../../locale/tongue.ts';
import { type Deadline, type Fetch, MEDIA_TIMEOUT, SEND_TIMEOUT, within } from '../network.ts';
import type { PackMedia } from '../pack-media.ts';
import { bag, field } from '../peek.ts';
import { PieceSender } from '../pieces.ts';
import type { Capabilities, Channel, SendResult, SendTo } from '../port.ts';
import type { Piece } from '../render/piece.ts';
import { render, withoutMedia } from '../render/render.ts';
import { metaReaction } from './errors.ts';
import { inspectMeta } from './inspect.ts';
import { openMetaMedia } from './media.ts';
import { failure, sendPiece } from './send.ts';
import { metaTemplates } from './templates.ts';
import { Uploads } from './uploads.ts';

export interface MetaSettings {
  readonly accessToken: string;
  readonly phoneNumberId: string;
  /** Whose templates they are; without it they can be neither listed nor submitted. */
  readonly businessAccountId?: string | undefined;
  readonly apiUrl: string;
  readonly apiVersion: string;
  readonly messagesPerSecond: number;
  /** What a look at the account compares with what Meta says; without them there is no such look. */
  readonly inspected?: {
    readonly appSecrets: readonly string[];
    readonly verifyToken: string;
    readonly publicUrl?: string | undefined;
  };
}

export interface MetaDeps {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly packMedia: PackMedia;
  readonly deadline?: Deadline;
}

/** CHANNELS.md §1.7, §2.2: one message in 6 s to one person, 45 at once borrowed against later. */
export const whatsappCapabilities = (perSecond: number): Capabilities => ({
  form: 'whatsapp',
  buttons: 3,
  rows: 10,
  textLimit: 4096,
  interactiveLimit: 1024,
  media: ['image', 'audio', 'video', 'document'],
  window: true,
  perSecond,
  pairEvery: 6 * SECOND,
  pairBurst: 45,
});

/** WhatsApp through Meta's Cloud API. */
export function whatsappCloud(settings: MetaSettings, deps: MetaDeps): Channel {
  const fetch = within(deps.fetch, SEND_TIMEOUT, deps.deadline);
  const patient = within(deps.fetch, MEDIA_TIMEOUT, deps.deadline);
  const { accessToken, apiUrl, apiVersion } = settings;
  const client = new WhatsAppClient({ accessToken, baseUrl: apiUrl, graphVersion: apiVersion, fetch });
  const uploads = new Uploads(client, deps.packMedia, deps.clock);
  const pieces = new PieceSender();
  const capabilities = whatsappCapabilities(settings.messagesPerSecond);

  /** A file that Meta refuses, or that is gone, is left out: the words go alone. */
  async function withFile(piece: Piece, to: SendTo): Promise<{ piece?: Piece; mediaId?: string } | SendResult> {
    const media = piece.kind === 'media' ? piece.media : piece.kind === 'buttons' ? piece.header : undefined;
    if (!media) return { piece };
    try {
      const mediaId = await uploads.idOf(media, to.ourNumber);
      return mediaId ? { piece, mediaId } : { piece: withoutMedia(piece) };
    } catch (error) {
      // Nothing was sent to her yet: an upload of unknown outcome is simply made again.
      const result = failure(error);
      if (result.outcome === 'unknown')
        return { ...result, outcome: 'refused', reaction: 'retry', code: 'UPLOAD_FAILED' };
      return result.outcome === 'refused' && result.reaction === 'ours' ? { piece: withoutMedia(piece) } : result;
    }
  }

  return {
    id: 'whatsapp-cloud',
    capabilities,
    send: (to, message, { outboxId, attempt }) =>
      pieces.send(outboxId, render(message, capabilities), async (whole, last) => {
        const ready = await withFile(whole, to);
        if ('outcome' in ready) return ready;
        const { piece, mediaId } = ready;
        if (!piece) return null;
        const about = last ? { outboxId, quote: message.quote } : {};
        const result = await sendPiece(client, piece, to, { ...about, mediaId });
        if (result.outcome !== 'refused' || result.code !== '131053' || !message.media) return result;
        // Meta cannot use the file: once more with a new upload, then the words alone.
        uploads.forget(message.media, to.ourNumber);
        if (attempt <= 1) return result;
        const bare = withoutMedia(piece);
        return bare ? sendPiece(client, bare, to, about) : null;
      }),
    async markRead(to, providerId) {
      const phoneNumberId = to.ourNumber;
      await client.messages
        .markRead({ phoneNumberId, messageId: providerId, typingIndicator: { type: 'text' } })
        .catch(() => undefined);
    },
    ...(settings.businessAccountId ? { templates: metaTemplates(client, settings.businessAccountId) } : {}),
    openMedia: (ref, limit) => openMetaMedia({ fetch: patient, apiUrl, apiVersion, accessToken }, ref, limit),
    ownPhone: () => ownPhone(client, settings.phoneNumberId),
    probe: (tongue = 'en') => probe(client, settings.phoneNumberId, tongue),
    ...(settings.inspected
      ? { inspect: () => inspectMeta({ ...settings, ...settings.inspected!, fetch, clock: deps.clock }) }
      : {}),
  };
}

/** As Meta shows it: "+52 834 000 0001". */
async function ownPhone(client: WhatsAppClient, phoneNumberId: string): Promise<string | undefined> {
  try {
    const query = { fields: 'display_phone_number' };
    const answer = await client.request('GET', phoneNumberId, { query, responseType: 'json' });
    return field(bag(answer)['displayPhoneNumber'])?.replace(/[^+\d]/g, '');
  } catch {
    return undefined;
  }
}

async function probe(client: WhatsAppClient, phoneNumberId: string, tongue: Tongue): ReturnType<Channel['probe']> {
  try {
    const answer = await client.request('GET', phoneNumberId, {
      query: { fields: 'display_phone_number,quality_rating' },
      responseType: 'json',
    });
    const { displayPhoneNumber, qualityRating } = bag(answer);
    const number = field(displayPhoneNumber) ?? phoneNumberId;
    const quality = field(qualityRating);
    return {
      ok: true,
      says: {
        es: `número de WhatsApp ${number}, calidad ${quality ?? 'desconocida'}`,
        en: `WhatsApp number ${number}, quality ${quality ?? 'unknown'}`,
      }[tongue],
    };
  } catch (error) {
    if (!(error instanceof GraphApiError)) {
      return {
        ok: false,
        says: { es: 'No se pudo llegar a Meta.', en: 'Meta could not be reached.' }[tongue],
        next: {
          es: 'Revise la conexión y WHATSAPP_API_URL.',
          en: 'Check the connection and WHATSAPP_API_URL.',
        }[tongue],
      };
    }
    const token = metaReaction(error.code, error.httpStatus) === 'stop-channel';
    return {
      ok: false,
      says: { es: `Meta lo rechazó con el código ${error.code}.`, en: `Meta refused with code ${error.code}.` }[tongue],
      next: token
        ? {
            es: 'Renueve WHATSAPP_ACCESS_TOKEN y revise sus permisos.',
            en: 'Renew WHATSAPP_ACCESS_TOKEN and check its permissions.',
          }[tongue]
        : {
            es: 'Revise WHATSAPP_PHONE_NUMBER_ID y WHATSAPP_API_VERSION.',
            en: 'Check WHATSAPP_PHONE_NUMBER_ID and WHATSAPP_API_VERSION.',
          }[tongue],
    };
  }
}
