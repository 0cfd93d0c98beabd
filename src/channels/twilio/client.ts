import type { Twilio } from 'twilio';
import type { Fetch } from '../network.ts';
import { bag, field, figure } from '../peek.ts';

/** An answer of Twilio's that is an error: known, so nothing was sent. */
export class TwilioRefusal extends Error {
  readonly status: number;
  readonly code: number | undefined;
  /** Seconds, as the header says. */
  readonly retryAfter: number | undefined;
  constructor(status: number, body: unknown, retryAfter: string | null) {
    const answer = bag(body);
    super(field(answer['message']) ?? `Twilio answered ${status}`);
    this.name = 'TwilioRefusal';
    this.status = status;
    this.code = figure(answer['code']);
    this.retryAfter = figure(retryAfter ?? undefined);
  }
}

/**
 * Twilio's client on our `fetch`. It knows no base address, so the origin of every request is replaced by
 * TWILIO_API_URL here. Loaded when first used: the package takes a quarter of a second.
 */
export function lazyTwilio(settings: {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiUrl: string;
  readonly fetch: Fetch;
}): () => Promise<Twilio> {
  let client: Promise<Twilio> | undefined;
  const { accountSid, authToken } = settings;
  return () => {
    client ??= import('twilio').then(({ default: make }) =>
      make(accountSid, authToken, {
        httpClient: httpClient(settings.fetch, settings.apiUrl) as never,
        autoRetry: false,
      }),
    );
    return client;
  };
}

interface ClientRequest {
  readonly method: string;
  readonly uri: string;
  readonly username?: string;
  readonly password?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, unknown>>;
}

function httpClient(fetch: Fetch, apiUrl: string) {
  return {
    async request(wanted: ClientRequest) {
      const url = placed(new URL(wanted.uri), apiUrl);
      for (const [name, value] of pairs(wanted.params)) url.searchParams.append(name, value);
      const basic = Buffer.from(`${wanted.username ?? ''}:${wanted.password ?? ''}`).toString('base64');
      const sends = wanted.method.toLowerCase() === 'post';
      const asJson = wanted.headers?.['Content-Type'] === 'application/json';
      const form = () => new URLSearchParams(pairs(wanted.data)).toString();
      const response = await fetch(url, {
        method: wanted.method.toUpperCase(),
        headers: { ...wanted.headers, Authorization: `Basic ${basic}` },
        redirect: 'manual',
        ...(sends && { body: asJson ? JSON.stringify(wanted.data) : form() }),
      });
      const body = await response.text();
      if (response.status >= 300)
        throw new TwilioRefusal(response.status, parsed(body), response.headers.get('retry-after'));
      return { statusCode: response.status, body, headers: Object.fromEntries(response.headers) };
    },
  };
}

const ORIGIN = 'https://api.twilio.com';

/** Templates live at another host of Twilio's (content.twilio.com); where TWILIO_API_URL is not Twilio's, all is there. */
function placed(wanted: URL, apiUrl: string): URL {
  if (apiUrl === ORIGIN && wanted.hostname.endsWith('.twilio.com')) return wanted;
  const url = new URL(wanted.pathname.replace(/^\//, ''), `${apiUrl}/`);
  url.search = wanted.search;
  return url;
}

/** A list becomes several pairs of one name, as Twilio's forms want it. */
function pairs(values: Readonly<Record<string, unknown>> | undefined): [string, string][] {
  return Object.entries(values ?? {})
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => [name, one] as const))
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, String(value)]);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
