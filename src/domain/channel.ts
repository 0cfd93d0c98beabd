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

/** A number of ours on a channel: Meta's phone_number_id, or the E.164 number texted to. */
export interface OurNumber {
  readonly channel: ChannelId;
  readonly number: string;
}
