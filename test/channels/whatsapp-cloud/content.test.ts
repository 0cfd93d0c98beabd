import { describe, expect, it } from 'vitest';
import type { InboundContent } from '../../../src/domain/inbound.ts';
import { decodeOne } from './payload.ts';

const media = { id: '77', mime_type: 'image/jpeg', sha256: 'c2hh' };

/** Every type of CHANNELS.md §1.4, with its oddities. */
const TYPES: readonly (readonly [string, Readonly<Record<string, unknown>>, InboundContent])[] = [
  ['text', { text: { body: ' ¿Cuánto? 👵🏽 ' } }, { kind: 'text', text: ' ¿Cuánto? 👵🏽 ' }],
  ['whitespace', { text: { body: '\u00a0\u200b' } }, { kind: 'text', text: '\u00a0\u200b' }],
  ['NUL and a lone surrogate', { text: { body: 'a\u0000b\ud800c' } }, { kind: 'text', text: 'ab\ufffdc' }],
  ['4096 accents', { text: { body: 'á'.repeat(4096) } }, { kind: 'text', text: 'á'.repeat(4096) }],
  [
    'template button',
    { type: 'button', button: { payload: 'c.seguir', text: 'Seguir' } },
    { kind: 'tap', id: 'c.seguir', title: 'Seguir' },
  ],
  [
    'button',
    { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'q.a.1', title: 'No' } } },
    { kind: 'tap', id: 'q.a.1', title: 'No' },
  ],
  [
    'row without a description',
    { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'q.a.4', title: 'Tela' } } },
    { kind: 'tap', id: 'q.a.4', title: 'Tela' },
  ],
  [
    'flow form',
    { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { response_json: '7' } } },
    { kind: 'unsupported', type: 'nfm_reply' },
  ],
  ['interactive without its object', { type: 'interactive' }, { kind: 'unsupported', type: 'interactive' }],
  [
    'image',
    { type: 'image', image: { ...media, caption: 'mis botes' } },
    { kind: 'media', media: [{ kind: 'photo', id: '77', mime: 'image/jpeg', sha256: 'c2hh' }], caption: 'mis botes' },
  ],
  [
    'voice note',
    { type: 'audio', audio: { id: '78', mime_type: 'audio/ogg; codecs=opus', voice: true } },
    { kind: 'media', media: [{ kind: 'voice', id: '78', mime: 'audio/ogg; codecs=opus' }] },
  ],
  [
    'voice by its old name',
    { type: 'voice', voice: { id: '79' } },
    { kind: 'media', media: [{ kind: 'voice', id: '79' }] },
  ],
  [
    'video with an address',
    { type: 'video', video: { id: '80', url: 'https://lookaside.fbsbx.com/x' } },
    { kind: 'media', media: [{ kind: 'video', id: '80', url: 'https://lookaside.fbsbx.com/x' }] },
  ],
  [
    'document',
    { type: 'document', document: { id: '81', filename: 'cuentas.pdf' } },
    { kind: 'media', media: [{ kind: 'document', id: '81', filename: 'cuentas.pdf' }] },
  ],
  [
    'sticker',
    { type: 'sticker', sticker: { id: '82', animated: true } },
    { kind: 'media', media: [{ kind: 'sticker', id: '82' }] },
  ],
  ['image without an id', { type: 'image', image: {} }, { kind: 'unsupported', type: 'image' }],
  [
    'bare location',
    { type: 'location', location: { latitude: 23.7, longitude: '-99.1' } },
    { kind: 'location', latitude: 23.7, longitude: -99.1 },
  ],
  [
    'named location',
    { type: 'location', location: { latitude: 1, longitude: 2, name: 'Salón ejidal' } },
    { kind: 'location', latitude: 1, longitude: 2, name: 'Salón ejidal' },
  ],
  [
    'contacts',
    { type: 'contacts', contacts: [{ phones: [{ phone: '+52 834 1' }, { wa_id: '5218340000000' }] }, {}] },
    { kind: 'contacts', phones: ['+52 834 1', '5218340000000'] },
  ],
  [
    'reaction',
    { type: 'reaction', reaction: { message_id: 'wamid.O1', emoji: '👍' } },
    { kind: 'reaction', to: 'wamid.O1', emoji: '👍' },
  ],
  [
    'reaction taken back',
    { type: 'reaction', reaction: { message_id: 'wamid.O1', emoji: '' } },
    { kind: 'reaction', to: 'wamid.O1' },
  ],
  [
    'reaction without emoji',
    { type: 'reaction', reaction: { message_id: 'wamid.O1' } },
    { kind: 'reaction', to: 'wamid.O1' },
  ],
  ['order', { type: 'order', order: { catalog_id: '1', product_items: [] } }, { kind: 'unsupported', type: 'order' }],
  ['unsupported', { type: 'unsupported', errors: [{ code: 131051 }] }, { kind: 'unsupported', type: 'unsupported' }],
  [
    'unsupported poll',
    { type: 'unsupported', unsupported: { type: 'poll_creation' } },
    { kind: 'unsupported', type: 'poll_creation' },
  ],
  ['first opening of the chat', { type: 'request_welcome' }, { kind: 'welcome' }],
  [
    'edit',
    { type: 'edit', edit: { original_message_id: 'wamid.A0', message: { type: 'text', text: { body: 'Adiós' } } } },
    { kind: 'edit', of: 'wamid.A0', text: 'Adiós' },
  ],
  ['deletion', { type: 'revoke', revoke: { original_message_id: 'wamid.A0' } }, { kind: 'deletion', of: 'wamid.A0' }],
  ['a type of tomorrow', { type: 'hologram', hologram: { id: '1' } }, { kind: 'unsupported', type: 'hologram' }],
  ['a type named like a built-in', { type: 'constructor' }, { kind: 'unsupported', type: 'constructor' }],
  ['no type', { type: undefined }, { kind: 'unsupported', type: 'untyped' }],
];

describe('content of a message', () => {
  it.each(TYPES)('%s', (_, fields, expected) => {
    expect(decodeOne(fields).content).toEqual(expected);
  });

  it('keeps what she quoted, and that it was forwarded or came from an advertisement', () => {
    const context = { from: '528341110000', id: 'wamid.O7', forwarded: true };
    const referral = { source_type: 'ad', source_id: '12', ctwa_clid: 'x' };
    const inbound = decodeOne({ context, referral });
    expect(inbound.quoted).toBe('wamid.O7');
    expect(inbound.extra).toEqual({
      forwarded: true,
      referral_source_type: 'ad',
      referral_source_id: '12',
      referral_ctwa_clid: 'x',
    });
  });

  it('is not changed by keys that stand for a prototype', () => {
    const text = JSON.stringify(decodeOne({ text: JSON.parse('{"__proto__":{"body":"x"},"body":"Hola"}') as object }));
    expect(text).toContain('Hola');
    expect(({} as Record<string, unknown>)['body']).toBeUndefined();
  });
});
