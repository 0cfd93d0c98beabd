import type { Fetch } from './network.ts';
import type { OpenedMedia } from './port.ts';

export interface DownloadRules {
  /** Where our credentials may be sent. Anything else is refused before a socket opens. */
  readonly trusted: (url: URL) => boolean;
  /** Where a redirect may lead, without credentials. None: redirects are refused. */
  readonly redirects?: (url: URL) => boolean;
  readonly headers: Readonly<Record<string, string>>;
}

const REDIRECTS = 3;

/**
 * Fetches a file with our credentials, only where they belong. The address is the sender's word (a webhook body), so
 * hosts come from a list; a redirect is followed by hand, without the credentials, and only to the provider's own
 * storage. At most `limit` bytes are read, whatever the headers promise.
 */
export async function download(
  fetch: Fetch,
  address: string,
  limit: number,
  rules: DownloadRules,
): Promise<OpenedMedia> {
  let url = parse(address);
  if (!url || !rules.trusted(url)) return gone('the file lies at a host that is not the provider’s');
  try {
    let response = await fetch(url, { headers: rules.headers, redirect: 'manual' });
    for (let hop = 0; response.status >= 300 && response.status < 400; hop++) {
      await response.body?.cancel();
      url = parse(response.headers.get('location') ?? '', url);
      if (hop >= REDIRECTS || !url || !rules.redirects?.(url))
        return gone('the file was moved to a host that is not the provider’s');
      response = await fetch(url, { redirect: 'manual' });
    }
    if (!response.ok) {
      await response.body?.cancel();
      return { ok: false, retry: mayChange(response.status), reason: `the provider answered ${response.status}` };
    }
    return await read(response, limit);
  } catch (error) {
    return {
      ok: false,
      retry: true,
      reason: `the connection failed (${error instanceof Error ? error.name : 'unknown'})`,
    };
  }
}

/** 401 and 403 pass when the token is renewed, 429 and 5xx by themselves; a missing file stays missing. */
function mayChange(status: number): boolean {
  return status === 401 || status === 403 || status === 408 || status === 429 || status >= 500;
}

async function read(response: Response, limit: number): Promise<OpenedMedia> {
  const tooLarge = gone(`the file is larger than ${limit} bytes`);
  if (Number(response.headers.get('content-length') ?? 0) > limit) {
    await response.body?.cancel();
    return tooLarge;
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > limit) return tooLarge; // leaving the loop cancels the stream
    parts.push(part);
  }
  const mime = response.headers.get('content-type') ?? undefined;
  return { ok: true, bytes: Buffer.concat(parts), ...(mime && { mime }) };
}

function gone(reason: string): OpenedMedia & { ok: false } {
  return { ok: false, retry: false, reason };
}

function parse(text: string, base?: URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/** https at the host itself or below one of `domains`. User info in the address is refused: it hides the real host. */
export function under(url: URL, domains: readonly string[]): boolean {
  if (url.protocol !== 'https:' || url.username !== '' || url.port !== '') return false;
  return domains.some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`));
}
