import { asItem } from '../peek.ts';
import type { Decoded, Webhook, WebhookRequest } from '../port.ts';
import { type Form, readInbound } from './inbound.ts';
import { signedByTwilio } from './signature.ts';
import { readTwilioStatus } from './status.ts';

/** Anything but TwiML would be an error to Twilio, and plain text would be sent to the learner as an SMS. */
const EMPTY_TWIML = { contentType: 'text/xml', body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' };

export const INBOUND_PATH = '/webhooks/twilio';
export const STATUS_PATH = '/webhooks/twilio/status';
/** Our outbox id in the address of the status callback: the echo that Twilio itself does not have. */
export const OUTBOX_PARAM = 'outbox';

/** Twilio's two addresses, each for SMS and WhatsApp alike. */
export function twilioWebhooks(settings: {
  readonly authTokens: readonly string[];
  readonly publicUrl: string;
}): Webhook[] {
  const verify = (request: WebhookRequest) =>
    signedByTwilio(
      settings.authTokens,
      settings.publicUrl + request.url,
      parse(request.body),
      request.header('x-twilio-signature'),
    );
  const common = { contentType: 'form', verify, ok: EMPTY_TWIML } as const;
  return [
    {
      ...common,
      path: INBOUND_PATH,
      decode: (request, now) =>
        decode(request, (form) => {
          const read = readInbound(form, now);
          return 'why' in read ? read : { messages: [read] };
        }),
    },
    {
      ...common,
      path: STATUS_PATH,
      decode: (request, now) =>
        decode(request, (form) => {
          const outbox = new URLSearchParams(request.url.split('?')[1] ?? '').get(OUTBOX_PARAM) ?? undefined;
          const read = readTwilioStatus(form, outbox, now);
          return 'why' in read ? read : { statuses: [read] };
        }),
    },
  ];
}

function decode(request: WebhookRequest, read: (form: Form) => Partial<Decoded> | { readonly why: string }): Decoded {
  const none: Decoded = { messages: [], statuses: [], notices: [], aside: [] };
  const body = request.body.toString('utf8');
  const form = parse(request.body);
  const found = read((name) => form.get(name) ?? undefined);
  return 'why' in found ? { ...none, aside: [{ why: found.why, item: asItem(body) }] } : { ...none, ...found };
}

/** Total: a form has no wrong bodies, only missing fields. */
function parse(body: Buffer): URLSearchParams {
  return new URLSearchParams(body.toString('utf8'));
}
