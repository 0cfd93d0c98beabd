import { GraphApiError, type WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import type { OutTemplate } from '../../domain/outbound.ts';
import { networkFailure } from '../network.ts';
import { bag, field, figure, list, withoutNumbers } from '../peek.ts';
import type { SendResult, SendTo } from '../port.ts';
import type { Piece } from '../render/piece.ts';
import { metaReaction } from './errors.ts';

export interface About {
  readonly outboxId?: string | undefined;
  readonly quote?: string | undefined;
  readonly mediaId?: string | undefined;
}

/** Sends one piece. `mediaId` is the uploaded file of a media piece or button header. Never throws. */
export async function sendPiece(client: WhatsAppClient, piece: Piece, to: SendTo, about: About): Promise<SendResult> {
  try {
    return answered(await request(client, piece, to, about));
  } catch (error) {
    return failure(error);
  }
}

function request(client: WhatsAppClient, piece: Piece, to: SendTo, about: About): Promise<unknown> {
  const base = {
    phoneNumberId: to.ourNumber,
    // A BSUID is addressed as `recipient`; everything with digits is a wa_id, exactly as received (CHANNELS.md §1.6, §2.6).
    ...(/^\+?\d+$/.test(to.raw) ? { to: to.raw } : { recipient: to.raw }),
    ...(about.quote && { contextMessageId: about.quote }),
    // Our outbox id comes back in every status of this message: the only way to know what an unknown outcome was.
    ...(about.outboxId && { bizOpaqueCallbackData: about.outboxId }),
  } as { phoneNumberId: string; to: string };
  const messages = client.messages;
  switch (piece.kind) {
    case 'text':
      return messages.sendText({ ...base, body: piece.text });
    case 'buttons': {
      const kind = piece.header?.kind;
      const header = about.mediaId && kind ? { type: kind, [kind]: { id: about.mediaId } } : undefined;
      return messages.sendInteractiveButtons({
        ...base,
        bodyText: piece.text,
        buttons: [...piece.buttons],
        ...(header && { header: header as never }), // the kind is checked by the client itself
      });
    }
    case 'list':
      return messages.sendInteractiveList({
        ...base,
        bodyText: piece.text,
        buttonText: piece.button,
        sections: [{ rows: [...piece.rows] }],
      });
    case 'media':
      return sendMedia(client, piece, base, about.mediaId ?? '');
    case 'template':
      return messages.sendTemplate({ ...base, template: template(piece.template) });
  }
}

function sendMedia(
  client: WhatsAppClient,
  piece: Piece & { kind: 'media' },
  base: { phoneNumberId: string; to: string },
  id: string,
): Promise<unknown> {
  const file = { id, ...(piece.caption && { caption: piece.caption }) };
  switch (piece.media.kind) {
    case 'image':
      return client.messages.sendImage({ ...base, image: file });
    case 'video':
      return client.messages.sendVideo({ ...base, video: file });
    case 'audio':
      return client.messages.sendAudio({ ...base, audio: { id } }); // audio has no caption
    case 'document':
      return client.messages.sendDocument({ ...base, document: { ...file, filename: baseName(piece.media.file) } });
  }
}

function template({ name, language, parameters, button }: OutTemplate) {
  const body = { type: 'body', parameters: parameters.map((text) => ({ type: 'text', text })) };
  const tap = button && {
    type: 'button',
    sub_type: 'quick_reply',
    index: '0',
    parameters: [{ type: 'payload', payload: button.tap }],
  };
  const components = [...(parameters.length > 0 ? [body] : []), ...(tap ? [tap] : [])];
  // Meta writes es_MX where we write es-MX.
  return {
    name,
    language: { code: language.replace('-', '_') },
    ...(components.length > 0 && { components }),
  } as never;
}

/** 200 means taken, not delivered. Without an id in the answer only a status can say what became of it. */
function answered(response: unknown): SendResult {
  const answer = bag(response);
  const providerId = field(bag(list(answer['messages'])[0])['id']);
  if (providerId === undefined) return { outcome: 'unknown', detail: 'The answer named no message.' };
  const waId = field(bag(list(answer['contacts'])[0])['waId']);
  return { outcome: 'accepted', providerId, ...(waId && { waId }) };
}

/** What an error of the client means. */
export function failure(error: unknown): SendResult {
  if (!(error instanceof GraphApiError)) return networkFailure(error);
  const code = figure(bag(bag(error.raw)['error'])['code']);
  // A gateway that gave up (502, 504) may have passed the request on; Meta's own errors bring a code.
  if (code === undefined && (error.httpStatus === 502 || error.httpStatus === 504)) {
    return { outcome: 'unknown', detail: `A gateway answered ${error.httpStatus}.` };
  }
  return {
    outcome: 'refused',
    reaction: metaReaction(code, error.httpStatus),
    code: String(code ?? `HTTP_${error.httpStatus}`),
    detail: withoutNumbers(error.details ?? error.message),
    ...(error.retry.retryAfterMs !== undefined && { retryAfter: error.retry.retryAfterMs }),
  };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).slice(-240); // Meta's limit for a filename
}
