import type { z } from 'zod';
import type { Millis } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { EffectKind, EffectMap } from '../domain/effect.ts';
import type { MediaRef } from '../domain/inbound.ts';
import type { Moment } from '../domain/moment.ts';
import type { Rank } from '../domain/question.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import type { Stretch } from '../domain/span.ts';
import type { TimerRequest } from '../domain/timer.ts';
import type { Programme, SurveyFile } from '../flow/programme.ts';
import type { RawStep, Verb } from '../flow/steps/step.ts';
import type { AnyOperation, FactSource, RowWrite, SqlRow } from '../store/port.ts';
import type { Role } from './on-duty.ts';
import type { ReportKind } from './report.ts';
import type { AnyRoute } from './route.ts';

/** A capability: one folder, one manifest. Only `assemble` collects them. */
export interface Manifest {
  readonly name: string;
  readonly steps?: readonly Verb<never>[];
  readonly effects?: Partial<Handlers>;
  readonly facts?: readonly PublishedFact[];
  /** Pack files this capability reads: `homework/*.yaml`. */
  readonly files?: readonly FileKind[];
  readonly operations?: readonly AnyOperation[];
  /** Messages of hers that this capability claims before an open question does (a check-in word in its window). */
  readonly listeners?: readonly Listener[];
  /** What staff may write from their own phones. */
  readonly staffVerbs?: readonly StaffVerb[];
  /** Its addresses below /api/v1. */
  readonly routes?: readonly AnyRoute[];
  /** What it can report (`recado report`, /api/v1/reports). */
  readonly reports?: readonly ReportKind[];
  /** Facts that its listeners and handlers read, so that they are loaded whatever the packs ask for. */
  readonly needs?: readonly string[];
}

/** Effect → rows. Pure. Typed over every kind, so that a kind without its handler does not compile. */
export type Handler<K extends EffectKind> = (effect: EffectMap[K], at: HandlerContext) => readonly RowWrite[];
export type Handlers = { readonly [K in EffectKind]: Handler<K> };

export interface HandlerContext {
  readonly now: Millis;
  readonly newId: NewId;
  readonly workspace: string;
  readonly laneId: string;
  /** The message being answered, if any. */
  readonly cause?: {
    readonly inboxId: string;
    readonly addressId: string;
    readonly channel: string;
    readonly ourNumber: string;
    readonly sentAt: Millis;
    readonly sentBy: string;
  };
  /** Where rows of a person go. */
  address(
    id: string,
  ):
    | { readonly channel: string; readonly our_number: string; readonly raw: string; readonly simulated: number }
    | undefined;
  /** Her record as it stands at this effect: what earlier effects of the turn set is in. Undefined for a stranger to the lane. */
  person(id: string): PersonRecord | undefined;
  /** The facts of her that the loaded packs ask for, as at the start of the turn. */
  facts(id: string): Readonly<Record<string, Json>>;
  /** Zone and quiet hours of her programme, for what is sent to her. */
  rest(id: string): Rest;
  /** So long after WhatsApp took a message for her somebody looks whether it was delivered. */
  undeliveredAfter(id: string): Millis;
  /** When a timer comes back, counted from `from`, in the zone, calendar and quiet hours of her programme. */
  due(personId: string, timer: Pick<TimerRequest, 'rule' | 'purpose'>, from: Millis): Millis;
}

/** What the outbox reads in a row's `extra` (domain/quiet-hours.ts). Absent: the installation's count. */
export interface Rest {
  readonly zone?: string;
  readonly quiet?: readonly QuietHours[];
}

/** What a handler needs of a person to write a whole JSON column anew. */
export interface PersonRecord {
  readonly language: string | null;
  readonly values: Readonly<Record<string, Json>>;
  readonly profile: Readonly<Record<string, Json>>;
}

/** A CEL root that a capability publishes: the rows it needs and the value made of them. */
export interface PublishedFact {
  readonly source: FactSource;
  /** CEL type, for the checker: `map`, `double`, `string`… with field types where known. */
  readonly type: 'map' | 'double' | 'string' | 'bool' | 'list';
  /** `programme`: the one at hand; facts that count what she did leave out the others. */
  value(rows: readonly SqlRow[], at: { readonly now: Millis; readonly programme?: string | undefined }): Json;
}

