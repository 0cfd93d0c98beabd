import { createHash } from 'node:crypto';
import { hex, newWamid } from './chance.ts';
import { same } from './limits.ts';
import { readRequest, type SendRequest, sendRequest } from './meta-request.ts';
import { type MetaHooks, seconds } from './meta-webhook.ts';
import { json, type Shared, subscriber, takeFault } from './shared.ts';
import { Dropped, type MetaAccount, type Received } from './types.ts';

/** Graph API: messages, media, the number itself. Errors have Meta's shape and codes (CHANNELS.md §2). */
export async function metaApi(
  shared: Shared,
  account: MetaAccount,
  hooks: MetaHooks,
  request: Request,
): Promise<Response> {
  const url = new URL(request.url);
  if (request.headers.get('authorization') !== `Bearer ${account.accessToken}` || shared.knobs.tokenExpired) {
    return metaError(401, 190, 'Error validating access token: Session has expired', { error_subcode: 463 });
  }
  const [, id = '', edge] = /^\/v\d+\.\d+\/([^/]+)(?:\/([a-z]+))?$/.exec(url.pathname) ?? [];
  if (request.method === 'GET' && edge === undefined) return lookUp(shared, account, url, decodeURIComponent(id));
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
  const fault = takeFault(shared, 'meta');
  if (fault?.kind === 'unreachable') throw new Dropped('ECONNREFUSED');
  if (fault?.kind === 'http') {
    const headers = fault.retryAfter === undefined ? undefined : { 'retry-after': String(fault.retryAfter) };
    if (fault.code === undefined) return new Response('upstream error', { status: fault.status, headers });
    return metaError(fault.status, fault.code, 'Injected', {}, headers);
  }
  // If both are given, `to` wins.
  const to = request.to ?? request.recipient ?? '';
  const wrong = request.type === 'template' ? templateError(account, request.template) : fileError(shared, request);
  if (wrong) return wrong;
  if (!shared.limits.allowsPair('whatsapp-cloud', to))
    return metaError(400, 131056, '(Business Account, Consumer Account) pair rate limit hit');

  const her = subscriber(shared, 'whatsapp-cloud', to);
  const id = newWamid(shared.random);
  const closed = request.type !== 'template' && !shared.limits.windowOpen('whatsapp-cloud', her?.id ?? to);
  const failed = fault?.kind === 'undelivered' ? fault.code : her?.unreachable ? 131026 : closed ? 131047 : undefined;
  const received: Received = {
    ...shown(request),
    id,
    to,
    from: account.phoneNumberId,
    at: shared.clock.now(),
    ...(failed && { failed }),
  };
  shared.received.push(received);
  if (!failed) her?.inbox.push(received);
  ladder(shared, hooks, received, failed);
  if (fault?.kind === 'drop-after-accept') throw new Dropped('ECONNRESET');
  const contact = request.to === undefined ? { user_id: to } : { wa_id: her?.id ?? same(to) };
  return json(200, { messaging_product: 'whatsapp', contacts: [{ input: to, ...contact }], messages: [{ id }] });
}

function ladder(shared: Shared, hooks: MetaHooks, message: Received, failed: number | undefined): void {
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
    const timestamp = seconds(shared.clock.now() + delay);
    const entry = { id: message.id, status, timestamp, recipient_id: same(message.to), ...echo, ...errors };
    hooks.messages({ statuses: [entry] }, delay);
  }
}

/** The message as her phone shows it. */
function shown(request: SendRequest): Omit<Received, 'id' | 'to' | 'from' | 'at'> {
  const base = {
    channel: 'whatsapp-cloud' as const,
    choices: [],
    ...(request.context && { quote: request.context.message_id }),
    ...(request.biz_opaque_callback_data && { outboxId: request.biz_opaque_callback_data }),
  };
  switch (request.type) {
    case 'text':
      return { ...base, type: 'text', text: request.text.body };
    case 'interactive': {
      const { interactive } = request;
      const text = interactive.body.text;
      if (interactive.type === 'list')
        return { ...base, type: 'list', text, choices: interactive.action.sections.flatMap((s) => s.rows) };
      const { header } = interactive;
      const media =
        header && header.type !== 'text'
          ? Object.values(header)
              .map((v) => (typeof v === 'object' ? (v.id ?? v.link) : undefined))
              .find(Boolean)
          : undefined;
      return {
        ...base,
        type: 'buttons',
        text,
        choices: interactive.action.buttons.map((b) => b.reply),
        ...(media && { media }),
      };
    }
    case 'template': {
      const parameters = (request.template.components ?? []).flatMap((c) =>
        c.parameters.map((p) => String(p['text'] ?? '')),
      );
      return { ...base, type: 'template', text: parameters.join(' '), template: request.template.name };
    }
    default: {
      const file = fileOf(request);
      return { ...base, type: request.type, text: file?.caption ?? '', media: file?.id ?? file?.link ?? '' };
    }
  }
}

