import type { MediaRef } from '../../domain/inbound.ts';
import { download, under } from '../download.ts';
import type { Fetch } from '../network.ts';
import type { OpenedMedia } from '../port.ts';

/** Twilio answers with a redirect to a signed address in its own storage, which needs (and gets) no password. */
const STORAGE = ['twilio.com', 'twiliocdn.com'];
const S3 = /(^|\.)s3([.-][a-z0-9-]+)*\.amazonaws\.com$/;

/** MediaUrl comes from the webhook, so its host is checked before our password goes there (CHANNELS.md §3.9). */
export async function openTwilioMedia(
  access: { readonly fetch: Fetch; readonly apiUrl: string; readonly accountSid: string; readonly authToken: string },
  ref: MediaRef,
  limit: number,
): Promise<OpenedMedia> {
  if (ref.url === undefined) return { ok: false, retry: false, reason: 'the message named no file' };
  const api = new URL(access.apiUrl);
  const basic = Buffer.from(`${access.accountSid}:${access.authToken}`).toString('base64');
  return download(access.fetch, ref.url, limit, {
    headers: { Authorization: `Basic ${basic}` },
    trusted: (url) => url.origin === api.origin || under(url, ['twilio.com']),
    redirects: (url) =>
      url.origin === api.origin || under(url, STORAGE) || (url.protocol === 'https:' && S3.test(url.hostname)),
  });
}
