import type { Millis } from '../base/clock.ts';
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
    lane: { ...EMPTY_LANE, ...(JSON.parse(lane.state) as LaneState) },
    addresses,
    persons: lane.persons.map((person) => lanePerson(person, addresses, from?.form, deps, now)),
  };
}

function laneAddress(row: LoadedAddress, from: string | undefined): LaneAddress {
  const channel = row.channel as ChannelId;
  return {
    id: row.id,
    channel,
    form: formOf(channel),
    ourNumber: row.our_number,
    // In doubt it is silent but for the question who writes, which answers a message of its own.
    optedOut: row.opted_out_at !== null || (row.doubt_at !== null && row.id !== from),
    ...(row.doubt_at === null ? {} : { inDoubt: true as const }),
    ...(row.opted_out_by === null ? {} : { optedOutBy: row.opted_out_by as 'learner' | 'provider' }),
    ...(row.last_inbound_at === null ? {} : { lastInboundAt: row.last_inbound_at }),
    ...(row.dead_at === null ? {} : { dead: true as const }),
    ...(row.by_sms_since === null ? {} : { bySms: true as const }),
    simulated: row.simulated === 1,
  };
}

function lanePerson(
  row: LoadedPerson,
  addresses: readonly LaneAddress[],
  form: Form | undefined,
  deps: ViewDeps,
  now: Millis,
): LanePerson {
  const reached = addresses
    .filter((address) => row.address_ids.includes(address.id))
    // Where WhatsApp does not deliver she is reached by SMS, until she writes there again.
    .sort(
      (a, b) => Number(a.bySms ?? false) - Number(b.bySms ?? false) || (b.lastInboundAt ?? 0) - (a.lastInboundAt ?? 0),
    );
  const conversation = readConversation(row.conversation, row.schema);
  const programme = programmeOf(conversation, deps.library);
  const language = row.language ?? programme?.languages[0] ?? 'es';
  return {
    id: row.id,
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.language === null ? {} : { language: row.language }),
    addresses: reached.map((address) => address.id),
    ...(row.silent_ids?.length ? { silentAt: row.silent_ids } : {}),
    conversation,
    world: worldOf(row, deps.facts, {
      form: form ?? reached[0]?.form ?? 'sms',
      language,
      now,
      programme: programme?.programme,
      zone: () => whereOf(conversation, deps.library, [], zoneIn(row.facts[ZONE])).zone,
    }),
  };
}
