import type { Millis } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { Random } from '../base/random.ts';
import type { DayRank } from '../domain/day-limit.ts';
import type { Effect } from '../domain/effect.ts';
import type { InboundContent } from '../domain/inbound.ts';
import type { OutGroup, OutKind, OutMedia, OutOption, OutTemplate } from '../domain/outbound.ts';
import type { OpenQuestion } from '../domain/question.ts';
import type { StandIn } from '../domain/template.ts';
import type { World } from '../domain/world.ts';
import type { Programme } from '../flow/programme.ts';
import type { ConverseDeps } from './deps.ts';
import type { LaneAddress, LanePerson } from './event.ts';
import type { Conversation } from './state.ts';
import type { Understood } from './understand/index.ts';

/** Something to say, in both forms. The pieces of a turn become one message where they can (compose.ts). */
export interface Piece {
  readonly text: string;
  readonly sms: string;
  readonly media?: OutMedia;
  /** The question these words carry. */
  readonly question?: string;
  readonly options?: readonly OutOption[];
  readonly offers?: readonly OutOption[];
  /** What quoting them names, where they carry no question (`case:<id>`). */
  readonly thread?: string;
  /** What goes instead where free-form words may not. */
  readonly template?: OutTemplate;
  /** What a template of the pack would say of it; without it, what the kind of the message says (stand-in.ts). */
  readonly standIn?: Pick<StandIn, 'purpose' | 'values' | 'tap'>;
  /** Of a recording: the words that are only spoken in it, in the nearest language that writes them. */
  readonly heard?: string;
  /** Words of a flow, which REPETIR brings back; what the conversation itself says is not repeated. */
  readonly flow?: true;
}

/** One message of hers, as one person's conversation hears it. */
export interface Message {
  readonly content: InboundContent;
  readonly sentAt: Millis;
  /** The question and thread of the message she quoted. */
  readonly quoted?: { readonly questionId?: string; readonly threadId?: string };
  readonly providerOptOut?: 'stop' | 'start' | 'help';
}

/**
 * One person's turn while it is thought. The only thing in this room that changes in place: it is made for one turn
 * and read out at its end, so that the room as a whole stays a function.
 */
export interface Draft {
  readonly deps: ConverseDeps;
  readonly now: Millis;
  readonly newId: NewId;
  readonly random: Random;
  readonly person: LanePerson;
  /** Where this turn's words go; none when she cannot be reached. ALTA opens it again in mid-turn. */
  address: LaneAddress | undefined;
  /** All her addresses, the one she last wrote from first. */
  readonly ways: readonly LaneAddress[];
  /** Several persons are reached at that address. */
  readonly shared: boolean;
  /** The others of them. */
  readonly peers: readonly LanePerson[];
  /** When her message was sent, in a turn that hears one. */
  readonly sentAt: Millis | undefined;
  conversation: Conversation;
  /** As loaded, with the writes of this turn over it. */
  world: World;
  /** Changed by IDIOMA in mid-turn. */
  language: string;
  speech: Piece[];
  effects: Effect[];
  /** The question introduced in this turn: one at most. */
  asked: string | undefined;
  /** Threads whose question is asked in person: each goes on when the turn settles. */
  passed: string[];
  /** The one of them that goes on now. */
  passing?: string | undefined;
  /** Flows begun in this turn, against FLOWS_PER_TURN. */
  begun: number;
  kind: OutKind;
  /** How well a message answered a question, when that was last asked (hear.ts). */
  lastFit?: {
    readonly question: OpenQuestion;
    readonly content: InboundContent;
    readonly sentAt: Millis;
    readonly language: string;
    readonly understood: Understood;
  };
  /** Its place in the day's order, where it answers nothing of hers. */
  rank?: DayRank;
  /** What is said does not go, and why. */
  notSent?: NonNullable<OutGroup['notSent']>;
  /** After this moment what is said in this turn is dropped instead of sent. */
  expiresAt?: Millis;
}

/** Changes fields of the conversation. A field set to undefined is taken out, so that state stays plain JSON. */
export function change(d: Draft, fields: { [K in keyof Conversation]?: Conversation[K] | undefined }): void {
  const next = { ...d.conversation } as Record<string, unknown>;
  let goes = false;
  for (const key in fields) {
    const value = fields[key as keyof Conversation];
    if (value === undefined && !(key in next)) continue;
    next[key] = value;
    goes ||= value === undefined;
  }
  d.conversation = (goes ? withoutEmpty(next) : next) as unknown as Conversation;
}

/** Made anew where something goes: a delete would make the object slow. */
function withoutEmpty(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const key in fields) if (fields[key] !== undefined) kept[key] = fields[key];
  return kept;
}

/** Stands in `withPerson` while her lesson is stopped for safeguarding; any other value is the case of a person who answers her. */
export const SAFEGUARDING = 'safeguarding';

/** The programme she is in, or the only one there is. */
export function programmeOf(d: Draft): Programme | undefined {
  const { programmes } = d.deps.library;
  const name = d.conversation.journey?.programme ?? d.conversation.invitation?.programme;
  if (name !== undefined) return programmes.get(name);
  return programmes.size === 1 ? [...programmes.values()][0] : undefined;
}

/**
 * Lays a part that was written in this turn over the world. Not by spreading it: a loaded world works each part out when
 * it is first asked for (turn/world.ts), and a spread asks for all of them.
 */
export function overlay<K extends 'person' | 'profile'>(d: Draft, part: K, value: World[K]): void {
  const before = overlaid(d);
  d.world = new Overlaid(before.loaded, { ...before.written, [part]: value }, before.given);
}

/** Lays an answer of this turn over those she gave before, which are loaded only where something asks for answers. */
export function overlayAnswer(d: Draft, given: Given): void {
  const before = overlaid(d);
  d.world = new Overlaid(before.loaded, before.written, [...before.given, given]);
}

interface Given {
  /** Its name, without the programme. */
  readonly flow: string;
  readonly step: string;
  readonly value: Json;
}

type Written = Partial<Pick<World, 'person' | 'profile'>>;

function overlaid({ world }: Draft): Pick<Overlaid, 'loaded' | 'written' | 'given'> {
  return world instanceof Overlaid ? world : { loaded: world, written: {}, given: [] };
}

/** A loaded world with what was written over it. What is read of either is worked out as it was before. */
class Overlaid implements World {
  readonly loaded: World;
  readonly written: Written;
  readonly given: readonly Given[];
  #answers: World['answers'] | undefined;
  constructor(loaded: World, written: Written, given: readonly Given[]) {
    this.loaded = loaded;
    this.written = written;
    this.given = given;
  }
  get person() {
    return this.written.person ?? this.loaded.person;
  }
  get profile() {
    return this.written.profile ?? this.loaded.profile;
  }
  get answers() {
    this.#answers ??= laidOver(this.loaded.answers, this.given);
    return this.#answers;
  }
  get channel() {
    return this.loaded.channel;
  }
  get language() {
    return this.loaded.language;
  }
  get today() {
    return this.loaded.today!;
  }
  get now() {
    return this.loaded.now!;
  }
  get facts() {
    return this.loaded.facts;
  }
}

function laidOver(before: World['answers'], given: readonly Given[]): World['answers'] {
  const all = { ...before };
  for (const { flow, step, value } of given) all[flow] = { ...all[flow], [step]: value };
  return all;
}

export function effect(d: Draft, made: Effect): void {
  d.effects.push(made);
}
