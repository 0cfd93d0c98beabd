import type { SenderIds } from '../../domain/inbound.ts';
import { type Bag, bag, compact, field, list } from '../peek.ts';
import { phoneOf } from '../phone.ts';

export interface Who {
  readonly sender: SenderIds;
  readonly name?: string;
}

/**
 * Who wrote. The ids may be the wa_id, the BSUID or both; `from` may be missing or hold the BSUID (CHANNELS.md §1.6).
 * `contacts` is not aligned with `messages`: it is matched by id. Only a message with no id at all (the answer to
 * request_contact_info) is taken for the one contact that stands beside it.
 */
export function whoSent(message: Bag, contacts: readonly Bag[]): Who | undefined {
  const from = field(message['from']);
  const userId = field(message['from_user_id']);
  const contact =
    from === undefined && userId === undefined
      ? contacts.length === 1
        ? contacts[0]
        : undefined
      : contacts.find((c) => same(c['wa_id'], from) || same(c['user_id'], userId) || same(c['user_id'], from));
  const ids = idsOf(from ?? field(contact?.['wa_id']), userId ?? field(contact?.['user_id']));
  if (!ids) return undefined;
  const profile = bag(contact?.['profile']);
  return compact({
    sender: compact({ ...ids, username: field(profile['username']) }),
    name: field(profile['name']),
  });
}

/** Ids as one sender. `id` is the wa_id, or whatever stood in its place. */
export function idsOf(id: string | undefined, userId: string | undefined): SenderIds | undefined {
  const raw = id ?? userId;
  if (raw === undefined) return undefined;
  const isNumber = /^\+?\d+$/.test(raw);
  return compact({
    raw,
    phone: phoneOf(raw),
    waId: isNumber ? raw : undefined,
    // Whatever is no number is an opaque id, also when it is not shaped like a BSUID.
    bsuid: userId ?? (isNumber ? undefined : raw),
  });
}

export function contactsOf(value: Bag): readonly Bag[] {
  return list(value['contacts']).map(bag);
}

function same(a: unknown, b: string | undefined): boolean {
  return b !== undefined && field(a) === b;
}
