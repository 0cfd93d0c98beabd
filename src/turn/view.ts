import type { Millis } from '../base/clock.ts';
import type { Mutable } from '../base/mutable.ts';
import type { LaneAddress, LanePerson, LaneView } from '../conversation/event.ts';
import { EMPTY_LANE, type LaneState } from '../conversation/state.ts';
import { readConversation } from '../conversation/stored.ts';
import { type ChannelId, type Form, formOf } from '../domain/channel.ts';
import type { Library } from '../flow/library.ts';
import type { PublishedFact } from '../programme/manifest.ts';
import { ZONE, zoneIn } from '../programme/session/fact.ts';
import type { ClaimedItem, LoadedAddress, LoadedLane, LoadedPerson } from '../store/port.ts';
import { programmeOf, whereOf } from './where.ts';
import { worldOf } from './world.ts';

export interface ViewDeps {
  readonly facts: readonly PublishedFact[];
  readonly library: Library;
}

/** The lane as the conversation sees it. JSON is parsed here, once; worlds are made when asked. */
export function laneView(lane: LoadedLane, item: ClaimedItem, deps: ViewDeps, now: Millis): LaneView {
  const own = item.from === 'inbox' ? item.addressId : undefined;
  const addresses = lane.addresses.map((row) => laneAddress(row, own));
  const from = addresses.find((address) => address.id === own);
  return {
    lane: lane.state === '{}' ? EMPTY_LANE : { ...EMPTY_LANE, ...(JSON.parse(lane.state) as LaneState) },
    addresses,
    persons: lane.persons.map((person) => lanePerson(person, addresses, from?.form, deps, now)),
  };
}

// What may be absent is put in afterwards: a spread in the middle of an object makes a slow one, for every message.

function laneAddress(row: LoadedAddress, from: string | undefined): LaneAddress {
  const channel = row.channel as ChannelId;
  const address: Mutable<LaneAddress> = {
    id: row.id,
    channel,
    form: formOf(channel),
    ourNumber: row.our_number,
    // In doubt it is silent but for the question who writes, which answers a message of its own.
    optedOut: row.opted_out_at !== null || (row.doubt_at !== null && row.id !== from),
    simulated: row.simulated === 1,
  };
  if (row.last_inbound_at !== null) address.lastInboundAt = row.last_inbound_at;
  if (row.doubt_at !== null) address.inDoubt = true;
  if (row.opted_out_by !== null) address.optedOutBy = row.opted_out_by as 'learner' | 'provider';
  if (row.dead_at !== null) address.dead = true;
  if (row.by_sms_since !== null) address.bySms = true;
  return address;
}

function lanePerson(
  row: LoadedPerson,
  addresses: readonly LaneAddress[],
  form: Form | undefined,
  deps: ViewDeps,
  now: Millis,
): LanePerson {
  const reached = reachedAt(row, addresses);
  const conversation = readConversation(row.conversation, row.schema);
  const programme = programmeOf(conversation, deps.library);
  const person: Mutable<LanePerson> = {
    id: row.id,
    addresses: reached.map((address) => address.id),
    conversation,
    world: worldOf(row, deps.facts, {
      form: form ?? reached[0]?.form ?? 'sms',
      language: row.language ?? programme?.languages[0] ?? 'es',
      now,
      programme: programme?.programme,
      zone: () => whereOf(conversation, deps.library, [], zoneIn(row.facts[ZONE])).zone,
    }),
  };
  if (row.name !== null) person.name = row.name;
  if (row.language !== null) person.language = row.language;
  if (row.silent_ids?.length) person.silentAt = row.silent_ids;
  return person;
}

/** Where WhatsApp does not deliver she is reached by SMS, until she writes there again. */
function reachedAt({ address_ids }: LoadedPerson, addresses: readonly LaneAddress[]): readonly LaneAddress[] {
  const hers = addresses.filter((address) => address_ids.includes(address.id));
  if (hers.length < 2) return hers;
  return hers.sort(
    (a, b) => Number(a.bySms ?? false) - Number(b.bySms ?? false) || (b.lastInboundAt ?? 0) - (a.lastInboundAt ?? 0),
  );
}
