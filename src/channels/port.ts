import type { Millis } from '../base/clock.ts';
import type { ChannelId, Form } from '../domain/channel.ts';
import type { DeliveryStatus, MarketingWish, Reaction } from '../domain/delivery.ts';
import type { Inbound, MediaRef } from '../domain/inbound.ts';
import type { OutMessage } from '../domain/outbound.ts';
import type { PackTemplate, TemplateNews } from '../domain/template.ts';
import type { Tongue } from '../locale/tongue.ts';
import type { Finding } from './finding.ts';

/** What a channel can show and how fast it may send. Read by the outbox and by those who compose messages. */
export interface Capabilities {
  readonly form: Form;
  /** Most buttons and list rows; 0 where options become numbered lines. */
  readonly buttons: number;
  readonly rows: number;
  readonly textLimit: number;
  /** Text limit when the message carries buttons or a list. */
  readonly interactiveLimit: number;
  readonly media: readonly ('image' | 'audio' | 'video' | 'document')[];
  /** Free-form text only within 24 h of her last message. */
  readonly window: boolean;
  readonly perSecond: number;
  /** At least so long between two messages to one address, once the burst is used up. */
  readonly pairEvery?: Millis;
  readonly pairBurst?: number;
}

/** Whom a message goes to, as the outbox row says. */
export interface SendTo {
  /** The id as received from her: what replies go to. */
  readonly raw: string;
  readonly phone?: string;
  readonly bsuid?: string;
  readonly ourNumber: string;
}

/** What came of an attempt. `unknown`: the request may have been taken; only a status can tell. */
export type SendResult =
  | { readonly outcome: 'accepted'; readonly providerId: string; readonly waId?: string; readonly segments?: number }
  | {
      readonly outcome: 'refused';
      readonly reaction: Reaction;
      readonly code: string;
      /** Without personal data. */
      readonly detail: string;
      readonly retryAfter?: Millis;
    }
  | { readonly outcome: 'unknown'; readonly detail: string };

/** A provider and form that can send. It owns no store and no router; `fetch` and the clock are given to it. */
export interface Channel {
  readonly id: ChannelId;
  readonly capabilities: Capabilities;
  /** Sends one message. Never throws. */
  send(
    to: SendTo,
    message: OutMessage,
    about: { readonly outboxId: string; readonly attempt: number },
  ): Promise<SendResult>;
  /** Blue ticks and "typing…", where the provider has them. Failures do not matter. */
  markRead?(to: SendTo, providerId: string): Promise<void>;
  /** Opens a media stream with our credentials, only at the provider's own hosts, without following redirects with them. */
  openMedia(ref: MediaRef, limit: number): Promise<OpenedMedia>;
  /** Messages that reached the provider since then and may not have reached us (Twilio does not retry for long). */
  listMissed?(since: Millis): Promise<readonly Inbound[]>;
  /** Templates at the provider, where it has any and we know our account there. */
  readonly templates?: TemplateDesk;
  /** The phone behind our number, where the provider keeps it under an id of its own. Undefined when it cannot be asked. */
  ownPhone?(): Promise<string | undefined>;
  /** Is our token good? Asked by readiness and `recado doctor`, which is told in its language. Never throws. */
  probe(
    tongue?: Tongue,
  ): Promise<
    { readonly ok: true; readonly says: string } | { readonly ok: false; readonly says: string; readonly next: string }
  >;
  /** Everything at the provider that keeps messages from coming or going, for `recado doctor --live`. Only reads; never throws. */
  inspect?(): Promise<readonly Finding[]>;
}

/** The provider's shelf of templates. Both throw TEMPLATES_UNREACHABLE with what the provider said. */
export interface TemplateDesk {
  /** All that it has, page by page. */
  list(): Promise<readonly TemplateNews[]>;
  /** Asks for one to be made and approved. What it says at once; the decision comes later. */
  submit(template: PackTemplate, examples: readonly string[]): Promise<TemplateNews>;
}

export type OpenedMedia =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly mime?: string }
  | { readonly ok: false; readonly retry: boolean; readonly reason: string };

/** A POST as the server hands it over: raw bytes, so that signatures can be checked before anything is parsed. */
export interface WebhookRequest {
  readonly body: Buffer;
  /** Path and query as received, for the signature over our public URL. */
  readonly url: string;
  readonly header: (name: string) => string | undefined;
}

/** What a webhook carried. Each item stands alone: one bad item never spoils the rest. */
export interface Decoded {
  readonly messages: readonly Inbound[];
  readonly statuses: readonly DeliveryStatus[];
  /** About our account: template statuses, quality, number changes of ours. For operators. */
  readonly notices: readonly {
    readonly topic: string;
    readonly says: string;
    /** What it says of a template, where it does: kept, not only logged. */
    readonly template?: TemplateNews;
    /** What somebody told it about marketing from us. */
    readonly marketing?: readonly MarketingWish[];
  }[];
  /** What could not be read, and why; kept (without bodies in the log) and answered 200. */
  readonly aside: readonly { readonly why: string; readonly item: string }[];
}

/** One webhook URL of a provider. */
export interface Webhook {
  readonly path: string;
  readonly contentType: 'json' | 'form';
  /** Constant time. False: 401, nothing stored. */
  verify(request: WebhookRequest): boolean;
  /** Total: never throws, whatever the body holds. */
  decode(request: WebhookRequest, now: Millis): Decoded;
  /** The answer once everything is durable. */
  readonly ok: { readonly contentType: string; readonly body: string };
  /** GET on the same path (Meta's verification): the body to answer with 200, or null for 403. */
  challenge?(query: Readonly<Record<string, string | undefined>>): string | null;
}
