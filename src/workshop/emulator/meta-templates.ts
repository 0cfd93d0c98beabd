import { z } from 'zod';
import { metaError } from './meta-error.ts';
import type { MetaHooks } from './meta-webhook.ts';
import { json } from './shared.ts';
import type { ShelvedTemplate, TemplateShelf } from './template-shelf.ts';

const component = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('BODY'),
    text: z.string().min(1).max(1024),
    example: z.strictObject({ body_text: z.array(z.array(z.string().min(1))) }).optional(),
  }),
  z.strictObject({
    type: z.literal('BUTTONS'),
    buttons: z
      .array(z.strictObject({ type: z.literal('QUICK_REPLY'), text: z.string().min(1).max(25) }))
      .min(1)
      .max(10),
  }),
]);
const wanted = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/),
  category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']),
  components: z.array(component).min(1),
});

/** `GET /{waba}/message_templates`, in pages. */
export function listTemplates(shelf: TemplateShelf, url: URL): Response {
  const from = Number(url.searchParams.get('after') ?? 0);
  const limit = Number(url.searchParams.get('limit') ?? 25);
  const { all } = shelf;
  const data = all.slice(from, from + limit).map(({ id, name, language, status, category, body }) => ({
    id,
    name,
    language,
    status,
    category,
    quality_score: { score: 'UNKNOWN', date: 1_700_000_000 },
    components: [{ type: 'BODY', text: body ?? '' }],
  }));
  const more = from + limit < all.length;
  const cursors = { before: String(from), after: String(from + data.length) };
  return json(200, { data, paging: { cursors, ...(more ? { next: `${url.origin}${url.pathname}` } : {}) } });
}

/** `POST /{waba}/message_templates`: taken for review, never approved at once. */
export function createTemplate(shelf: TemplateShelf, body: string): Response {
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch {
    return metaError(400, 100, 'Invalid parameter: the body is not JSON');
  }
  const read = wanted.safeParse(given);
  if (!read.success) {
    const issue = read.error.issues[0];
    return metaError(400, 100, `Invalid parameter: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
  }
  const { name, language, category, components } = read.data;
  const text = components.find((one) => one.type === 'BODY');
  if (!text) return metaError(400, 100, 'Invalid parameter: components needs a BODY');
  if (shelf.find(name, language)) return metaError(400, 2388024, 'Content in this language already exists');
  if (/^\{\{|\}\}$/.test(text.text)) return metaError(400, 2388299, 'Variables cannot be at the start or end');
  const numbers = new Set(text.text.match(/\{\{\d+\}\}/g) ?? []).size;
  if (numbers !== (text.example?.body_text[0]?.length ?? 0))
    return metaError(400, 2388043, 'Each variable needs an example');
  const title = components.find((one) => one.type === 'BUTTONS')?.buttons[0]?.text;
  const button = title === undefined ? {} : { button: { title } };
  const made = shelf.add({ name, language, category, status: 'PENDING', body: text.text, ...button });
  return json(200, { id: made.id, status: made.status, category: made.category });
}

/** Why Meta refuses to send it now. */
export function unsendable({ status }: ShelvedTemplate): Response | undefined {
  if (status === 'APPROVED') return undefined;
  if (status === 'PAUSED') return metaError(400, 132015, 'Template is paused due to low quality');
  if (status === 'DISABLED') return metaError(400, 132016, 'Template is disabled');
  return metaError(404, 132001, 'Template name does not exist in the translation');
}

/** A webhook about one template, as Meta writes it; `reason` of a status may be null. */
export function tellTemplate(
  hooks: MetaHooks,
  template: ShelvedTemplate,
  change: { readonly status?: string; readonly category?: string; readonly from?: string; readonly at?: number },
): void {
  const about = {
    message_template_id: Number(template.id),
    message_template_name: template.name,
    message_template_language: template.language,
  };
  const { status, category, from, at } = change;
  if (status !== undefined)
    hooks.change('message_template_status_update', {
      event: status,
      ...about,
      reason: status === 'REJECTED' ? 'INVALID_FORMAT' : null,
    });
  if (category === undefined) return;
  const changes =
    at === undefined
      ? { previous_category: from, new_category: category }
      : { correct_category: category, new_category: from, category_update_timestamp: Math.floor(at / 1000) };
  hooks.change('template_category_update', { ...about, ...changes });
}
