import type { Finding } from '../finding.ts';
import { sameUrl } from '../reach.ts';
import { found } from './findings.ts';
import { INBOUND_PATH } from './webhook.ts';

/** Asks Twilio to come again after a failure of any kind (CHANNELS §3.3). */
const AGAIN = '#rc=3&rp=all';

/** What should stand in the console. */
export const expectedUrl = (publicUrl: string | undefined): string =>
  (publicUrl ?? 'PUBLIC_URL') + INBOUND_PATH + AGAIN;

/** Whether that webhook address leads to us, by POST, and is tried again. `where` names the number or service. */
export function inspectUrl(
  {
    url,
    method = 'POST',
    publicUrl,
  }: {
    readonly url: string | null | undefined;
    readonly method?: string | undefined;
    readonly publicUrl: string | undefined;
  },
  where: string,
): readonly Finding[] {
  const expected = expectedUrl(publicUrl);
  if (!url) return [found('TWILIO_WEBHOOK_NONE', { where, expected })];
  if (!sameUrl(url, expected)) return [found('TWILIO_WEBHOOK_ELSEWHERE', { where, url, expected })];
  if (method.toUpperCase() !== 'POST') return [found('TWILIO_WEBHOOK_GET', { where, method, expected })];
  const asked = new URLSearchParams(url.split('#')[1] ?? '');
  const again = Number(asked.get('rc')) > 0 && (asked.get('rp') ?? '').split(',').includes('all');
  return [again ? found('TWILIO_WEBHOOK_GOOD', { where }) : found('TWILIO_WEBHOOK_NO_RETRY', { where, expected })];
}
