import { createHmac, timingSafeEqual } from 'node:crypto';
import { MINUTE, type Millis, SECOND } from '../../base/clock.ts';

/**
 * A signature is good for so long before and after our clock: who copies a webhook cannot send it again later. The phone
 * signs anew each time that it tries (CHANNELS §5.4), so its own retries, two days of them, are never too old.
 */
export const TOLERANCE: Millis = 5 * MINUTE;

/**
 * X-Signature: hex HMAC-SHA256 of the raw body followed by X-Timestamp, Unix seconds as text (CHANNELS §5.4). Every
 * secret of the list is tried, in the same time whichever fits.
 */
export function signedByGateway(
  secrets: readonly string[],
  body: Buffer,
  headers: { readonly signature: string | undefined; readonly timestamp: string | undefined },
  now: Millis,
): boolean {
  const { signature = '', timestamp = '' } = headers;
  const claimed = Buffer.alloc(32);
  const shaped = /^[0-9a-f]{64}$/i.test(signature);
  if (shaped) claimed.write(signature, 'hex');
  let good = false;
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(body).update(timestamp, 'utf8').digest();
    if (timingSafeEqual(expected, claimed)) good = true;
  }
  const fresh = /^\d{1,12}$/.test(timestamp) && Math.abs(now - Number(timestamp) * SECOND) <= TOLERANCE;
  return good && shaped && fresh;
}
