import type { MessageListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/message.js';
import { SECOND } from '../../base/clock.ts';
import type { OutMedia, OutTemplate } from '../../domain/outbound.ts';
import { networkFailure } from '../network.ts';
import { field, figure, withoutNumbers } from '../peek.ts';
import type { SendResult } from '../port.ts';
import type { Piece } from '../render/piece.ts';
import { TwilioRefusal } from './client.ts';
import { twilioReaction } from './errors.ts';

/** What goes into the request for one piece, beside the numbers. Null: nothing of it can be sent. */
export async function contentFor(
  piece: Piece,
  link: (media: OutMedia) => Promise<string | null>,
): Promise<Partial<MessageListInstanceCreateOptions> | null> {
  switch (piece.kind) {
    case 'text':
      return { body: piece.text };
    case 'media': {
      const url = await link(piece.media);
      if (url) return { mediaUrl: [url], ...(piece.caption && { body: piece.caption }) };
      return piece.caption ? { body: piece.caption } : null;
    }
    case 'template':
      return template(piece.template, piece.text);
    default:
      return { body: piece.text };
  }
}

/**
 * A template of Twilio's is named by its ContentSid. Any other name is sent as its text: Twilio finds the approved
 * template whose wording it is.
 */
function template({ name, parameters }: OutTemplate, text: string): Partial<MessageListInstanceCreateOptions> {
  if (!/^HX[0-9a-f]{32}$/i.test(name)) return { body: text };
  const variables = Object.fromEntries(parameters.map((value, i) => [String(i + 1), value]));
  return { contentSid: name, ...(parameters.length > 0 && { contentVariables: JSON.stringify(variables) }) };
}

/** 201 means queued. `segments` is Twilio's own count, in text. */
export function answered(message: { readonly sid?: unknown; readonly numSegments?: unknown }): SendResult {
  const providerId = field(message.sid);
  if (providerId === undefined) return { outcome: 'unknown', detail: 'The answer named no message.' };
  const segments = figure(message.numSegments);
  return { outcome: 'accepted', providerId, ...(segments !== undefined && segments > 0 && { segments }) };
}

export function failure(error: unknown): SendResult {
  if (!(error instanceof TwilioRefusal)) return networkFailure(error);
  const { code, status, retryAfter, message } = error;
  if (code === undefined && (status === 502 || status === 504)) {
    return { outcome: 'unknown', detail: `A gateway answered ${status}.` };
  }
  return {
    outcome: 'refused',
    reaction: twilioReaction(code, status),
    code: String(code ?? `HTTP_${status}`),
    detail: withoutNumbers(message),
    ...(retryAfter !== undefined && { retryAfter: Math.max(0, retryAfter) * SECOND }),
  };
}
