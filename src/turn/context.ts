import { DAY, type Millis } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { LanePerson, LaneView, Turned } from '../conversation/event.ts';
import type { Conversation } from '../conversation/state.ts';
import { chosenHour } from '../domain/part-of-day.ts';
import type { TimerRequest } from '../domain/timer.ts';
import type { Library } from '../flow/library.ts';
import type { HandlerContext, PersonRecord, Rest } from '../programme/manifest.ts';
import { ZONE, zoneIn } from '../programme/session/fact.ts';
import { PAUSES, pausesOf } from '../programme/standing/fact.ts';
import type { ClaimedItem, LoadedAddress, LoadedLane, LoadedPerson } from '../store/port.ts';
import type { ApplyContext } from './apply.ts';
import { type DueAt, dueOf, windowEnd } from './due.ts';
import { programmeOf, restOf, whereOf } from './where.ts';

/** What handlers are told of a turn. A class, since one is made for every message. */
export class TurnContext implements ApplyContext {
  readonly now: Millis;
  readonly newId: NewId;
  readonly workspace: string;
  readonly laneId: string;
  readonly cause?: NonNullable<HandlerContext['cause']>;
  readonly #lane: LoadedLane;
  readonly #view: LaneView;
  readonly #turned: Turned;
  readonly #library: Library;
  #records: Map<string, PersonRecord> | undefined;
  constructor(
    lane: LoadedLane,
    item: ClaimedItem,
    view: LaneView,
    turned: Turned,
    { workspace, library }: { readonly workspace: string; readonly library: Library },
    { now, newId }: Pick<HandlerContext, 'now' | 'newId'>,
  ) {
    this.now = now;
    this.newId = newId;
    this.workspace = workspace;
    this.laneId = lane.laneId;
    if (item.from === 'inbox') this.cause = causeOf(item);
    this.#lane = lane;
    this.#view = view;
    this.#turned = turned;
    this.#library = library;
  }

  address(id: string): LoadedAddress | undefined {
    return this.#lane.addresses.find((address) => address.id === id);
  }
  person(id: string): PersonRecord | undefined {
    const kept = this.#records?.get(id);
    if (kept) return kept;
    const one = this.#seen(id);
    return one && { language: one.language ?? null, values: one.world.person, profile: one.world.profile };
  }
  keep(id: string, record: PersonRecord): void {
    this.#records ??= new Map();
    this.#records.set(id, record);
  }
  facts(id: string): ReturnType<HandlerContext['facts']> {
    return this.#seen(id)?.world.facts ?? {};
  }
  rest(id: string): Rest {
    return restOf(this.#conversation(id), this.#library, zoneIn(loadedIn(this.#lane, id)?.facts[ZONE]));
  }
  undeliveredAfter(id: string): Millis {
    return programmeOf(this.#conversation(id), this.#library)?.channel.fallbackAfter ?? DAY;
  }
  due(id: string, timer: Pick<TimerRequest, 'rule' | 'purpose'>, from: Millis): Millis {
    return dueOf(timer, from, dueAt(this.#lane, id, this.#conversation(id), this.#library, this.now));
  }

  #seen(id: string): LanePerson | undefined {
    return this.#view.persons.find((one) => one.id === id);
  }
  /** As this turn leaves it. */
  #conversation(id: string): Conversation | undefined {
    return this.#turned.conversations[id] ?? this.#seen(id)?.conversation;
  }
}

/** By what the moments of her timers are reckoned. */
export function dueAt(
  lane: LoadedLane,
  personId: string,
  conversation: Conversation | undefined,
  library: Library,
  now: Millis,
): DueAt {
  const until = windowEnd(lane, personId);
  const { quiet = [] } = restOf(conversation, library);
  const person = loadedIn(lane, personId);
  const zone = zoneIn(person?.facts[ZONE]);
  const hour = chosenHour((JSON.parse(person?.profile ?? '{}') as Record<string, unknown>)['hour']);
  const where = whereOf(conversation, library, pausesOf(person?.facts[PAUSES]), zone);
  return { now, where, quiet, ...(until === undefined ? {} : { until }), ...(hour === undefined ? {} : { hour }) };
}

function loadedIn({ persons }: LoadedLane, id: string): LoadedPerson | undefined {
  return persons.find((one) => one.id === id);
}

function causeOf({
  id,
  addressId,
  inbound,
}: Extract<ClaimedItem, { from: 'inbox' }>): NonNullable<HandlerContext['cause']> {
  const { channel, number } = inbound.our;
  return { inboxId: id, addressId, channel, ourNumber: number, sentAt: inbound.sentAt, sentBy: inbound.sentBy };
}
