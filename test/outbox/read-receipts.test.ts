import { describe, expect, test } from 'vitest';
import type { Channel } from '../../src/channels/port.ts';
import type { ChannelId } from '../../src/domain/channel.ts';
import type { Inbound } from '../../src/domain/inbound.ts';
import { createReadReceipts } from '../../src/outbox/read-receipts.ts';

const hers = (providerId: string, more: Partial<Inbound> = {}): Inbound => ({
  our: { channel: 'whatsapp-cloud', number: '100' },
  providerId,
  sender: { raw: '5218341234567', phone: '+528341234567' },
  sentAt: 0,
  sentBy: 'provider',
  content: { kind: 'text', text: 'hola' },
  ...more,
});
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A channel that keeps each request open until it is let go. */
function slow() {
  const asked: string[] = [];
  const open: { resolve(): void; reject(error: Error): void }[] = [];
  const markRead: Channel['markRead'] = (_to, id) => {
    asked.push(id);
    return new Promise<void>((resolve, reject) => open.push({ resolve, reject }));
  };
  const channels = new Map<ChannelId, Channel>([
    ['whatsapp-cloud', { markRead } as Channel],
    ['simulator-whatsapp', {} as Channel],
  ]);
  return { asked, open, mark: createReadReceipts(channels) };
}

describe('read receipts', () => {
  test('for new messages that say something, on channels that have them', () => {
    const { asked, mark } = slow();
    mark(
      [
        hers('new'),
        hers('again'),
        hers('heart', { content: { kind: 'reaction', to: 'x' } }),
        hers('simulated', { our: { channel: 'simulator-whatsapp', number: 'simulator' } }),
        hers('off', { our: { channel: 'twilio-sms', number: '1' } }),
      ],
      ['new', 'duplicate', 'new', 'new', 'new'],
    );
    expect(asked).toEqual(['new']);
  });

  test('only a few at once, one that fails holds up nobody, and of a burst the oldest are left out', async () => {
    const { asked, open, mark } = slow();
    const ids = Array.from({ length: 300 }, (_, i) => `m${i}`);
    mark(
      ids.slice(0, 4).map((id) => hers(id)),
      ids.slice(0, 4).map(() => 'new'),
    );
    mark(
      ids.slice(4).map((id) => hers(id)),
      ids.slice(4).map(() => 'new'),
    );
    expect(asked).toEqual(ids.slice(0, 4));
    open.shift()!.reject(new Error('no network'));
    await turn();
    expect(asked).toEqual([...ids.slice(0, 4), 'm200']);
    while (open.length > 0) {
      for (const one of open.splice(0)) one.resolve();
      await turn();
    }
    expect(asked).toEqual([...ids.slice(0, 4), ...ids.slice(200)]);
  });
});
