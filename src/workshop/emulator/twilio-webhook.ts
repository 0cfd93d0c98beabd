import { createHmac } from 'node:crypto';
import type { Millis } from '../../base/clock.ts';
import type { Shared } from './shared.ts';
import type { TwilioAccount } from './types.ts';

/** Sends a signed form to `url`, whole, as Twilio does. Values that are undefined are left out. */
export function postForm(
  shared: Shared,
  account: TwilioAccount,
  url: string,
  fields: Readonly<Record<string, string | undefined>>,
  delay: Millis,
): void {
  const given = Object.entries(fields).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const signed =
    url +
    given
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => name + value)
      .join('');
  const signature = createHmac('sha1', account.authToken).update(signed, 'utf8').digest('base64');
  const { pathname, search } = new URL(url);
  shared.air.send(
    {
      provider: 'twilio',
      url: pathname + search,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
      body: new URLSearchParams(given).toString(),
    },
    delay,
  );
}
