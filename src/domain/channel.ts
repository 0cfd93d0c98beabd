import { DAY, MINUTE, type Millis } from '../base/clock.ts';

/** How a message looks to the learner: buttons, lists and media, or bare text with numbers. */
export type Form = 'whatsapp' | 'sms';

export const CHANNELS = [
  'whatsapp-cloud',
  'twilio-whatsapp',
  'twilio-sms',
  'sms-gateway',
  'simulator-whatsapp',
  'simulator-sms',
] as const;

/** One way in and out: a provider and a form. */
export type ChannelId = (typeof CHANNELS)[number];

/** The learner's view of a channel. */
export function formOf(channel: ChannelId): Form {
  return channel === 'whatsapp-cloud' || channel === 'twilio-whatsapp' || channel === 'simulator-whatsapp'
    ? 'whatsapp'
    : 'sms';
}

/** Free-form messages only within 24 hours of hers. Simulated phones have no such rule: nobody could try out a lesson. */
export function hasWindow(channel: ChannelId): boolean {
  return formOf(channel) === 'whatsapp' && channel !== 'simulator-whatsapp';
}

/**
 * Its provider brings a webhook again for days when it gets no 200 (Meta, the gateway's phone). Twilio tries a few times within
 * a minute and lets it be (CHANNELS §3.3), so what comes from there is never refused by choice.
 */
export function deliversAgain(channel: ChannelId): boolean {
  return channel !== 'twilio-sms' && channel !== 'twilio-whatsapp';
}

/** The provider's 24 h window is counted by its clock, not ours: we leave a margin (CHANNELS §2.4). */
export const WINDOW: Millis = DAY;
export const WINDOW_MARGIN: Millis = 5 * MINUTE;

/** A number of ours on a channel: Meta's phone_number_id, or the E.164 number texted to. */
export interface OurNumber {
  readonly channel: ChannelId;
  readonly number: string;
}
