import type { Millis } from '../base/clock.ts';
import type { Json } from '../base/json.ts';
import type { ChannelId, Form } from '../domain/channel.ts';
import type { Effect } from '../domain/effect.ts';
import type { Inbound } from '../domain/inbound.ts';
import type { World } from '../domain/world.ts';
import type { Conversation, LaneState } from './state.ts';

/** What a lane can hear. */
export type LaneEvent =
  | {
      readonly kind: 'message';
      readonly inbound: Inbound;
      readonly addressId: string;
      /** The question and thread of ours that she quoted, looked up by the store. */
      readonly quoted?: { readonly questionId?: string; readonly threadId?: string; readonly personId?: string };
    }
  | {
      readonly kind: 'timer';
      readonly personId: string;
      readonly key: string;
      readonly purpose: string;
      readonly thread?: string;
      readonly question?: string;
      readonly nth?: number;
      readonly dueAt: Millis;
    }
  /** News from an operation, the outbox, media or another lane. */
  | { readonly kind: 'event'; readonly personId?: string; readonly name: string; readonly payload: Json };

export interface LaneAddress {
  readonly id: string;
  readonly channel: ChannelId;
  readonly form: Form;
  readonly ourNumber: string;
  readonly optedOut: boolean;
  /** Somebody else may be writing from it: nothing of hers is said or done there until she says who she is. */
  readonly inDoubt?: true;
  /** Provider stopped her itself: whatever we send would be refused. */
  readonly optedOutBy?: 'learner' | 'provider';
  readonly lastInboundAt?: Millis;
  /** The provider says that nobody is there. */
  readonly dead?: true;
  /** WhatsApp did not deliver there: she is written to by SMS until she writes from it again. */
  readonly bySms?: true;
  readonly simulated: boolean;
}

export interface LanePerson {
  readonly id: string;
  readonly name?: string;
  readonly language?: string;
  /** Addresses she is reached at, the one she last wrote from first. */
  readonly addresses: readonly string[];
  /** Those of them at which STOP was written and she has not come back. */
  readonly silentAt?: readonly string[];
  readonly conversation: Conversation;
  readonly world: World;
}

/** A lane as loaded: everything one turn may know. */
export interface LaneView {
  readonly lane: LaneState;
  readonly addresses: readonly LaneAddress[];
  readonly persons: readonly LanePerson[];
}

/** What one turn did. Only conversations that changed are listed. */
export interface Turned {
  readonly lane?: LaneState;
  readonly conversations: Readonly<Record<string, Conversation>>;
  readonly effects: readonly Effect[];
  /** What became of the event, for the log and the transcript coverage: `answered`, `command`, `stray`, `late`, `ignored`… */
  readonly did: string;
}
