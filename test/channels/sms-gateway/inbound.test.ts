import { describe, expect, it } from 'vitest';
import { readInbound, readMms } from '../../../src/channels/sms-gateway/inbound.ts';
import type { Inbound } from '../../../src/domain/inbound.ts';

const OURS = '+528341110003';
const NOW = Date.parse('2026-03-02T16:00:00Z');
const sms = (more: object = {}) => ({
  messageId: 'a80532bb',
  sender: '+528341234567',
  recipient: OURS,
  phoneNumber: '+528341234567',
  simNumber: 1,
  message: 'Sí',
  receivedAt: '2026-03-02T09:59:58.000-06:00',
  ...more,
});
function read(more: object = {}): Inbound {
  const found = readInbound(sms(more), OURS, NOW);
  if ('why' in found) throw new Error(found.why);
  return found;
}

describe('an SMS that the phone got', () => {
  it('is from her, to our number, at the moment the network had it', () => {
    expect(read()).toMatchObject({
      our: { channel: 'sms-gateway', number: OURS },
      sender: { raw: '+528341234567', phone: '+528341234567' },
      sentAt: NOW - 2_000,
      sentBy: 'provider',
      content: { kind: 'text', text: 'Sí' },
    });
  });

  it('reads apps from before February 2026, which know only phoneNumber', () => {
    expect(read({ sender: undefined, recipient: undefined }).sender.phone).toBe('+528341234567');
  });

  it.each([['+528341234567'], ['+5218341234567'], ['+52 834 123 4567'], ['8341234567'], ['528341234567']])(
    'knows her by %s, as a SIM may show her',
    (sender) => {
      expect(read({ sender }).sender).toEqual({ raw: sender, phone: '+528341234567' });
    },
  );

  it.each([['TELCEL'], ['32100'], ['111'], ['+'], ['']])('is nobody who can be answered from %j', (sender) => {
    expect(readInbound(sms({ sender, phoneNumber: undefined }), OURS, NOW)).toHaveProperty('why');
  });

  it('is one message though the app tells of it twice with other ids, and another one though its hash is the same', () => {
    const id = read().providerId;
    expect(read({ messageId: 'ffffffff' }).providerId).toBe(id);
    expect(read({ simNumber: null, sender: '8341234567' }).providerId).toBe(id);
    expect(read({ message: 'No' }).providerId).not.toBe(id);
    expect(read({ receivedAt: '2026-03-02T09:59:59.000-06:00' }).providerId).not.toBe(id);
    expect(read({ sender: '+528341234568' }).providerId).not.toBe(id);
    expect(id).not.toContain('834');
  });

  it.each([[undefined], [''], ['yesterday'], ['2026-03-03T16:00:00Z'], [1_772_467_200]])(
    'counts from its arrival where its time is %j',
    (receivedAt) => {
      expect(read({ receivedAt })).toMatchObject({ sentAt: NOW, sentBy: 'arrival' });
    },
  );

  it('takes a clock that is a little ahead for now', () => {
    expect(read({ receivedAt: '2026-03-02T16:01:00Z' })).toMatchObject({ sentAt: NOW, sentBy: 'provider' });
  });

  it('keeps an empty one and an MMS as what they are', () => {
    expect(read({ message: '' }).content).toEqual({ kind: 'unsupported', type: 'empty' });
    expect(readMms({ ...sms(), message: undefined }, OURS, NOW)).toMatchObject({
      content: { kind: 'unsupported', type: 'mms' },
    });
  });
});
