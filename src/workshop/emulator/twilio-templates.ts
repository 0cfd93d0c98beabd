import { json } from './shared.ts';
import type { ShelvedTemplate, TemplateShelf } from './template-shelf.ts';
import { refused } from './twilio-log.ts';

interface Content {
  readonly friendly_name?: string;
  readonly language?: string;
  readonly types?: Readonly<
    Record<string, { readonly body?: string; readonly actions?: readonly { title: string; id?: string }[] }>
  >;
}

/** Twilio's Content API with WhatsApp's approvals: create, ask for approval, list both (CHANNELS §3.4). */
export async function twilioContent(shelf: TemplateShelf, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method === 'GET' && pathname === '/v1/ContentAndApprovals') {
    const meta = { page: 0, page_size: 50, key: 'contents', next_page_url: null };
    return json(200, { contents: shelf.all.map(listed), meta });
  }
  const approves = /^\/v1\/Content\/(HX\w+)\/ApprovalRequests\/whatsapp$/.exec(pathname)?.[1];
  if (request.method !== 'POST') return refused(404, 20404, 'The requested resource was not found');
  if (approves) {
    const found = shelf.find(approves);
    if (!found) return refused(404, 20404, 'The requested resource was not found');
    const { name, category } = (await request.json()) as { name: string; category: string };
    found.category = category;
    found.status = 'received';
    return json(201, { name, category, status: 'received', rejection_reason: '' });
  }
  if (pathname !== '/v1/Content') return refused(404, 20404, 'The requested resource was not found');
  const { friendly_name: name, language, types } = (await request.json()) as Content;
  const type = Object.values(types ?? {})[0];
  if (!name || !language || !type?.body) return refused(400, 20001, 'The content is not complete');
  const button = type.actions?.[0];
  const made = shelf.add({ name, language, body: type.body, status: 'unsubmitted', ...(button ? { button } : {}) });
  return json(201, { sid: made.id, friendly_name: name, language, types });
}

/** The code with which Twilio fails a message by it later, if it does. */
export function laterTemplateCode({ status }: ShelvedTemplate): number | undefined {
  const state = status.toLowerCase();
  if (state === 'approved') return undefined;
  return state === 'paused' ? 63041 : state === 'disabled' ? 63042 : 63040;
}

function listed({ id, name, language, status, category, body }: ShelvedTemplate) {
  return {
    sid: id,
    friendly_name: name,
    language,
    types: { 'twilio/text': { body } },
    approval_requests: { name, category, status: status.toLowerCase(), rejection_reason: '' },
  };
}
