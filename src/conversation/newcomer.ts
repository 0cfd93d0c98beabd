import { idsFrom } from '../base/ids.ts';
import type { At, ConverseDeps } from './deps.ts';
import { type Draft, effect, type Message } from './draft.ts';
import type { LaneEvent, LanePerson, LaneView, Turned } from './event.ts';
import { joinSaid } from './join-word.ts';
import { messageOf } from './lane.ts';
import { closeDraft, openDraft } from './open-draft.ts';
import { EMPTY_CONVERSATION } from './state.ts';

/**
 * Nobody is known on this address: whoever writes becomes a person, so that the call for help of someone who has not
 * joined has a home too. Her profile name on WhatsApp is not taken for her name.
 */
export function newcomer(
  view: LaneView,
  event: Extract<LaneEvent, { kind: 'message' }>,
  deps: ConverseDeps,
  at: At,
  hear: (d: Draft, message: Message) => string,
): Turned {
  const message = messageOf(event);
  const person = stranger(view, event, deps, at);
  const d = openDraft(view, person, deps, at, { from: event.addressId, sentAt: message.sentAt });
  effect(d, { kind: 'person.create', personId: person.id, addressId: event.addressId, language: d.language });
  const turned = closeDraft(d, hear(d, message));
  const said = turned.effects.length > 1 || Object.keys(turned.conversations).length > 0;
  // A reaction from a wrong number leaves no trace.
  return said
    ? { ...turned, conversations: { [person.id]: d.conversation } }
    : { conversations: {}, effects: [], did: turned.did };
}

function stranger(
  view: LaneView,
  event: Extract<LaneEvent, { kind: 'message' }>,
  deps: ConverseDeps,
  at: At,
): LanePerson {
  const { content } = event.inbound;
  const joining = content.kind === 'text' ? joinSaid({ deps }, content.text)?.programme : undefined;
  const programme = joining ?? [...deps.library.programmes.values()][0];
  const language = programme?.languages[0] ?? 'es';
  return {
    id: idsFrom(at.now, `${at.seed}/newcomer`)(),
    language,
    addresses: [event.addressId],
    conversation: EMPTY_CONVERSATION,
    world: {
      person: {},
      profile: {},
      answers: {},
      channel: view.addresses.find(({ id }) => id === event.addressId)?.form ?? 'sms',
      language,
      facts: {},
    },
  };
}
