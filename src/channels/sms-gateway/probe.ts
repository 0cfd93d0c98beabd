import { type Clock, HOUR, MINUTE } from '../../base/clock.ts';
import { bag, field, list } from '../peek.ts';
import type { Channel } from '../port.ts';
import { type Access, ask } from './client.ts';
import { momentOf } from './payload.ts';
import { EVENTS, WEBHOOK_PATH } from './webhook.ts';

/** An idle phone looks in at least every quarter of an hour (CHANNELS §5.1). */
const SILENT = HOUR;

/**
 * Are name and password good? Says also which webhooks nobody has registered and how long the phone has been silent: with
 * either of them messages go out and nothing is heard. Neither makes it `false`, or a channel that was stopped for its
 * password would not send again while the webhook is missing.
 */
export async function probe(access: Access, clock: Clock): ReturnType<Channel['probe']> {
  try {
    const response = await ask(access, '/webhooks');
    if (!response.ok) {
      const next = 'Check SMS_GATEWAY_URL, SMS_GATEWAY_USERNAME and SMS_GATEWAY_PASSWORD.';
      return { ok: false, says: `The SMS gateway refused with HTTP ${response.status}.`, next };
    }
    const says = [missing(list(await response.json())), await silence(access, clock)].filter(Boolean);
    return { ok: true, says: ['the SMS gateway answers', ...says].join('; ') };
  } catch {
    const next = 'Is the phone on, charged and on line? Then check SMS_GATEWAY_URL.';
    return { ok: false, says: 'The SMS gateway could not be reached.', next };
  }
}

function missing(registered: readonly unknown[]): string | undefined {
  const here = registered.map(bag).filter((hook) => field(hook['url'])?.split('?')[0]?.endsWith(WEBHOOK_PATH));
  const events = EVENTS.filter((event) => !here.some((hook) => hook['event'] === event));
  return events.length > 0 ? `no webhook for ${events.join(', ')} is registered to ${WEBHOOK_PATH}` : undefined;
}

/** Only servers keep a list of devices; the phone itself, asked directly, was there just now. */
async function silence(access: Access, clock: Clock): Promise<string | undefined> {
  const response = await ask(access, '/devices');
  if (!response.ok) return undefined;
  const now = clock.now();
  const seen = list(await response.json()).flatMap((device) => momentOf(bag(device)['lastSeen'], now) ?? []);
  const quiet = now - Math.max(...seen);
  return seen.length > 0 && quiet > SILENT
    ? `the phone was last seen ${Math.round(quiet / MINUTE)} minutes ago`
    : undefined;
}
