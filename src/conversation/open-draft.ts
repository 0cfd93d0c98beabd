import { idsFrom } from '../base/ids.ts';
import { seededRandom } from '../base/random.ts';
import { settle } from './advance.ts';
import { compose, remember } from './compose.ts';
import type { At, ConverseDeps } from './deps.ts';
import { type Draft, programmeOf } from './draft.ts';
import type { LaneAddress, LanePerson, LaneView, Turned } from './event.ts';

/** Begins one person's turn. `from` is the address her message came from; else she is reached where she last wrote. */
export function openDraft(
  view: LaneView,
  person: LanePerson,
  deps: ConverseDeps,
  at: At,
  heard?: { readonly from: string; readonly sentAt: number },
): Draft {
  const address = heard ? view.addresses.find(({ id }) => id === heard.from) : reachedAt(view, person);
  const { now, seed } = at;
  const d: Draft = {
    deps,
    now,
    newId: idsFrom(now, `${seed}/${person.id}`),
    random: seededRandom(`${seed}/${person.id}/draws`),
    person,
    address,
    ways: addressesOf(view, person),
    shared: address !== undefined && view.persons.filter((other) => other.addresses.includes(address.id)).length > 1,
    sentAt: heard?.sentAt,
    conversation: person.conversation,
    world: person.world,
    language: '',
    speech: [],
    effects: [],
    asked: undefined,
    begun: 0,
    kind: heard ? 'reply' : 'lesson', // what no message of hers caused waits for the end of her quiet hours
  };
  d.language = person.language ?? programmeOf(d)?.languages[0] ?? person.world.language;
  return d;
}

/** Where she last wrote from, if messages are still welcome there. */
function reachedAt(view: LaneView, person: LanePerson): LaneAddress | undefined {
  const hers = addressesOf(view, person);
  return hers.find((address) => !address.optedOut) ?? hers[0];
}

function addressesOf(view: LaneView, person: LanePerson): readonly LaneAddress[] {
  return person.addresses.flatMap((id) => view.addresses.find((address) => address.id === id) ?? []);
}

/** Ends it: those whose turn it is speak, the words become one group, and what changed is read out. */
export function closeDraft(d: Draft, did: string): Turned {
  settle(d);
  remember(d);
  const group = compose(d);
  const changed = d.conversation !== d.person.conversation;
  return {
    conversations: changed ? { [d.person.id]: d.conversation } : {},
    effects: group ? [...d.effects, { kind: 'send', group }] : d.effects,
    did,
  };
}
