import type { Twilio } from 'twilio';
import type { Clock } from '../../base/clock.ts';
import type { Fetch } from '../network.ts';

/** What a look at our account at Twilio needs to know. */
export interface TwilioInspected {
  readonly client: () => Promise<Twilio>;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly apiUrl: string;
  readonly accountSid: string;
  readonly publicUrl?: string | undefined;
  readonly messagingServiceSid?: string | undefined;
  readonly channel: 'twilio-sms' | 'twilio-whatsapp';
  /** E.164, or a short code. */
  readonly from: string;
}
