import { idsFrom } from '../base/ids.ts';
import { seededRandom } from '../base/random.ts';
import { WORDS_TOLD } from '../domain/words-told.ts';
import { settle } from './advance.ts';
import { compose, remember } from './compose.ts';
import type { At, ConverseDeps } from './deps.ts';
import { type Draft, programmeOf } from './draft.ts';
import type { LaneAddress, LanePerson, LaneView, Turned } from './event.ts';
import { isOpen } from './reachable.ts';
import { sayReceipts } from './receipts.ts';
import { keepsWaiting } from './turns-on-phone.ts';

/** Begins one person's turn. `from` is the address her message came from; else she is reached where she last wrote. */
export function openDraft(
  view: LaneView,
  person: LanePerson,
  deps: ConverseDeps,
  at: At,
  heard?: { readonly from: string; readonly sentAt: number },
): Draft {
  const ways = addressesOf(view, person);
  const address = heard ? (ways.find(({ id }) => id === heard.from) ?? there(view, heard.from)) : reachedAt(ways);
  const peers = address ? view.persons.filter((one) => one.id !== person.id && one.addresses.includes(address.id)) : [];
  const { now, seed } = at;
  const d: Draft = {
    deps,
    now,
    newId: idsFrom(now, `${seed}/${person.id}`),
    random: seededRandom(`${seed}/${person.id}/draws`),
    person,
    address,
    ways,
    shared: peers.length > 0,
    peers,
    sentAt: heard?.sentAt,
    conversation: person.conversation,
    world: person.world,
    language: '',
    speech: [],
    effects: [],
    asked: undefined,
    passed: [],
    begun: 0,
    kind: heard ? 'reply' : 'lesson', // what no message of hers caused waits for the end of her quiet hours
  };
  d.language = person.language ?? programmeOf(d)?.languages[0] ?? person.world.language;
  return d;
}

/** Where she last wrote from, if messages are still welcome there. */
function reachedAt(hers: readonly LaneAddress[]): LaneAddress | undefined {
  return hers.find(isOpen) ?? hers.find(({ optedOut }) => !optedOut) ?? hers[0];
}

function there({ addresses }: LaneView, id: string): LaneAddress | undefined {
  return addresses.find((address) => address.id === id);
}

/** Hers, as they are for her: on a number that others have opened again she may still want nothing. */
function addressesOf(view: LaneView, { addresses, silentAt = [] }: LanePerson): readonly LaneAddress[] {
  return addresses.flatMap((id) => {
    const address = there(view, id);
    return address ? [silentAt.includes(id) ? { ...address, optedOut: true } : address] : [];
  });
}

/** Ends it: those whose turn it is speak, the words become one group, and what changed is read out. */
export function closeDraft(d: Draft, did: string): Turned {
  settle(d);
  sayReceipts(d);
  keepsWaiting(d, did);
  remember(d);
  const group = compose(d);
  const changed = d.conversation !== d.person.conversation;
  return {
    conversations: changed ? { [d.person.id]: d.conversation } : {},
    effects: group ? [...d.effects, { kind: 'send', group }] : d.effects,
    did: isTold(d, did) ? did : 'kept-back',
  };
}

/** Words that we did not understand go with an alert to the team (programme/handoff/in-care.ts), unless a question for few eyes was open. */
function isTold(d: Draft, did: string): boolean {
  if (!WORDS_TOLD.includes(did)) return true;
  return ![...d.person.conversation.questions, ...d.conversation.questions].some(({ secret }) => secret);
}
