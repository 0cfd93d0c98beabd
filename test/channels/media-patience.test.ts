import { expect, test } from 'vitest';
import { HandClock } from '../../src/base/clock.ts';
import { MEDIA_TIMEOUT } from '../../src/channels/network.ts';
import { noPackMedia } from '../../src/channels/pack-media.ts';
import { twilioChannel } from '../../src/channels/twilio/index.ts';
import { whatsappCloud } from '../../src/channels/whatsapp-cloud/index.ts';
import { LEASE } from '../../src/media/limits.ts';

const waits: number[] = [];
const deps = {
  packMedia: noPackMedia,
  clock: new HandClock(0),
  deadline: (after: number) => {
    waits.push(after);
    return new AbortController().signal;
  },
  fetch: (async (input: unknown) =>
    String(input).endsWith('/m1')
      ? Response.json({ url: 'https://lookaside.fbsbx.com/f' })
      : new Response('bytes')) as typeof fetch,
};

test('a large file over a slow line has longer than a send, and less than the lease of its row', async () => {
  const meta = whatsappCloud(
    {
      accessToken: 't',
      phoneNumberId: '1',
      apiUrl: 'https://graph.facebook.com',
      apiVersion: 'v23.0',
      messagesPerSecond: 1,
    },
    deps,
  );
  expect(await meta.openMedia({ kind: 'video', id: 'm1' }, 100)).toMatchObject({ ok: true });
  const twilio = twilioChannel(
    'twilio-sms',
    { accountSid: 'AC1', authToken: 't', apiUrl: 'https://api.twilio.com', messagesPerSecond: 1 },
    deps,
  );
  expect(await twilio.openMedia({ kind: 'video', url: 'https://api.twilio.com/f' }, 100)).toMatchObject({ ok: true });
  expect(waits).toEqual([MEDIA_TIMEOUT, MEDIA_TIMEOUT, MEDIA_TIMEOUT]);
  expect(2 * MEDIA_TIMEOUT).toBeLessThan(LEASE);
});
