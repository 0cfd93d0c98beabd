import type { MediaRef } from '../../domain/inbound.ts';
import { download, under } from '../download.ts';
import type { Fetch } from '../network.ts';
import { bag, field } from '../peek.ts';
import type { OpenedMedia } from '../port.ts';

/** Hosts that Meta serves media from; our token goes nowhere else. */
const META = ['facebook.com', 'fbsbx.com', 'fbcdn.net', 'whatsapp.net'];

export interface MetaAccess {
  readonly fetch: Fetch;
  readonly apiUrl: string;
  readonly apiVersion: string;
  readonly accessToken: string;
}

/** Media id → short-lived address → bytes, both with the same token (CHANNELS.md §2.3). */
export async function openMetaMedia(access: MetaAccess, ref: MediaRef, limit: number): Promise<OpenedMedia> {
  const api = new URL(access.apiUrl);
  const headers = { Authorization: `Bearer ${access.accessToken}` };
  const trusted = (url: URL) => url.origin === api.origin || under(url, META);
  const address = await addressOf(access, ref, headers);
  return typeof address === 'string' ? download(access.fetch, address, limit, { trusted, headers }) : address;
}

/** The address in the webhook, where there is one, may have expired long ago: the id comes first. */
async function addressOf(
  access: MetaAccess,
  ref: MediaRef,
  headers: Record<string, string>,
): Promise<string | OpenedMedia> {
  if (ref.id === undefined) return ref.url ?? { ok: false, retry: false, reason: 'the message named no file' };
  // The id is the sender's word too: one path segment, never a way to another endpoint.
  const url = `${access.apiUrl}/${access.apiVersion}/${encodeURIComponent(ref.id)}`;
  const answer = await download(access.fetch, url, 64 * 1024, { trusted: () => true, headers });
  if (!answer.ok) return answer;
  try {
    const found = field(bag(JSON.parse(Buffer.from(answer.bytes).toString('utf8')))['url']);
    return found ?? { ok: false, retry: false, reason: 'the provider gave no address for the file' };
  } catch {
    return { ok: false, retry: true, reason: 'the provider’s answer could not be read' };
  }
}
