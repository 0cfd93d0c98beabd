import { type Clock, DAY, HOUR } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { getSetting, setSetting } from '../store/settings.ts';
import type { App } from './app.ts';

const LAST_SEEN = 'provider.last_seen';

/**
 * Asks providers that do not repeat their webhooks for long (Twilio, CHANNELS §3.3) what reached them while we were
 * away. What we have already is a duplicate and does nothing. Failures are told and tried at the next start.
 */
export async function catchUp(app: App, clock: Clock, log: Log): Promise<void> {
  const now = clock.now();
  try {
    const seen = await app.operate(getSetting, { name: LAST_SEEN });
    // An hour of overlap for messages that Twilio had but had not handed over; a day when we never ran before.
    const since = seen === null ? now - DAY : Number(seen) - HOUR;
    for (const channel of app.channels.channels) {
      const missed = (await channel.listMissed?.(since)) ?? [];
      if (missed.length > 0) await app.inbox.accept(missed);
      if (missed.length > 0)
        log.info({ channel: channel.id, count: missed.length }, 'asked the provider for messages we may have missed');
    }
    await app.operate(setSetting, { name: LAST_SEEN, value: String(now) });
  } catch (error) {
    log.warn({ err: error }, 'missed messages could not be listed; asked again at the next start');
  }
}
