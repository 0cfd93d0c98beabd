import type { Finding } from '../finding.ts';
import { TwilioRefusal } from './client.ts';
import { found } from './findings.ts';
import { expectedUrl, inspectUrl } from './inspect-url.ts';
import type { TwilioInspected } from './inspected.ts';

/**
 * The SMS number with its webhook (twilio.com/docs/phone-numbers/api/incomingphonenumber-resource), or that of the messaging
 * service, which goes first unless the service leaves it to the number (twilio.com/docs/messaging/api/service-resource).
 */
export async function inspectNumber(asked: TwilioInspected): Promise<readonly Finding[]> {
  const { from: number, publicUrl } = asked;
  const mine = await (/^\+/.test(number) ? longNumber(asked) : shortCode(asked));
  if (!mine) return [found('TWILIO_NUMBER_UNKNOWN', { number })];
  if (mine.sms === false) return [found('TWILIO_NUMBER_NO_SMS', { number })];
  const good = found('TWILIO_NUMBER_GOOD', { number });
  const service = await ofService(asked);
  if (service?.ended) return [good, ...service.findings];
  const own = mine.application
    ? [found('TWILIO_WEBHOOK_APPLICATION', { where: number, expected: expectedUrl(publicUrl) })]
    : inspectUrl({ ...mine, publicUrl }, number);
  return [good, ...(service?.findings ?? []), ...own];
}

interface Mine {
  readonly sid: string;
  readonly sms?: boolean | undefined;
  readonly url: string;
  readonly method: string;
  readonly application: string;
}

async function longNumber({ client, from }: TwilioInspected): Promise<Mine | undefined> {
  const [one] = await (await client()).incomingPhoneNumbers.list({ phoneNumber: from, limit: 1 });
  if (!one) return undefined;
  const { sid, capabilities, smsUrl: url, smsMethod: method, smsApplicationSid: application } = one;
  // As Twilio writes it; its client's types say otherwise.
  return { sid, sms: (capabilities as { sms?: boolean }).sms, url, method, application };
}

async function shortCode({ client, from }: TwilioInspected): Promise<Mine | undefined> {
  const [one] = await (await client()).shortCodes.list({ shortCode: from, limit: 1 });
  return one && { sid: one.sid, url: one.smsUrl, method: one.smsMethod, application: '' };
}

/** What the service says of inbound messages. `ended`: the address beside the number does not count. */
async function ofService({
  client,
  messagingServiceSid: sid,
  from: number,
  publicUrl,
}: TwilioInspected): Promise<{ readonly findings: readonly Finding[]; readonly ended: boolean } | undefined> {
  if (sid === undefined) return undefined;
  try {
    const service = (await client()).messaging.v1.services(sid);
    const { inboundRequestUrl: url, inboundMethod: method, useInboundWebhookOnNumber } = await service.fetch();
    const pool = [...(await service.phoneNumbers.list()), ...(await service.shortCodes.list())];
    const holds = pool.some((one) => ('phoneNumber' in one ? one.phoneNumber : one.shortCode) === number);
    if (!holds) return { findings: [found('TWILIO_SERVICE_WITHOUT_NUMBER', { number })], ended: false };
    if (useInboundWebhookOnNumber) return { findings: [], ended: false };
    return { findings: inspectUrl({ url, method, publicUrl }, sid), ended: true };
  } catch (error) {
    if (!(error instanceof TwilioRefusal) || error.status !== 404) throw error;
    return { findings: [found('TWILIO_SERVICE_UNKNOWN')], ended: false };
  }
}