/** A kind of pack file that becomes a flow. */
export interface FileKind {
  /** The key that names the file: `homework: botes`. */
  readonly kind: string;
  readonly folder: string;
  readonly rank: Rank;
  readonly schema: z.ZodType;
  /** The file as steps. `fields` are its own texts (ask, sms…), keyed under the step that uses them. */
  steps(file: Readonly<Record<string, unknown>>): readonly RawStep[];
  /** Of a survey: what it asks. */
  survey?(file: Readonly<Record<string, unknown>>): SurveyFile;
}

/** Claims a message before the questions do. Returns what it means, or null. Pure. */
export interface Listener {
  readonly name: string;
  /** `facts` of the person who writes, and her programme; the whole text as typed. */
  hear(text: string, facts: Readonly<Record<string, Json>>, sentAt: Millis, programme?: Programme): Heard | null;
}

export interface Heard {
  /** Absent: it is only answered, and only where no open question takes it. */
  readonly effect?: { readonly kind: EffectKind; readonly payload: Readonly<Record<string, Json>> };
  /** System text key of the reply, with its variables. */
  readonly reply: { readonly key: string; readonly vars: Readonly<Record<string, string | number>> };
}

/** A word of staff (`RESPONDER 14 …`): it works for a person with a role and for nobody else. */
export interface StaffVerb {
  /** Its words stand in locales/<language>/words.json under `staff.<name>`. */
  readonly name: string;
  /**
   * `number`: what follows the word begins with one, or a quoted message says it. `nothing`: the word is the whole message.
   * `words`: whatever follows, on as many lines as she likes; alone too. Where she is a learner as well, only if `looks` says so.
   */
  readonly takes: 'number' | 'nothing' | 'words';
  /** Who can use it, for AYUDA; absent: everybody with a role. What it may do it asks again itself. */
  readonly roles?: readonly Role[];
  /** Programmes that have a use for it; absent: all. */
  readonly isFor?: (programme: Programme) => boolean;
  /** It only answers what was said before it (ENVIAR 4821), which names it: AYUDA leaves it out of its list. */
  readonly follows?: true;
  /** What it does is not taken back: a misspelt word is asked about, never obeyed. */
  readonly exact?: true;
  /** With `words`: what follows looks like it is for us (`grupo-a: …`), where the same words might be an answer to a lesson. */
  readonly looks?: RegExp;
  /**
   * It may ask her something itself (`StaffActed.asks`, or `asks` of its job's answer): a message that looks so, or a file
   * where `answersFiles`, is her answer, unless she begins with another verb or a newer question of hers accepts it.
   */
  readonly answers?: RegExp;
  readonly answersFiles?: true;
  /** What was asked with `about` has its answer: words go to a question of her own lesson, if one takes them. */
  isOver?(about: string): boolean;
  /** Messages of ours whose thread begins so may be quoted instead of writing the word. */
  readonly quotes?: string;
  /** What it does, and what she reads at once; where others have a say, the answer comes later, on its own. Pure. */
  act(said: StaffSaid, facts: Readonly<Record<string, Json>>): StaffActed;
}

export interface StaffSaid {
  /** After the word, as she wrote it; the whole text where she only quoted. */
  readonly rest: string;
  /** The word was written. */
  readonly verb: boolean;
  /** What the quoted thread names, after `quotes`. */
  readonly quoted?: string;
  readonly media: readonly MediaRef[];
  /** It answers what this verb asked: what was given with the asking (an id). */
  readonly asked?: string;
  /** The zone her days are read in, and when she wrote it. */
  readonly timezone: string;
  readonly now: Millis;
  /** Whom, when and why, in her words and by her clock: "grupo-a hasta el 17 de mayo por cosecha". */
  stretch(text: string): Stretch;
  /** The last day and hour named in her words, and what stands around them: "Ana jueves 10am: la libreta". */
  moment(text: string): Moment;
  /** First name only: it signs what leaves for a learner. */
  readonly me: { readonly id: string; readonly name: string };
}

export interface StaffActed {
  readonly effect?: { readonly kind: EffectKind; readonly payload: Readonly<Record<string, Json>> };
  /** System texts, one under the other. */
  readonly lines: readonly StaffLine[];
  /** Her next message may answer this verb; it comes back as `said.asked`. */
  readonly asks?: string;
}

export interface StaffLine {
  readonly key: string;
  readonly vars: Readonly<Record<string, string | number>>;
  /** Places of this text that hold other texts, one after the other with commas. In the answer of a job only. */
  readonly lists?: Readonly<Record<string, readonly Omit<StaffLine, 'lists'>[]>>;
}
