import { epoch, rfc2822 } from './dates.ts';
import { json, type LoggedSms, type Shared } from './shared.ts';
import type { TwilioAccount } from './types.ts';

/** The log is for listing what was missed; it need not remember for ever. */
const LOG_LENGTH = 10_000;

/** Notes a message that came or went. */
export function log(shared: Shared, entry: LoggedSms): void {
  shared.smsLog.push(entry);
  if (shared.smsLog.length > LOG_LENGTH) shared.smsLog.shift();
}

/** Newest first, a page at a time. */
export function listed(shared: Shared, account: TwilioAccount, query: URLSearchParams): Response {
  const to = query.get('To');
  const after = query.get('DateSent>');
  const since = after === null ? Number.NEGATIVE_INFINITY : epoch(after);
  const found = shared.smsLog.filter((m) => (to === null || m.to === to) && m.at >= since).reverse();
  const size = Number(query.get('PageSize') ?? 50);
  const page = Number(query.get('Page') ?? 0);
  const messages = found
    .slice(page * size, (page + 1) * size)
    .map((m) => resource(account, m, m.direction === 'inbound' ? 'received' : 'delivered', 1));
  const next = new URLSearchParams(query);
  next.set('Page', String(page + 1));
  const more = found.length > (page + 1) * size;
  return json(200, {
    messages,
    page,
    page_size: size,
    next_page_uri: more ? `/2010-04-01/Accounts/${account.accountSid}/Messages.json?${next}` : null,
  });
}

export function listedMedia(shared: Shared, account: TwilioAccount, sid: string): Response {
  const ids = shared.smsLog.find((m) => m.sid === sid)?.media ?? [];
  const uri = (id: string) => `/2010-04-01/Accounts/${account.accountSid}/Messages/${sid}/Media/${id}.json`;
  const media_list = ids.map((id) => ({
    sid: id,
    parent_sid: sid,
    content_type: shared.files.get(id)?.mime,
    uri: uri(id),
  }));
  return json(200, { media_list, page: 0, page_size: 50, next_page_uri: null });
}

export function file(shared: Shared, id: string): Response {
  const found = shared.files.get(id);
  if (!found) return refused(404, 20404, 'The requested resource was not found');
  return new Response(new Uint8Array(found.bytes), { headers: { 'content-type': found.mime } });
}

/** A message as the API shows it: counts are text, dates RFC 2822. */
export function resource(account: TwilioAccount, m: LoggedSms, status: string, segments: number) {
  const date = rfc2822(m.at);
  return {
    sid: m.sid,
    account_sid: account.accountSid,
    api_version: '2010-04-01',
    from: m.from,
    to: m.to,
    body: m.body,
    status,
    direction: m.direction,
    num_segments: String(segments),
    num_media: String(m.media.length),
    date_created: date,
    date_sent: date,
    date_updated: date,
    price: null,
    price_unit: 'USD',
    error_code: null,
    error_message: null,
    uri: `/2010-04-01/Accounts/${account.accountSid}/Messages/${m.sid}.json`,
  };
}

/** An error as Twilio writes it (CHANNELS.md §3.4). */
export function refused(status: number, code: number, message: string, headers?: Record<string, string>): Response {
  return json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, headers);
}
