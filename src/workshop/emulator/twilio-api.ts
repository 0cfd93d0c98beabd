import { segmentsOf } from '../../text/segments.ts';
import { newSid } from './chance.ts';
import { injected } from './faults.ts';
import { json, type Shared, type Subscriber, subscriber, whenOn } from './shared.ts';
import { words } from './template-shelf.ts';
import { twilioAccount } from './twilio-account.ts';
import { file, listed, listedMedia, log, refused, resource } from './twilio-log.ts';
import { refusalOf } from './twilio-request.ts';
import { laterTemplateCode, twilioContent } from './twilio-templates.ts';
import { postForm } from './twilio-webhook.ts';
import { Dropped, type Received, type TwilioAccount } from './types.ts';

/** Twilio's Messages, their media and the account, as the REST API of 2010-04-01 speaks (CHANNELS.md §3.4). */
export async function twilioApi(shared: Shared, account: TwilioAccount, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const basic = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`;
  if (request.headers.get('authorization') !== basic || shared.knobs.tokenExpired)
    return refused(401, 20003, 'Authenticate');
  if (url.pathname.startsWith('/v1/Content')) return twilioContent(shared.templates.twilio, request);
  const told = twilioAccount(shared, account, url);
  if (told) return told;
  const path = url.pathname.split(`/2010-04-01/Accounts/${account.accountSid}`)[1];
  if (path === '/Messages.json') {
    if (request.method !== 'POST') return listed(shared, account, url.searchParams);
    return create(shared, account, new URLSearchParams(await request.text()));
  }
  const [, sid = '', media] = /^\/Messages\/(\w+)\/Media(?:\/(\w+))?(?:\.json)?$/.exec(path ?? '') ?? [];
  if (sid && media) return file(shared, media);
  if (sid) return listedMedia(shared, account, sid);
  return refused(404, 20404, 'The requested resource was not found');
}

function create(shared: Shared, account: TwilioAccount, form: URLSearchParams): Response {
  const fault = injected(shared, 'twilio', (at, code, headers) => refused(at, code, 'Injected', headers));
  if (fault instanceof Response) return fault;
  const wrong = refusalOf(form);
  if (wrong) return refused(400, wrong.code, wrong.message);

  const to = form.get('To') ?? '';
  const channel = to.startsWith('whatsapp:') ? 'twilio-whatsapp' : 'twilio-sms';
  const ours = channel === 'twilio-whatsapp' ? account.whatsappFrom : account.smsFrom;
  const from = form.get('From') ?? (channel === 'twilio-whatsapp' ? `whatsapp:${ours}` : (ours ?? ''));
  if (
    ours === undefined ||
    from.replace('whatsapp:', '') !== ours ||
    from.startsWith('whatsapp:') !== to.startsWith('whatsapp:')
  ) {
    return refused(
      400,
      channel === 'twilio-whatsapp' ? 63007 : 21606,
      `The 'From' ${from} is not a number of this account`,
    );
  }
  const number = to.replace('whatsapp:', '');
  if (channel === 'twilio-sms' && shared.limits.isBlocked(number)) {
    return refused(400, 21610, 'Attempt to send to unsubscribed recipient');
  }

  const her = subscriber(shared, channel, number);
  const body = form.get('Body') ?? '';
  const failed = fault?.kind === 'undelivered' ? fault.code : laterCode(shared, form, channel, number, her);
  const callback = form.get('StatusCallback');
  const media = form.get('MediaUrl');
  const template = form.get('ContentSid');
  const known = template ? shared.templates.twilio.find(template) : undefined;
  const segments = channel === 'twilio-sms' ? segmentsOf(body).segments : 1;
  const outboxId = callback ? (new URL(callback).searchParams.get('outbox') ?? undefined) : undefined;
  const received: Received = {
    channel,
    id: newSid(shared.random, media ? 'MM' : 'SM'),
    to: number,
    from: from.replace('whatsapp:', ''),
    at: shared.clock.now(),
    type: template ? 'template' : media ? kindOf(media) : 'text',
    text: template ? words(known, variables(form.get('ContentVariables'))) : body,
    choices: known?.button ? [{ id: known.button.id ?? known.button.title, title: known.button.title }] : [],
    ...(media && { media }),
    ...(template && { template }),
    ...(outboxId && { outboxId }),
    segments,
    ...(failed && { failed }),
  };
  shared.received.push(received);
  if (!failed) whenOn(her, () => her?.inbox.push({ ...received, at: shared.clock.now() }));
  log(shared, { sid: received.id, direction: 'outbound-api', from, to, body, at: received.at, media: [] });
  if (callback) ladder(shared, account, callback, received, { from, to, her }, failed);
  if (fault?.kind === 'drop-after-accept') throw new Dropped('ECONNRESET');
  return json(
    201,
    resource(
      account,
      { sid: received.id, direction: 'outbound-api', from, to, body, at: received.at, media: [] },
      'queued',
      segments,
    ),
  );
}

/** What Twilio accepts with 201 and fails only later (CHANNELS.md §3.6). */
function laterCode(
  shared: Shared,
  form: URLSearchParams,
  channel: Received['channel'],
  number: string,
  her: Subscriber | undefined,
): number | undefined {
  if (her?.unreachable) return channel === 'twilio-sms' ? 30003 : 63024;
  if (channel === 'twilio-sms') return undefined;
  const known = shared.templates.twilio.find(form.get('ContentSid') ?? '');
  const unfit = known && laterTemplateCode(known);
  if (unfit !== undefined) return unfit;
  if (!form.get('ContentSid') && !shared.limits.windowOpen(channel, number)) return 63016;
  return shared.limits.allowsPair(channel, number) ? undefined : 63018;
}

function ladder(
  shared: Shared,
  account: TwilioAccount,
  callback: string,
  message: Received,
  numbers: { readonly from: string; readonly to: string; readonly her: Subscriber | undefined },
  failed: number | undefined,
): void {
  const { statusDelay, reads } = shared.knobs;
  const read = reads && message.channel === 'twilio-whatsapp' ? (['read'] as const) : [];
  const rungs = failed ? (['undelivered'] as const) : (['sent', 'delivered', ...read] as const);
  for (const status of rungs) {
    const delay = status === 'undelivered' ? statusDelay.sent : statusDelay[status];
    const fields = {
      MessageSid: message.id,
      SmsSid: message.id,
      MessageStatus: status,
      SmsStatus: status,
      AccountSid: account.accountSid,
      From: numbers.from,
      To: numbers.to,
      ApiVersion: '2010-04-01',
      ErrorCode: failed === undefined ? undefined : String(failed),
    };
    const tell = () => postForm(shared, account, callback, fields, delay);
    if (status === 'delivered' || status === 'read') whenOn(numbers.her, tell);
    else tell();
  }
}

function kindOf(url: string): Received['type'] {
  const ending = /\.(\w+)(?:\?|$)/.exec(url)?.[1]?.toLowerCase() ?? '';
  if (['ogg', 'mp3', 'amr', 'aac'].includes(ending)) return 'audio';
  if (ending === 'mp4') return 'video';
  if (ending === 'pdf') return 'document';
  return 'image';
}

function variables(given: string | null): string[] {
  return given === null ? [] : Object.values(JSON.parse(given) as Record<string, unknown>).map(String);
}
