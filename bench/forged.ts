import { createHmac, randomBytes } from 'node:crypto';
import type { Webhook, WebhookRequest } from '../src/channels/port.ts';
import { built } from './built.ts';
import { SECRET, signedText } from './learners.ts';
import { OUR_NUMBER } from './lesson.ts';
import { type Contestant, compete, median, type Rate } from './rounds.ts';

/** Checks a round. */
const CHECKS = 20_000;
const PUBLIC_URL = 'https://recado.example.org';

/** What a forged signature costs against a valid one, provider by provider: whoever floods us must not be given more of our time. */
export interface Forged {
  readonly rates: readonly Rate[];
  /** Time for a forged one ÷ time for a valid one, of medians. */
  readonly ratios: Readonly<Record<'meta' | 'twilio', number>>;
}

export async function forgedBench(rounds: number): Promise<Forged> {
  const { metaWebhook } = await built<typeof import('../src/channels/whatsapp-cloud/webhook.ts')>(
    'channels/whatsapp-cloud/webhook.js',
  );
  const { twilioWebhooks } =
    await built<typeof import('../src/channels/twilio/webhook.ts')>('channels/twilio/webhook.js');
  const meta = metaWebhook({ appSecrets: [SECRET], verifyToken: 'bench', phoneNumberId: OUR_NUMBER });
  const [twilio] = twilioWebhooks({ authTokens: [SECRET], publicUrl: PUBLIC_URL });
  const contestants = [
    checks('Meta, valid', meta, true, metaRequest(true)),
    checks('Meta, forged', meta, false, metaRequest(false)),
    checks('Twilio, valid', twilio!, true, twilioRequest(twilio!.path, true)),
    checks('Twilio, forged', twilio!, false, twilioRequest(twilio!.path, false)),
  ];
  const rates = await compete(contestants, rounds);
  const [metaValid, metaForged, twilioValid, twilioForged] = rates.map(({ rounds: each }) => median(each));
  return { rates, ratios: { meta: metaValid! / metaForged!, twilio: twilioValid! / twilioForged! } };
}

function checks(name: string, webhook: Webhook, good: boolean, requests: readonly WebhookRequest[]): Contestant {
  return {
    name,
    run() {
      for (let i = 0; i < CHECKS; i++) {
        if (webhook.verify(requests[i % requests.length]!) !== good)
          throw new Error(`${name}: the check says otherwise.`);
      }
      return CHECKS;
    },
  };
}

const TEXTS = Array.from(
  { length: 100 },
  (_, i) => `Vendí ${i} tamales y me quedaron ${i * 3} pesos en el bote NEGOCIO`,
);

function metaRequest(good: boolean): readonly WebhookRequest[] {
  return TEXTS.map((text, i) => {
    const { body, signature } = signedText('528340000001', text, i);
    const header = good ? signature : `sha256=${randomBytes(32).toString('hex')}`;
    return { body, url: '/webhooks/whatsapp', header: (name) => (name === 'x-hub-signature-256' ? header : undefined) };
  });
}

function twilioRequest(path: string, good: boolean): readonly WebhookRequest[] {
  return TEXTS.map((text, i) => {
    const fields = {
      AccountSid: 'AC1',
      Body: text,
      From: '+528340000001',
      MessageSid: `SM${i}`,
      NumSegments: '1',
      To: '+52834',
    };
    const signed = Object.entries(fields)
      .map(([name, value]) => name + value)
      .join('');
    const own = createHmac('sha1', SECRET)
      .update(PUBLIC_URL + path + signed)
      .digest('base64');
    const header = good ? own : randomBytes(20).toString('base64');
    const body = Buffer.from(new URLSearchParams(fields).toString());
    return { body, url: path, header: (name) => (name === 'x-twilio-signature' ? header : undefined) };
  });
}

export function forgedTable({ rates, ratios }: Forged): string {
  return [
    'SIGNATURES'.padEnd(40) + 'µs'.padStart(8),
    ...rates.map(({ name, median: perSecond }) => name.padEnd(40) + (1_000_000 / perSecond).toFixed(1).padStart(8)),
    `forged ÷ valid (goal ≤ 1.2): Meta ${ratios.meta.toFixed(2)}, Twilio ${ratios.twilio.toFixed(2)}`,
  ].join('\n');
}
