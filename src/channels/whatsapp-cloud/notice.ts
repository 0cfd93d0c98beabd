import type { MarketingWish } from '../../domain/delivery.ts';
import type { TemplateNews } from '../../domain/template.ts';
import { type Bag, bag, compact, field, figure, list, withoutNumbers } from '../peek.ts';
import { marketingWishes } from './preferences.ts';
import { categoryOf, languageOf, statusOf } from './template-words.ts';
import { metaMoment } from './time.ts';

export interface Notice {
  readonly topic: string;
  readonly says: string;
  readonly template?: TemplateNews;
  readonly marketing?: readonly MarketingWish[];
}

/** A webhook field that is not `messages`: news about our account, for operators, without anybody's number or words. */
export function noticeOf(topic: string, value: Bag): Notice {
  const template = templateNews(topic, value);
  const marketing = marketingWishes(topic, value);
  return {
    topic,
    says: says(topic, value),
    ...(template ? { template } : {}),
    ...(marketing.length > 0 ? { marketing } : {}),
  };
}

/** `value.errors`, which may come alone or beside messages. */
export function errorNotices(value: Bag): readonly Notice[] {
  return list(value['errors']).map((item) => {
    const error = bag(item);
    const words = field(bag(error['error_data'])['details']) ?? field(error['title']) ?? field(error['message']) ?? '';
    return { topic: 'errors', says: withoutNumbers(`${figure(error['code']) ?? 'no code'} ${words}`).trim() };
  });
}

/**
 * What these webhooks say of a template (CHANNELS §2.7). A change of category comes twice: announced a day before, where
 * `new_category` is still the old one, and done.
 */
function templateNews(topic: string, value: Bag): TemplateNews | undefined {
  const name = field(value['message_template_name']);
  const language = languageOf(value['message_template_language']);
  if (name === undefined || language === undefined) return undefined;
  const about = { channel: 'whatsapp-cloud', name, language };
  switch (topic) {
    case 'message_template_status_update': {
      const status = statusOf(value['event']);
      const reason = field(value['reason']);
      return status && compact({ ...about, status, reason: reason === 'NONE' ? undefined : reason });
    }
    case 'message_template_quality_update': {
      const quality = field(value['new_quality_score']);
      return quality === undefined ? undefined : { ...about, quality };
    }
    case 'template_category_update': {
      const announced = categoryOf(value['correct_category']);
      const at = metaMoment(value['category_update_timestamp']);
      if (announced !== undefined && at !== undefined) return { ...about, next: { category: announced, at } };
      const category = categoryOf(value['new_category']);
      return category === undefined ? undefined : { ...about, category };
    }
    default:
      return undefined;
  }
}

function says(topic: string, value: Bag): string {
  if (topic.startsWith('message_template') || topic === 'template_category_update') {
    const name = [field(value['message_template_name']), field(value['message_template_language'])].filter(Boolean);
    const event =
      field(value['event']) ?? field(value['new_quality_score']) ?? field(value['new_category']) ?? 'changed';
    const reason = field(value['reason']);
    return withoutNumbers(`Template ${name.join(' ') || 'without a name'}: ${event}${reason ? ` (${reason})` : ''}.`);
  }
  if (topic === 'smb_message_echoes') return 'The owner wrote to someone from the phone app.';
  if (topic === 'user_preferences') return 'Someone changed whether she wants marketing messages.';
  const event = field(value['event']) ?? field(value['current_limit']) ?? field(value['decision']);
  return withoutNumbers(event ? `${topic}: ${event}.` : `${topic} arrived and needs nothing from Recado.`);
}
