import { Temporal } from 'temporal-polyfill';
import type { Twilio } from 'twilio';
import type { Millis } from '../../base/clock.ts';
import type { ChannelId } from '../../domain/channel.ts';
import type { Inbound } from '../../domain/inbound.ts';
import { readInbound } from './inbound.ts';

/** Some weeks of a large programme. More than that is for a person to look at: nothing is taken, so that nothing is skipped. */
const MOST = 20_000;

/**
 * Inbound messages that Twilio holds since then. It brings an SMS once and does not come back (CHANNELS.md §3.3), so
 * this is asked at start. Here Twilio does know when a message came, so `sentAt` is better than on a webhook.
 */
export async function listMissed(
  client: Twilio,
  channel: ChannelId & ('twilio-sms' | 'twilio-whatsapp'),
  to: string | undefined,
  since: Millis,
): Promise<readonly Inbound[]> {
  const after = Temporal.Instant.fromEpochMilliseconds(since).toString();
  const found = await client.messages.list({
    ...(to && { to: channel === 'twilio-whatsapp' ? `whatsapp:${to}` : to }),
    dateSentAfter: after as never, // the client takes text as it is
    limit: MOST,
  });
  if (found.length === MOST) throw new RangeError(`Twilio holds more than ${MOST} messages since then`);
  const inbound: Inbound[] = [];
  // Newest first as listed, and to the second: turned round, then sorted, messages of one second keep their order.
  for (const message of found.reverse()) {
    if (message.direction !== 'inbound') continue;
    const fields = new Map<string, string>([
      ['MessageSid', message.sid],
      ['From', message.from],
      ['To', message.to],
      ['Body', message.body ?? ''],
    ]);
    if (Number(message.numMedia) > 0) await addMedia(client, message.sid, fields);
    const came = (message.dateSent ?? message.dateCreated)?.getTime();
    const read = readInbound((name) => fields.get(name), came ?? since);
    if (!('why' in read) && read.our.channel === channel) inbound.push(read);
  }
  return inbound.sort((a, b) => a.sentAt - b.sentAt);
}

async function addMedia(client: Twilio, sid: string, fields: Map<string, string>): Promise<void> {
  const files = await client.messages(sid).media.list({ limit: 10 });
  for (const [i, file] of files.entries()) {
    fields.set(`MediaUrl${i}`, `https://api.twilio.com${file.uri.replace(/\.json$/, '')}`);
    fields.set(`MediaContentType${i}`, file.contentType);
  }
}
