import type { Webhook } from '../port.ts';
import { decodeMeta } from './decode.ts';
import { sameSecret, signedByMeta } from './signature.ts';

export const META_WEBHOOK = '/webhooks/whatsapp';

/** Meta's one webhook: verification by GET, events by POST. */
export function metaWebhook(settings: {
  readonly appSecrets: readonly string[];
  readonly verifyToken: string;
  readonly phoneNumberId: string;
}): Webhook {
  return {
    path: META_WEBHOOK,
    contentType: 'json',
    verify: (request) => signedByMeta(settings.appSecrets, request.body, request.header('x-hub-signature-256')),
    decode: (request, now) => decodeMeta(request.body, settings.phoneNumberId, now),
    ok: { contentType: 'text/plain', body: 'ok' },
    // The challenge is given back only to who knows the token: anything else would reflect a stranger's content.
    challenge: (query) => {
      const known = sameSecret(query['hub.verify_token'] ?? '', settings.verifyToken);
      return known && query['hub.mode'] === 'subscribe' ? (query['hub.challenge'] ?? null) : null;
    },
  };
}
