import type { Clock, Millis } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { Wake } from '../../base/worker.ts';

export type EmulatedChannel = 'whatsapp-cloud' | 'twilio-sms' | 'twilio-whatsapp' | 'sms-gateway';
/** Whose API and webhooks they are. */
export type EmulatedProvider = 'meta' | 'twilio' | 'gateway';

export interface MetaAccount {
  readonly phoneNumberId: string;
  /** Digits, as in `metadata.display_phone_number`. */
  readonly displayPhone: string;
  readonly accessToken: string;
  readonly appSecret: string;
  readonly businessAccountId?: string;
  /** Approved templates and how many parameters each takes. Absent: any template is taken. */
  readonly templates?: readonly { readonly name: string; readonly language: string; readonly parameters?: number }[];
}

export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
  readonly smsFrom?: string;
  readonly whatsappFrom?: string;
  readonly messagingServiceSid?: string;
}

/** An SMS gateway with one phone and one SIM. */
export interface GatewayAccount {
  readonly username: string;
  readonly password: string;
  /** The SIM's number, E.164. */
  readonly number: string;
  readonly webhookSecret: string;
}

export interface EmulatorOptions {
  /** The emulator has its own view of the 24 h window and of every limit: it goes by this clock. */
  readonly clock: Clock;
  readonly random: Random;
  readonly meta?: MetaAccount;
  readonly twilio?: TwilioAccount;
  readonly gateway?: GatewayAccount;
  /** The product's public address: Twilio signs over it. */
  readonly publicUrl: string;
  /** Where media addresses point, when the emulator is a server of its own. */
  readonly origin?: string;
  /** Told whenever a webhook is put on its way, for a driver that sleeps until one is due. */
  readonly wake?: Wake;
}

/** How the air behaves. Change any of them at any time. */
export interface Knobs {
  /** From her phone to the webhook. */
  inboundDelay: Millis;
  /** From acceptance to each rung of the ladder. */
  statusDelay: { sent: Millis; delivered: Millis; read: Millis };
  /** Up to so much later, by chance: what shuffles deliveries. */
  shuffle: Millis;
  /** Extra copies of every webhook. */
  duplicates: number;
  /** Share of webhooks that are lost, 0 to 1 … */
  drop: number;
  /** … and come again so much later, as providers try again; null: never. */
  again: Millis | null;
  /** Whether learners' phones tell that they read. */
  reads: boolean;
  /** Every request is refused as if the token had expired. */
  tokenExpired: boolean;
}

/** Something that goes wrong with the next sends. */
export type Fault =
  /** An HTTP error; with a `code` it is the provider's own, without it a gateway's. `retryAfter` in seconds. */
  | { readonly kind: 'http'; readonly status: number; readonly code?: number; readonly retryAfter?: number }
  /** Nobody listens: nothing was taken. */
  | { readonly kind: 'unreachable' }
  /** Taken, delivered, but the answer never comes. */
  | { readonly kind: 'drop-after-accept' }
  /** Accepted now, failed later by status. */
  | { readonly kind: 'undelivered'; readonly code: number };

/** A message of ours that the provider accepted, as her phone would show it. */
export interface Received {
  readonly channel: EmulatedChannel;
  readonly id: string;
  /** The robot's number or id, as the request named it. */
  readonly to: string;
  readonly from: string;
  readonly at: Millis;
  readonly type: 'text' | 'buttons' | 'list' | 'image' | 'audio' | 'video' | 'document' | 'template';
  /** Body or caption; for a template its parameters joined by spaces. */
  readonly text: string;
  readonly choices: readonly { readonly id: string; readonly title: string; readonly description?: string }[];
  /** Of a list: the words on the button that opens it. */
  readonly opens?: string;
  /** Meta's media id or Twilio's MediaUrl. */
  readonly media?: string;
  readonly template?: string;
  readonly quote?: string;
  /** Our outbox id, from biz_opaque_callback_data, the callback's address or the id we chose. */
  readonly outboxId?: string;
  readonly segments?: number;
  /** The code with which it failed later, if it never reached her. */
  readonly failed?: number;
}

/** A webhook on its way to the product. */
export interface Delivery {
  readonly at: Millis;
  readonly seq: number;
  readonly provider: EmulatedProvider;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Headers made anew whenever it is sent, retries too: a signature over the moment. */
  readonly sign?: (at: Millis) => Readonly<Record<string, string>>;
  readonly tries: number;
}

/** The socket dies; the server form destroys it, the in-process form throws what `fetch` throws. */
export class Dropped extends Error {
  readonly code: 'ECONNREFUSED' | 'ECONNRESET';
  constructor(code: Dropped['code']) {
    super(code);
    this.code = code;
  }
}
