import type { Finding } from '../finding.ts';
import { bag, field, list, withoutNumbers } from '../peek.ts';
import { found } from './findings.ts';
import { inspectUrl } from './inspect-url.ts';
import type { TwilioInspected } from './inspected.ts';

const ONLINE = ['ONLINE', 'ONLINE:UPDATING'];

/** The WhatsApp sender, its standing at Meta and its webhook (`/v2/Channels/Senders`, twilio.com/docs/whatsapp/api/senders). */
export async function inspectSender({ client, from: number, publicUrl }: TwilioInspected): Promise<readonly Finding[]> {
  const { channelsSenders } = (await client()).messaging.v2;
  const listed = await channelsSenders.list({ channel: 'whatsapp' });
  const known = listed.find(({ senderId }) => senderId === `whatsapp:${number}`);
  if (!known) return [found('TWILIO_SENDER_UNKNOWN', { number })];
  const mine = await channelsSenders(known.sid).fetch(); // the list leaves the webhook out
  const status = mine.status ?? 'UNKNOWN';
  if (!ONLINE.includes(status)) {
    const why = field(bag(list(mine.offlineReasons)[0])['message']);
    return [found('TWILIO_SENDER_STOPPED', { number, status, reason: why ? `: ${withoutNumbers(why)}` : '' })];
  }
  const properties = bag(mine.properties);
  const quality = field(properties['qualityRating']);
  const { callbackUrl: url, callbackMethod } = mine.webhook ?? {};
  const method = callbackMethod ?? undefined;
  return [
    found('TWILIO_SENDER_GOOD', { number }),
    ...(quality !== undefined && /^(LOW|MEDIUM|RED|YELLOW)$/i.test(quality)
      ? [found('TWILIO_SENDER_QUALITY', { number, quality })]
      : []),
    ...inspectUrl({ url, method, publicUrl }, number),
  ];
}