function fileOf(
  request: SendRequest,
): { id?: string | undefined; link?: string | undefined; caption?: string | undefined } | undefined {
  switch (request.type) {
    case 'image':
      return request.image;
    case 'video':
      return request.video;
    case 'audio':
      return request.audio;
    case 'document':
      return request.document;
    default:
      return undefined;
  }
}

function fileError(shared: Shared, request: SendRequest): Response | undefined {
  const id = fileOf(request)?.id;
  return id !== undefined && !shared.files.has(id) ? metaError(400, 131009, `Media ${id} does not exist`) : undefined;
}

function templateError(
  account: MetaAccount,
  wanted: (SendRequest & { type: 'template' })['template'],
): Response | undefined {
  if (!account.templates) return undefined;
  const known = account.templates.find((t) => t.name === wanted.name && t.language === wanted.language.code);
  if (!known) return metaError(404, 132001, 'Template name does not exist in the translation');
  const given = (wanted.components ?? []).filter((c) => c.type === 'body').flatMap((c) => c.parameters).length;
  return given === known.parameters
    ? undefined
    : metaError(400, 132000, 'Number of parameters does not match the expected number of params');
}

/** Sizes that Meta takes (CHANNELS.md §2.2). */
const SIZES: readonly (readonly [RegExp, number])[] = [
  [/^image\/(jpeg|png)$/, 5 << 20],
  [/^audio\/(ogg|aac|mp4|mpeg|amr)/, 16 << 20],
  [/^video\/(mp4|3gpp)$/, 16 << 20],
  [/^(application|text)\//, 100 << 20],
];

async function upload(shared: Shared, request: Request): Promise<Response> {
  const form = await request.formData();
  const file = form.get('file');
  const mime = String(form.get('type') ?? '');
  if (form.get('messaging_product') !== 'whatsapp' || !(file instanceof Blob))
    return metaError(400, 100, 'messaging_product and file are required');
  const limit = SIZES.find(([type]) => type.test(mime))?.[1];
  if (limit === undefined || file.size > limit) return metaError(400, 131053, `Media upload error: ${mime}`);
  const id = hex(shared.random, 15).replace(/[a-f]/g, '7');
  shared.files.set(id, { bytes: new Uint8Array(await file.arrayBuffer()), mime });
  return json(200, { id });
}

function lookUp(shared: Shared, account: MetaAccount, url: URL, id: string): Response {
  if (id === account.phoneNumberId)
    return json(200, { id, display_phone_number: account.displayPhone, quality_rating: 'GREEN' });
  const file = shared.files.get(id);
  if (!file) return noSuchObject(id);
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const origin = shared.options.origin ?? url.origin;
  return json(200, {
    messaging_product: 'whatsapp',
    url: `${origin}/emulated-media/${id}`,
    mime_type: file.mime,
    sha256,
    file_size: file.bytes.length,
    id,
  });
}

/** A missing object is 400 with code 100 and subcode 33, not 404 (CHANNELS.md §2.1). */
function noSuchObject(id: string): Response {
  return metaError(400, 100, `Unsupported request. Object with ID '${id}' does not exist`, { error_subcode: 33 });
}

function metaError(
  status: number,
  code: number,
  message: string,
  more: object = {},
  headers?: Record<string, string>,
): Response {
  return json(
    status,
    { error: { message: `(#${code}) ${message}`, type: 'OAuthException', code, ...more, fbtrace_id: 'emulated' } },
    headers,
  );
}
