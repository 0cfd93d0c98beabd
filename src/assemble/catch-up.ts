import { type Clock, HOUR } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Channel } from '../channels/port.ts';
import { getSetting, setSetting } from '../store/settings.ts';
import type { App } from './app.ts';

/** Up to when a channel's messages are known to be here. */
const markOf = (channel: Channel): string => `provider.last_seen.${channel.id}`;

/**
 * Asks providers that do not repeat their webhooks for long (Twilio, CHANNELS §3.3) what reached them while we were
 * away. What we have already is a duplicate and does nothing. A number with a past begins with us at our first start:
 * nobody is answered what she wrote before. Where it fails the mark stays, and the next start asks for all of it again.
 */
export async function catchUp(app: Pick<App, 'operate' | 'inbox' | 'channels'>, clock: Clock, log: Log): Promise<void> {
  for (const channel of app.channels.channels) {
    if (!channel.listMissed) continue;
    const now = clock.now();
    try {
      const mark = await app.operate(getSetting, { name: markOf(channel) });
      // An hour of overlap for messages that Twilio had but had not handed over.
      const missed = mark === null ? [] : await channel.listMissed(Number(mark) - HOUR);
      if (missed.length > 0) await app.inbox.accept(missed);
      if (missed.length > 0)
        log.info({ channel: channel.id, count: missed.length }, 'asked the provider for messages we may have missed');
      await app.operate(setSetting, { name: markOf(channel), value: String(now) });
    } catch (error) {
      log.warn(
        { channel: channel.id, err: error },
        'missed messages could not be listed; asked again at the next start',
      );
    }
  }
}
