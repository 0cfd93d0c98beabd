import { type Clock, HOUR, type Millis } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Channel } from '../channels/port.ts';
import type { Inbound } from '../domain/inbound.ts';
import { erasedAt } from '../programme/privacy/index.ts';
import { getSetting, setSetting } from '../store/settings.ts';
import type { App } from './app.ts';

type Asking = Pick<App, 'operate' | 'channels'>;

/** Up to when a channel's messages are known to be here. */
const markOf = (channel: Channel): string => `provider.last_seen.${channel.id}`;
/** From when on they are ours: our first start with this channel. */
const beginningOf = (channel: Channel): string => `provider.begins.${channel.id}`;

const listing = ({ channels }: Asking) => channels.channels.filter((one) => one.listMissed !== undefined);

/**
 * Notes of channels that were never asked that their messages are ours from `at` on. Before anybody is heard: a process that
 * dies in its first start leaves the next one something to ask from.
 */
export async function beginAsking(app: Asking, at: Millis): Promise<void> {
  for (const channel of listing(app)) {
    const known = [beginningOf(channel), markOf(channel)].map((name) => app.operate(getSetting, { name }));
    if ((await Promise.all(known)).every((value) => value === null))
      await app.operate(setSetting, { name: beginningOf(channel), value: String(at) });
  }
}

/** What a channel brought that was asked at that moment. */
export interface Listed {
  readonly channel: Channel;
  readonly askedAt: Millis;
  readonly messages: readonly Inbound[];
}

/**
 * Asks providers that do not repeat their webhooks for long (Twilio, CHANNELS §3.3) what reached them while we were
 * away. What we have already is a duplicate and does nothing. A number with a past begins with us at our first start:
 * nobody is answered what she wrote before. Where it fails the mark stays, and the next start asks for all of it again.
 */
export async function catchUp(app: Asking & Pick<App, 'inbox'>, clock: Clock, log: Log): Promise<void> {
  for (const listed of await listMissed(app, clock, log)) {
    try {
      if (listed.messages.length > 0) await app.inbox.accept(listed.messages);
      await seen(app, listed);
    } catch (error) {
      log.warn(
        { channel: listed.channel.id, err: error },
        'missed messages could not be taken; asked again at the next start',
      );
    }
  }
}

/** All channels' lists. One that cannot be had is left out, and its mark stays. */
export async function listMissed(app: Asking, clock: Clock, log: Log): Promise<readonly Listed[]> {
  const all: Listed[] = [];
  for (const channel of listing(app)) {
    const askedAt = clock.now();
    try {
      const since = await askedSince(app, channel);
      const messages = since === null ? [] : await ofTheLiving(app, await channel.listMissed!(since));
      if (messages.length > 0)
        log.info({ channel: channel.id, count: messages.length }, 'asked the provider for messages we may have missed');
      all.push({ channel, askedAt, messages });
    } catch (error) {
      log.warn(
        { channel: channel.id, err: error },
        'missed messages could not be listed; asked again at the next start',
      );
    }
  }
  return all;
}

/** What was listed is here: the next start asks from that moment on. */
export async function seen(app: Pick<App, 'operate'>, { channel, askedAt }: Listed): Promise<void> {
  await app.operate(setSetting, { name: markOf(channel), value: String(askedAt) });
}

/** With an hour of overlap, for messages that the provider had but had not handed over. */
async function askedSince(app: Asking, channel: Channel): Promise<Millis | null> {
  const [begins, mark] = [
    await app.operate(getSetting, { name: beginningOf(channel) }),
    await app.operate(getSetting, { name: markOf(channel) }),
  ];
  if (mark === null) return begins === null ? null : Number(begins);
  return Math.max(Number(mark) - HOUR, Number(begins ?? 0));
}

/** Without those of the erased: providers still list what was erased here, and it would come back as somebody new. */
async function ofTheLiving(app: Asking, missed: readonly Inbound[]): Promise<readonly Inbound[]> {
  const phones = [...new Set(missed.flatMap(({ sender }) => sender.phone ?? []))];
  if (phones.length === 0) return missed;
  const erased = new Map(await app.operate(erasedAt, { phones, workspace: 'main' }));
  return missed.filter(({ sender, sentAt }) => sentAt > (erased.get(sender.phone ?? '') ?? Number.NEGATIVE_INFINITY));
}
