import type { Millis } from '../base/clock.ts';
import type { Json } from '../base/json.ts';
import type { OurNumber } from './channel.ts';

/** The ids seen together on one sender. They name one address; `raw` is what we reply to, kept as received. */
export interface SenderIds {
  /** As received: wa_id, `whatsapp:+…` without the prefix, E.164, short code or BSUID. */
  readonly raw: string;
  /** E.164 with the plus, Mexico's 521 already made 52 (CHANNELS.md §2.6). */
  readonly phone?: string;
  readonly waId?: string;
  /** Business-scoped user id: opaque text, new when she changes her number. */
  readonly bsuid?: string;
  readonly username?: string;
}

/** Where a provider keeps the bytes of a photo, voice note or document. Downloaded by `media`, never in a turn. */
export interface MediaRef {
  readonly kind: 'photo' | 'voice' | 'video' | 'document' | 'sticker';
  /** Meta's media id. */
  readonly id?: string;
  /** Twilio's MediaUrl. */
  readonly url?: string;
  readonly mime?: string;
  readonly filename?: string;
  /** base64, as the provider says. */
  readonly sha256?: string;
  /**
   * The received message it came in and its place there: the name of its media row. Set when a turn hears it, so that a
   * photo that is carried to a later turn ("¿para cuál tarea?") still names its own bytes.
   */
  readonly from?: { readonly inbox: number; readonly nth: number };
}

/** What she sent, whatever the provider. */
export type InboundContent =
  | { readonly kind: 'text'; readonly text: string }
  /** A tapped button or list row: `id` is ours (see domain/option.ts), `title` what she saw. */
  | { readonly kind: 'tap'; readonly id: string; readonly title: string }
  | { readonly kind: 'media'; readonly media: readonly MediaRef[]; readonly caption?: string }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number; readonly name?: string }
  | { readonly kind: 'contacts'; readonly phones: readonly string[] }
  | { readonly kind: 'reaction'; readonly emoji?: string; readonly to: string }
  | { readonly kind: 'edit'; readonly of: string; readonly text?: string }
  | { readonly kind: 'deletion'; readonly of: string }
  | { readonly kind: 'welcome' }
  /** Her number or BSUID changed; `previous` is the id she had. */
  | { readonly kind: 'number-change'; readonly previous?: string; readonly now: SenderIds }
  | { readonly kind: 'unsupported'; readonly type: string };

/** One message from one sender, as the inbox keeps it. JSON through and through. */
export interface Inbound {
  readonly our: OurNumber;
  /** wamid or MessageSid: unique per our number, the key against duplicates. */
  readonly providerId: string;
  readonly sender: SenderIds;
  /** The profile name she chose: shown to staff, never trusted as her name. */
  readonly senderName?: string;
  readonly sentAt: Millis;
  /** `arrival` when the provider gives no sent time (Twilio). */
  readonly sentBy: 'provider' | 'arrival';
  readonly content: InboundContent;
  /** Provider id of the message she quoted. */
  readonly quoted?: string;
  /**
   * The provider has itself acted on an opt-out or opt-in word (Twilio's OptOutType or its English list). `start` says
   * something only of someone who is opted out: YES is one of its words, and otherwise an ordinary answer.
   */
  readonly providerOptOut?: 'stop' | 'start' | 'help';
  /** Sent by the product's own simulator: marked, never counted. */
  readonly simulated?: boolean;
  /** What the provider said beyond this, for the record (referral, forwarded…). */
  readonly extra?: Readonly<Record<string, Json>>;
}
