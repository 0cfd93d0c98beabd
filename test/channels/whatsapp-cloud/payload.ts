import type { Decoded } from '../../../src/channels/port.ts';
import { decodeMeta } from '../../../src/channels/whatsapp-cloud/decode.ts';

export const NOW = 1_772_467_200_000;
export const OURS = '900000000000001';
type Fields = Readonly<Record<string, unknown>>;

/** A message as Meta sends it, ready to be bent. */
export function message(fields: Fields = {}): Fields {
  const base = { from: '5218341234567', id: 'wamid.A1', timestamp: '1772467100', type: 'text', text: { body: 'Hola' } };
  return { ...base, ...fields };
}

export function status(fields: Fields = {}): Fields {
  return { id: 'wamid.O1', status: 'delivered', timestamp: '1772467100', recipient_id: '5218341234567', ...fields };
}

export function change(value: Fields, number = OURS, field = 'messages'): Fields {
  const metadata = { display_phone_number: '52 834 111 0000', phone_number_id: number };
  return { field, value: { messaging_product: 'whatsapp', metadata, ...value } };
}

export function post(...changes: Fields[]): Fields {
  return { object: 'whatsapp_business_account', entry: [{ id: '1', changes }] };
}

export function decode(body: unknown): Decoded {
  return decodeMeta(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), OURS, NOW);
}

/** The one message of a POST that holds one. */
export function decodeOne(fields: Fields, value: Fields = {}): Decoded['messages'][number] {
  const decoded = decode(post(change({ messages: [message(fields)], ...value })));
  if (decoded.messages.length !== 1) throw new Error(JSON.stringify(decoded));
  return decoded.messages[0]!;
}
