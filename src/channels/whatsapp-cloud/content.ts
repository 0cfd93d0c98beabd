import type { InboundContent, MediaRef } from '../../domain/inbound.ts';
import { type Bag, bag, compact, field, figure, list, words } from '../peek.ts';

/**
 * What she sent (CHANNELS.md §1.4). A type we do not know, or a known one without its body, is `unsupported`: it is
 * answered once, never lost and never a crash. System messages are not content: see system.ts.
 */
export function contentOf(message: Bag): InboundContent {
  const type = field(message['type']) ?? 'untyped';
  const read = READERS.get(type);
  return read?.(bag(message[type]), message) ?? { kind: 'unsupported', type: typeOf(message, type) };
}

type Reader = (body: Bag, message: Bag) => InboundContent | undefined;

const READERS = new Map<string, Reader>([
  ['text', (body) => text(words(body['body']))],
  ['button', (body) => tap(body['payload'] ?? body['text'], body['text'])],
  ['interactive', interactive],
  ['image', media('photo')],
  ['video', media('video')],
  ['document', media('document')],
  ['sticker', media('sticker')],
  ['audio', media('voice')],
  ['voice', media('voice')],
  ['location', location],
  ['contacts', (_, message) => contacts(list(message['contacts']))],
  ['reaction', reaction],
  ['edit', edit],
  ['revoke', (body) => withId(body['original_message_id'], (of) => ({ kind: 'deletion', of }))],
  ['request_welcome', () => ({ kind: 'welcome' })],
]);

function text(body: string | undefined): InboundContent | undefined {
  return body === undefined ? undefined : { kind: 'text', text: body };
}

function tap(id: unknown, title: unknown): InboundContent | undefined {
  return withId(id, (tapped) => ({ kind: 'tap', id: tapped, title: field(title) ?? tapped }));
}

function interactive(body: Bag): InboundContent | undefined {
  const reply = bag(body[field(body['type']) === 'list_reply' ? 'list_reply' : 'button_reply']);
  return tap(reply['id'], reply['title']);
}

function media(kind: MediaRef['kind']): Reader {
  return (body) => {
    const ref: MediaRef = compact({
      kind,
      id: field(body['id']),
      url: field(body['url']),
      mime: field(body['mime_type']),
      filename: field(body['filename']),
      sha256: field(body['sha256']),
    });
    if (ref.id === undefined && ref.url === undefined) return undefined;
    return compact<InboundContent>({ kind: 'media', media: [ref], caption: words(body['caption']) || undefined });
  };
}

function location(body: Bag): InboundContent | undefined {
  const latitude = figure(body['latitude']);
  const longitude = figure(body['longitude']);
  if (latitude === undefined || longitude === undefined) return undefined;
  return compact<InboundContent>({
    kind: 'location',
    latitude,
    longitude,
    name: field(body['name']) ?? field(body['address']),
  });
}

function contacts(cards: readonly unknown[]): InboundContent {
  const phones = cards.flatMap((card) => list(bag(card)['phones'])).map((p) => bag(p)['wa_id'] ?? bag(p)['phone']);
  return { kind: 'contacts', phones: phones.map(field).filter((p) => p !== undefined) };
}

function reaction(body: Bag): InboundContent | undefined {
  // An empty or absent emoji takes a reaction back.
  return withId(body['message_id'], (to) => compact({ kind: 'reaction', to, emoji: field(body['emoji']) }));
}

function edit(body: Bag): InboundContent | undefined {
  const now = words(bag(bag(body['message'])['text'])['body']);
  return withId(body['original_message_id'], (of) => compact({ kind: 'edit', of, text: now }));
}

function withId(value: unknown, make: (id: string) => InboundContent): InboundContent | undefined {
  const id = field(value);
  return id === undefined ? undefined : make(id);
}

function typeOf(message: Bag, type: string): string {
  if (type === 'unsupported') return field(bag(message['unsupported'])['type']) ?? type;
  if (type === 'interactive') return field(bag(message['interactive'])['type']) ?? type;
  return type;
}
