import type { Millis } from '../base/clock.ts';
import type { InboundContent } from '../domain/inbound.ts';
import type { OutMedia } from '../domain/outbound.ts';
import type { OpenQuestion, Rank } from '../domain/question.ts';
import type { MachineState } from '../flow/library.ts';

/** Our own version of the stored shape below. A change of shape or of state naming needs a migration (conversation/stored.ts). */
export const CONVERSATION_VERSION = 3;

/** One running flow of a person. */
export interface Thread {
  readonly id: string;
  readonly flow: string;
  readonly version: string;
  readonly rank: Rank;
  readonly machine: MachineState;
  /** The thread that waits for this one's end. */
  readonly parent?: string;
  /** Held until nothing of higher rank speaks: it was opened but has not said a word. */
  readonly held?: true;
  /** Held because another has the phone, and she knows. */
  readonly told?: true;
  /** When it said its first words; of a held one, when it was opened. */
  readonly openedAt: Millis;
  /** When she or a timer last moved it: a long gap brings a recap. */
  readonly movedAt: Millis;
}

/** A question that was answered or withdrawn not long ago, so that a tap on its old button is understood. */
export interface ClosedQuestion {
  readonly id: string;
  readonly thread: string;
  readonly label: string;
  readonly at: Millis;
}

/** All that is kept of a person's conversation between turns. Plain JSON; absent fields mean none. */
export interface Conversation {
  readonly threads: readonly Thread[];
  /** Oldest first. */
  readonly questions: readonly OpenQuestion[];
  /** The last few (CLOSED_KEPT). */
  readonly closed: readonly ClosedQuestion[];
  /** Where she is in her programme. One programme at a time speaks. */
  readonly journey?: Journey;
  /** Others put her on a list of that programme. */
  readonly invitation?: Invitation;
  /** The last text answer, to which text of the next 90 s may belong. */
  readonly lastText?: {
    readonly question: string;
    readonly thread: string;
    readonly flow: string;
    readonly version: string;
    readonly step: string;
    readonly sentAt: Millis;
  };
  /**
   * Messages that no question accepted, the earliest sent first: offered to a question that opens after, if they were sent
   * after the answer that opened it. The last few (MISSED_KEPT).
   */
  readonly missed?: readonly Missed[];
  /** Messages in a row that meant nothing with no question open. */
  readonly strays: number;
  /** When the last of them came: on another day they begin anew. */
  readonly strayAt?: Millis;
  /** The bot keeps quiet here: a person of the team is answering (case id). */
  readonly withPerson?: string;
  readonly pausedUntil?: Millis;
  /** Her local day on which nothing is sent to her unasked: somebody of the team spoke with her. */
  readonly quietOn?: string;
  /** When she was last asked to send again what had not reached us. */
  readonly resendAskedAt?: Millis;
  /** A verb of staff asked her something, and what about: her next message may answer it (programme/manifest.ts StaffVerb). */
  readonly staffAsked?: { readonly verb: string; readonly about: string; readonly at: Millis };
  /** What a template stood in for, or something kept from her: said when she writes. The last few (UNSEEN_KEPT). */
  readonly unseen?: readonly Unseen[];
  /** Deliveries of which she is to be asked on another day (delivery.ts). */
  readonly toAsk?: readonly { readonly delivery: string; readonly items: string }[];
  /** Homework of which something came: what she has not been told of yet (receipts.ts). */
  readonly receipts?: readonly Receipt[];
  /** What a flow said last before its question, for REPETIR. */
  readonly lastSaid?: readonly {
    readonly text: string;
    readonly sms: string;
    readonly media?: OutMedia;
    readonly heard?: string;
  }[];
}

export interface Missed {
  readonly content: InboundContent;
  readonly sentAt: Millis;
}

/** Words that she has not read yet. */
export interface Unseen {
  readonly text: string;
  readonly sms: string;
  readonly media?: OutMedia;
  /** After that moment they are no news any more. */
  readonly until?: Millis;
  /** Said by themselves, once nothing keeps them. */
  readonly due?: true;
  /** What newer words about the same take the place of. */
  readonly about?: string;
}

/** What has come of one homework since we last said so. */
export interface Receipt {
  readonly flow: string;
  /** Its title as she knows it. */
  readonly label: string;
  /** photo, voice, text… → how many. */
  readonly got: Readonly<Record<string, number>>;
  /** Receipts given so far, and when something last came. */
  readonly said: number;
  readonly at: Millis;
}

/** Nothing but the invitation is sent to her before her yes, which takes this away. */
export interface Invitation {
  readonly programme: string;
  /** First name of who invites her; '' where that is the programme itself. */
  readonly by: string;
  /** She said no; whoever is there said that she is somebody else; the team took her off the list. */
  readonly over?: 'no' | 'wrong' | 'dropped';
}

export interface Journey {
  readonly programme: string;
  readonly stage: 'consent' | 'profile' | 'applied' | 'lessons' | 'done' | 'declined' | 'dropped';
  /** Flow names finished, in order. */
  readonly finished: readonly string[];
  /** What she said to consent; kept here because its flow may go on asking for days before it ends. */
  readonly consent?: boolean;
  readonly drip?: Drip;
  /** How she came to a programme that chooses, where it was not by the join word; which cohort she asked for by it. */
  readonly came?: 'staff' | 'import';
  readonly wants?: string;
  /** What she was told of her application, where that was no place. */
  readonly answer?: 'waitlisted' | 'declined';
  /** Her enrolment says that she is paused. */
  readonly paused?: true;
  /** The team took her out: where she stood, so that it can be undone and she loses nothing. */
  readonly dropped?: {
    readonly stage: Exclude<Journey['stage'], 'dropped'>;
    readonly threads: readonly Thread[];
    readonly questions: readonly OpenQuestion[];
  };
}

/** Lessons that come by themselves, of a programme that releases them. Days are her local ones, yyyy-mm-dd. */
export interface Drip {
  /** Let go to her and not begun, in order. */
  readonly waiting?: readonly string[];
  /** When the last was let go on its day … */
  readonly releasedOn?: string;
  /** … and when the last began, by itself or because she asked. */
  readonly openedOn?: string;
  /** The lesson that a template called her to, how often, and when last (called.ts). */
  readonly called?: Called;
  /** Lesson → when it was let go, where the programme has a rule for those she does not open; 0 once something was done. */
  readonly letGoAt?: Readonly<Record<string, Millis>>;
}

export interface Called {
  readonly lesson: string;
  readonly times: number;
  readonly at: Millis;
}

/** What a lane keeps: who is speaking on a shared phone, and whom we asked. */
export interface LaneState {
  /** Address → who spoke last on it and until when that is remembered. */
  readonly speaking?: Readonly<Record<string, { readonly person: string; readonly until: Millis }>>;
  /** Address → the message that waits for "¿Quién escribe?". */
  readonly asked?: Readonly<
    Record<
      string,
      {
        readonly content: InboundContent;
        readonly sentAt: Millis;
        readonly persons: readonly string[] /** Asked so often without an answer. */;
        readonly times?: number;
      }
    >
  >;
  /** Address that may have changed hands → what waits until whoever writes has said who she is (conversation/doubt.ts). */
  readonly doubt?: Readonly<
    Record<
      string,
      {
        readonly content: InboundContent;
        readonly sentAt: Millis;
        /** Asked so often. */
        readonly times: number;
        /** She said that she is this person of the team, and owes the code. */
        readonly owes?: string;
      }
    >
  >;
}

export const EMPTY_CONVERSATION: Conversation = { threads: [], questions: [], closed: [], strays: 0 };
export const EMPTY_LANE: LaneState = {};
