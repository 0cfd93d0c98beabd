import { GraphApiError, type WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { RecadoError } from '../../base/errors.ts';
import type { PackTemplate, TemplateNews } from '../../domain/template.ts';
import { bag, compact, field, list, withoutNumbers } from '../peek.ts';
import type { TemplateDesk } from '../port.ts';
import { categoryOf, languageOf, statusOf } from './template-words.ts';

/** Meta's own number for a page; a verified business may have 6,000 templates (CHANNELS §2.7). */
const PAGE = 100;
const PAGES_MOST = 100;

/** Templates of our WhatsApp Business Account. */
export function metaTemplates(client: WhatsAppClient, account: string): TemplateDesk {
  return {
    async list() {
      const found: TemplateNews[] = [];
      let after: string | undefined;
      for (let page = 0; page < PAGES_MOST; page++) {
        const answer = bag(await asked(() => ask(client, account, after)));
        for (const item of list(answer['data'])) {
          const news = newsOf(item);
          if (news) found.push(news);
        }
        const paging = bag(answer['paging']);
        after = field(bag(paging['cursors'])['after']);
        if (after === undefined || field(paging['next']) === undefined) break;
      }
      return found;
    },
    async submit(template, examples) {
      const { name, language } = template;
      const body = wanted(template, examples);
      const answer = bag(
        await asked(() => client.request('POST', `${account}/message_templates`, { body, responseType: 'json' })),
      );
      return compact<TemplateNews>({
        channel: 'whatsapp-cloud',
        name,
        language,
        status: statusOf(answer['status']) ?? 'pending',
        category: categoryOf(answer['category']),
        providerId: field(answer['id']),
      });
    },
  };
}

function ask(client: WhatsAppClient, account: string, after: string | undefined): Promise<unknown> {
  const query = { fields: 'name,language,status,category,quality_score,rejected_reason,id', limit: PAGE };
  return client.request('GET', `${account}/message_templates`, {
    query: after === undefined ? query : { ...query, after },
    responseType: 'json',
  });
}

/** The client hands answers over in camelCase. */
function newsOf(item: unknown): TemplateNews | undefined {
  const one = bag(item);
  const name = field(one['name']);
  const language = languageOf(one['language']);
  if (name === undefined || language === undefined) return undefined;
  const reason = field(one['rejectedReason'] ?? one['rejected_reason']);
  return compact<TemplateNews>({
    channel: 'whatsapp-cloud',
    name,
    language,
    // A state of tomorrow's is not one in which we know that it may be sent.
    status: statusOf(one['status']) ?? 'pending',
    category: categoryOf(one['category']),
    quality: field(bag(one['qualityScore'] ?? one['quality_score'])['score']),
    reason: reason === 'NONE' ? undefined : reason,
    providerId: field(one['id']),
  });
}

/** What Meta is asked for: the body with an example of each variable, and the quick reply. */
function wanted({ name, language, category, body, button }: PackTemplate, examples: readonly string[]) {
  const example = examples.length > 0 ? { example: { body_text: [examples] } } : {};
  const buttons = button === undefined ? [] : [{ type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: button }] }];
  return {
    name,
    language,
    category: category.toUpperCase(),
    components: [{ type: 'BODY', text: body, ...example }, ...buttons],
  };
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const why =
      cause instanceof GraphApiError
        ? `Meta said ${cause.code}: ${withoutNumbers(cause.details ?? cause.message)}`
        : 'Meta could not be reached.';
    throw new RecadoError('TEMPLATES_UNREACHABLE', { why }, { cause });
  }
}
