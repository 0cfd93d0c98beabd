import { newWamid } from './chance.ts';
import { injected } from './faults.ts';
import { same } from './limits.ts';
import { accountNode } from './meta-account.ts';
import { metaError, noSuchObject } from './meta-error.ts';
import { fileOf, lookUp, upload } from './meta-files.ts';
import { readRequest, type SendRequest, sendRequest } from './meta-request.ts';
import { shown } from './meta-shown.ts';
import { createTemplate, listTemplates, unsendable } from './meta-templates.ts';
import { type MetaHooks, seconds } from './meta-webhook.ts';
import { json, type Shared, type Subscriber, subscriber, whenOn } from './shared.ts';
import { Dropped, type MetaAccount, type Received } from './types.ts';

/** Graph API: messages, media, the number itself. Errors have Meta's shape and codes (CHANNELS.md §2). */
export async function metaApi(
  shared: Shared,
  account: MetaAccount,
  hooks: MetaHooks,
  request: Request,
): Promise<Response> {
  const url = new URL(request.url);
  const told = accountNode(shared, account, request);
  if (told) return told;
  if (request.headers.get('authorization') !== `Bearer ${account.accessToken}` || shared.knobs.tokenExpired) {
    return metaError(401, 190, 'Error validating access token: Session has expired', { error_subcode: 463 });
  }
  const [, id = '', edge] = /^\/v\d+\.\d+\/([^/]+)(?:\/([a-z_]+))?$/.exec(url.pathname) ?? [];
  if (request.method === 'GET' && edge === undefined) return lookUp(shared, account, url, decodeURIComponent(id));
  if (edge === 'message_templates' && id === account.businessAccountId) {
    const { meta } = shared.templates;
    return request.method === 'GET' ? listTemplates(meta, url) : createTemplate(meta, await request.text());
  }
  if (request.method !== 'POST' || id !== account.phoneNumberId) return noSuchObject(id);
  if (edge === 'media') return upload(shared, request);
  if (edge === 'messages') return message(shared, account, hooks, await request.text());
  return noSuchObject(id);
}

function message(shared: Shared, account: MetaAccount, hooks: MetaHooks, body: string): Response {
  let wanted: unknown;
  try {
    wanted = JSON.parse(body);
  } catch {
    return metaError(400, 100, 'Invalid parameter: the body is not JSON');
  }
  const read = readRequest.safeParse(wanted);
  if (read.success) {
    shared.marked.push(read.data.message_id);
    return json(200, { success: true });
  }
  const parsed = sendRequest.safeParse(wanted);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return metaError(400, 100, `Invalid parameter: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
  }
  return send(shared, account, hooks, parsed.data);
}

function send(shared: Shared, account: MetaAccount, hooks: MetaHooks, request: SendRequest): Response {
  const fault = injected(shared, 'meta', (at, code, headers) => metaError(at, code, 'Injected', {}, headers));
  if (fault instanceof Response) return fault;
  // If both are given, `to` wins.
  const to = request.to ?? request.recipient ?? '';
  const wrong = request.type === 'template' ? templateError(shared, request.template) : fileError(shared, request);
  if (wrong) return wrong;
  if (!shared.limits.allowsPair('whatsapp-cloud', to))
    return metaError(400, 131056, '(Business Account, Consumer Account) pair rate limit hit');

  const her = subscriber(shared, 'whatsapp-cloud', to);
  const id = newWamid(shared.random);
  const closed = request.type !== 'template' && !shared.limits.windowOpen('whatsapp-cloud', her?.id ?? to);
  const failed = fault?.kind === 'undelivered' ? fault.code : her?.unreachable ? 131026 : closed ? 131047 : undefined;
  const received: Received = {
    ...shown(request, shared.templates.meta),
    id,
    to,
    from: account.phoneNumberId,
    at: shared.clock.now(),
    ...(failed && { failed }),
  };
  shared.received.push(received);
  if (!failed) whenOn(her, () => her?.inbox.push({ ...received, at: shared.clock.now() }));
  ladder(shared, hooks, received, failed, her);
  if (fault?.kind === 'drop-after-accept') throw new Dropped('ECONNRESET');
  const contact = request.to === undefined ? { user_id: to } : { wa_id: her?.id ?? same(to) };
  return json(200, { messaging_product: 'whatsapp', contacts: [{ input: to, ...contact }], messages: [{ id }] });
}

function ladder(
  shared: Shared,
  hooks: MetaHooks,
  message: Received,
  failed: number | undefined,
  her: Subscriber | undefined,
): void {
  const { statusDelay, reads } = shared.knobs;
  const rungs = failed
    ? (['failed'] as const)
    : (['sent', 'delivered', ...(reads ? (['read'] as const) : [])] as const);
  for (const status of rungs) {
    const delay = status === 'failed' ? statusDelay.sent : statusDelay[status];
    const errors = failed
      ? {
          errors: [
            { code: failed, title: 'Message failed', message: 'Message failed', error_data: { details: 'Emulated' } },
          ],
        }
      : {};
    const echo = message.outboxId === undefined ? {} : { biz_opaque_callback_data: message.outboxId };
    const tell = () => {
      const timestamp = seconds(shared.clock.now() + delay);
      const entry = { id: message.id, status, timestamp, recipient_id: same(message.to), ...echo, ...errors };
      hooks.messages({ statuses: [entry] }, delay);
    };
    if (status === 'delivered' || status === 'read') whenOn(her, tell);
    else tell();
  }
}

function fileError(shared: Shared, request: SendRequest): Response | undefined {
  const id = fileOf(request)?.id;
  return id !== undefined && !shared.files.has(id) ? metaError(400, 131009, `Media ${id} does not exist`) : undefined;
}

function templateError(
  { templates: { meta } }: Shared,
  wanted: (SendRequest & { type: 'template' })['template'],
): Response | undefined {
  const known = meta.find(wanted.name, wanted.language.code);
  if (!known)
    return meta.strict ? metaError(404, 132001, 'Template name does not exist in the translation') : undefined;
  const unfit = unsendable(known);
  if (unfit) return unfit;
  const given = (wanted.components ?? []).filter((c) => c.type === 'body').flatMap((c) => c.parameters).length;
  return given === known.parameters
    ? undefined
    : metaError(400, 132000, 'Number of parameters does not match the expected number of params');
}
