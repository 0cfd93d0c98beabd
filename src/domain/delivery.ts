import type { Millis } from '../base/clock.ts';
import type { OurNumber } from './channel.ts';
import type { SenderIds } from './inbound.ts';

/** Where an outbox row stands. It only climbs within a ladder; `ENDED` says which no longer hold up their group. */
export const OUT_STATES = [
  'pending',
  'sending',
  'unknown',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'doubtful',
  'dropped',
] as const;
export type OutState = (typeof OUT_STATES)[number];

/** A status as the provider reports it, any order, any number of times. */
export interface DeliveryStatus {
  readonly our: OurNumber;
  readonly providerId: string;
  /** Our outbox id, when the provider echoed it. A status may come before the answer to our own request. */
  readonly outboxId?: string;
  readonly status: 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';
  readonly at: Millis;
  readonly code?: string;
  /** What the code asks of us, for `failed`: the provider's table is the channel's knowledge. */
  readonly reaction?: Reaction;
  /** How long to wait before another try, where the channel knows better than the outbox. */
  readonly retryAfter?: Millis;
  readonly detail?: string;
}

/** What somebody told the provider about marketing messages from us. */
export interface MarketingWish {
  readonly our: OurNumber;
  readonly sender: SenderIds;
  readonly wants: boolean;
}

/** What a provider's error asks of us. One table per provider maps its codes to these (CHANNELS.md §2.5, §3.6). */
export const REACTIONS = [
  'retry', // transient: again with backoff
  'throttle', // slow the channel, again
  'pair-wait', // slow this address only, again
  'stop-channel', // our account, token or policy: stop all, alert, keep the queue
  'slow-campaigns', // replies go on; broadcasts pause
  'other-channel', // she cannot be reached here: SMS fallback or a task
  'wait-a-day', // the provider holds back marketing to her
  'template', // the window is closed: an approved template or SMS
  'no-marketing', // she wants no marketing from us; service messages go on
  'opt-out', // she or the provider has stopped us
  'bad-address', // the number is dead
  'ours', // a bug in our request: set aside, alert
  'give-up', // filtered or final: say so to the coordinator
] as const;
export type Reaction = (typeof REACTIONS)[number];
