import { Temporal } from 'temporal-polyfill';
import { json, type Shared } from './shared.ts';
import { refused } from './twilio-log.ts';
import type { TwilioAccount } from './types.ts';

/**
 * The account, its balance, numbers, senders, service and alerts: what Twilio says of us when asked (twilio.com/docs/iam/api,
 * /docs/phone-numbers/api, /docs/whatsapp/api/senders, /docs/usage/monitor-alert). Undefined: none of these.
 */
export function twilioAccount(shared: Shared, account: TwilioAccount, url: URL): Response | undefined {
  const { twilio } = shared.standing;
  const at = `/2010-04-01/Accounts/${account.accountSid}`;
  const { pathname: path, searchParams } = url;
  if (path === `${at}.json`)
    return json(200, { sid: account.accountSid, status: twilio.status, type: twilio.type, friendly_name: 'Emulated' });
  if (path === `${at}/Balance.json`)
    return json(200, { account_sid: account.accountSid, balance: twilio.balance, currency: 'USD' });
  if (path === `${at}/IncomingPhoneNumbers.json`) {
    const mine = twilio.sms && searchParams.get('PhoneNumber') === account.smsFrom ? [number(shared, account)] : [];
    return json(200, { incoming_phone_numbers: mine, page: 0, page_size: 50, next_page_uri: null });
  }
  if (path.startsWith('/v2/Channels/Senders')) return senders(shared, account, path);
  if (path.startsWith('/v1/Services/')) return service(shared, account, path);
  return path === '/v1/Alerts' ? alerts(shared) : undefined;
}

const SID = { number: `PN${'1'.repeat(32)}`, sender: `XE${'1'.repeat(32)}`, alert: `NO${'1'.repeat(32)}` };
const page = (key: string, rows: readonly unknown[]): Response =>
  json(200, { [key]: rows, meta: { key, page: 0, page_size: 50, next_page_url: null } });

function number({ standing: { twilio } }: Shared, account: TwilioAccount): object {
  return {
    sid: SID.number,
    phone_number: account.smsFrom,
    sms_url: twilio.sms?.url,
    sms_method: twilio.sms?.method,
    sms_application_sid: twilio.sms?.application,
    capabilities: { sms: twilio.sms?.can, mms: false, voice: true, fax: false },
  };
}

function senders({ standing: { twilio } }: Shared, account: TwilioAccount, path: string): Response {
  const { whatsapp } = twilio;
  const mine = whatsapp && {
    sid: SID.sender,
    status: whatsapp.status,
    sender_id: `whatsapp:${account.whatsappFrom}`,
    properties: { quality_rating: whatsapp.quality, messaging_limit: '10K Customers/24hr' },
    offline_reasons: whatsapp.reason === null ? null : [{ code: '63020', message: whatsapp.reason }],
  };
  if (path === '/v2/Channels/Senders') return page('senders', mine ? [mine] : []);
  if (!whatsapp || path !== `/v2/Channels/Senders/${SID.sender}`) return refused(404, 20404, 'Not found');
  return json(200, { ...mine, webhook: { callback_url: whatsapp.url, callback_method: 'POST' } });
}

function service({ standing: { twilio } }: Shared, account: TwilioAccount, path: string): Response {
  const [, , , sid, of] = path.split('/');
  if (sid === undefined || sid !== account.messagingServiceSid) return refused(404, 20404, 'Not found');
  const { url, byNumber, holds } = twilio.service;
  if (of === 'PhoneNumbers')
    return page(
      'phone_numbers',
      holds ? [{ sid: SID.number, phone_number: account.smsFrom, capabilities: ['SMS'] }] : [],
    );
  if (of === 'ShortCodes') return page('short_codes', []);
  return json(200, { sid, inbound_request_url: url, inbound_method: 'POST', use_inbound_webhook_on_number: byNumber });
}

function alerts({ standing: { twilio }, clock }: Shared): Response {
  const date_created = Temporal.Instant.fromEpochMilliseconds(clock.now()).toString({ smallestUnit: 'second' });
  const one = ({ code, url }: { code: string; url: string }) => ({
    sid: SID.alert,
    log_level: 'error',
    error_code: code,
    request_url: url,
    request_method: 'POST',
    date_created,
  });
  return page('alerts', twilio.failed.map(one));
}
