import { type Bag, bag, field, figure, list, withoutNumbers } from '../peek.ts';

export interface Notice {
  readonly topic: string;
  readonly says: string;
}

/** A webhook field that is not `messages`: news about our account, for operators, without anybody's number or words. */
export function noticeOf(topic: string, value: Bag): Notice {
  return { topic, says: says(topic, value) };
}

/** `value.errors`, which may come alone or beside messages. */
export function errorNotices(value: Bag): readonly Notice[] {
  return list(value['errors']).map((item) => {
    const error = bag(item);
    const words = field(bag(error['error_data'])['details']) ?? field(error['title']) ?? field(error['message']) ?? '';
    return { topic: 'errors', says: withoutNumbers(`${figure(error['code']) ?? 'no code'} ${words}`).trim() };
  });
}

function says(topic: string, value: Bag): string {
  if (topic.startsWith('message_template')) {
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
