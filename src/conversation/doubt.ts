import type { Effect } from '../domain/effect.ts';
import type { InboundContent } from '../domain/inbound.ts';
import { tapId } from '../domain/option.ts';
import type { OutOption } from '../domain/outbound.ts';
import { hasDuty } from '../programme/linking/duty.ts';
import { normalise } from '../text/normalise.ts';
import type { At, ConverseDeps } from './deps.ts';
import type { Draft, Message } from './draft.ts';
import type { LaneEvent, LanePerson, LaneView, Turned } from './event.ts';
import { isOptOut, lexiconOf, textOf } from './hear.ts';
import { messageOf } from './lane.ts';
import { codeIn } from './linking.ts';
import { nameAmong } from './names-on-phone.ts';
import { newcomer } from './newcomer.ts';
import { closeDraft, openDraft } from './open-draft.ts';
import { distressIn } from './route/distress.ts';
import { passive } from './route/passive.ts';
import { system } from './speech.ts';
import type { LaneState } from './state.ts';
import { builtInOptions } from './understand/index.ts';
import { isIn, wholeForms } from './understand/phrases.ts';

type MessageEvent = Extract<LaneEvent, { kind: 'message' }>;
type Hear = (d: Draft, message: Message) => string;

/** A number that may have changed hands, and those whom we know on it. */
interface Doubt {
  readonly view: LaneView;
  readonly event: MessageEvent;
  readonly people: readonly LanePerson[];
  readonly deps: ConverseDeps;
  readonly at: At;
}

/** Asked so often; then it is quiet, with a task for the team. */
const ASKED = 2;

/**
 * Somebody writes from a number that may have changed hands. She is asked who she is before anything of hers is shown or
 * done; what she wrote waits. Leaving, and a call for help, are heard at once. Undefined where nothing is in doubt.
 */
export function doubted(
  view: LaneView,
  event: MessageEvent,
  deps: ConverseDeps,
  at: At,
  hear: Hear,
): Turned | undefined {
  if (!view.addresses.some(({ id, inDoubt }) => id === event.addressId && inDoubt)) return undefined;
  const people = view.persons
    .filter(({ addresses }) => addresses.includes(event.addressId))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  if (people.length === 0) return undefined;
  const doubt: Doubt = { view, event, people, deps, at };
  const message = messageOf(event);
  const d = draftOf(doubt, people[0]!);
  const { providerOptOut } = message;
  if (providerOptOut || isOptOut(d, textOf(message.content)) || distressIn(d, message.content)) return undefined;
  if (passive(d, message) !== undefined) return { conversations: {}, effects: [], did: 'ignored' };
  const waits = view.lane.doubt?.[event.addressId];
  if (!waits) return ask(doubt, message.content, 1);
  const owing = people.find(({ id }) => id === waits.owes);
  if (owing) return owed(doubt, owing, message);
  const said = saidBy(doubt, d, message.content);
  if (said === undefined) return ask(doubt, waits.content, waits.times + 1);
  const waited: Message = { content: waits.content, sentAt: waits.sentAt };
  return said === 'other' ? stranger(doubt, waited, hear) : confirmed(doubt, said, waited, hear);
}

function draftOf({ view, event, deps, at }: Doubt, person: LanePerson): Draft {
  return openDraft(view, person, deps, at, { from: event.addressId, sentAt: event.inbound.sentAt });
}

/** One name is asked for yes or no, several as "who is writing". */
function ask(doubt: Doubt, content: InboundContent, times: number): Turned {
  const { view, event, people } = doubt;
  const person = people[0]!;
  const waits = { content, sentAt: view.lane.doubt?.[event.addressId]?.sentAt ?? event.inbound.sentAt, times };
  const lane = { ...view.lane, doubt: { ...view.lane.doubt, [event.addressId]: waits } };
  if (times > ASKED) {
    const task: Effect = { kind: 'task', personId: person.id, topic: 'who-writes', why: 'who-writes' };
    return { lane, conversations: {}, effects: times === ASKED + 1 ? [task] : [], did: 'quiet' };
  }
  const d = draftOf(doubt, person);
  const words =
    people.length === 1 ? system(d, 'doubt.one', { name: nameAmong(person, people) }) : system(d, 'shared.who');
  return {
    lane,
    conversations: {},
    effects: [send(doubt, person, { ...words, options: optionsOf(doubt, d) })],
    did: 'asked-who',
  };
}

function optionsOf({ people }: Doubt, d: Draft): readonly OutOption[] {
  const labels =
    people.length === 1
      ? builtInOptions('yes-no', lexiconOf(d)).map(({ label }) => label)
      : [...people.map((one) => nameAmong(one, people)), system(d, 'doubt.other').text];
  return labels.map((label, i) => ({ key: idAt(i), label, id: tapId.command(idAt(i)) }));
}

const idAt = (place: number): string => `doubt-${String.fromCharCode(97 + place)}`;

function send(
  { event }: Doubt,
  person: LanePerson,
  message: { text: string; sms: string; options?: readonly OutOption[] },
): Effect {
  return {
    kind: 'send',
    group: { addressId: event.addressId, personId: person.id, kind: 'reply', parts: [{ message }] },
  };
}

/** Her answer: which of them she is, somebody else, or nothing that we understand. */
function saidBy({ people }: Doubt, d: Draft, content: InboundContent): LanePerson | 'other' | undefined {
  const places = people.length + 1;
  const at = (place: number) => (place < people.length ? people[place] : 'other');
  if (content.kind === 'tap') {
    const tapped = Array.from({ length: places }, (_, i) => tapId.command(idAt(i))).indexOf(content.id);
    return tapped < 0 ? undefined : at(tapped);
  }
  if (content.kind !== 'text') return undefined;
  const text = normalise(content.text).replace(/^soy /, '');
  const number = /^\d$/.test(text) ? Number(text) - 1 : -1;
  if (number >= 0 && number < places) return at(number);
  const lexicon = lexiconOf(d);
  const forms = wholeForms(content.text, lexicon);
  if (people.length === 1 && isIn(lexicon.meanings.yes, forms)) return people[0];
  if (isIn(lexicon.meanings.no, forms)) return 'other';
  return people.find((one) => text === normalise(nameAmong(one, people)));
}

/** It is she. A role comes back with a code of a colleague alone; a learner goes on with what she wrote. */
function confirmed(doubt: Doubt, person: LanePerson, waited: Message, hear: Hear): Turned {
  const { view, event } = doubt;
  if (hasDuty(person.world.facts)) {
    const d = draftOf(doubt, person);
    const waits = {
      ...view.lane.doubt?.[event.addressId],
      content: waited.content,
      sentAt: waited.sentAt,
      times: 1,
      owes: person.id,
    };
    const name = nameAmong(person, doubt.people);
    return {
      lane: { ...view.lane, doubt: { ...view.lane.doubt, [event.addressId]: waits } },
      conversations: {},
      effects: [
        { kind: 'job', personId: person.id, operation: 'link.ask', input: { name, has: false, self: true } },
        send(doubt, person, system(d, 'doubt.code')),
      ],
      did: 'owes-code',
    };
  }
  const open: LaneView = {
    ...view,
    addresses: view.addresses.map((address) => {
      if (address.id !== event.addressId) return address;
      const { inDoubt: _, ...trusted } = address;
      return trusted;
    }),
  };
  const d = draftOf({ ...doubt, view: open }, person);
  d.effects.push({ kind: 'address.trust', personId: person.id, addressId: event.addressId });
  const turned = closeDraft(d, hear(d, waited));
  return { ...turned, lane: settled(doubt) };
}

/** While she owes the code everything else waits. */
function owed(doubt: Doubt, person: LanePerson, message: Message): Turned {
  const code = message.content.kind === 'text' ? codeIn(message.content.text) : undefined;
  const effects: readonly Effect[] =
    code === undefined
      ? [send(doubt, person, system(draftOf(doubt, person), 'doubt.code'))]
      : [{ kind: 'job', personId: person.id, operation: 'link.try', input: { code } }];
  return { conversations: {}, effects, did: code === undefined ? 'owes-code' : 'code' };
}

/** The number is somebody else's: she is new to us, and those whom we knew on it are not reached there any more. */
function stranger(doubt: Doubt, waited: Message, hear: Hear): Turned {
  const { view, event, people, deps, at } = doubt;
  const without: LaneView = {
    ...view,
    persons: view.persons.map((one) => ({ ...one, addresses: one.addresses.filter((id) => id !== event.addressId) })),
  };
  const inbound = { ...event.inbound, content: waited.content, sentAt: waited.sentAt };
  const { quoted: _, ...plain } = event;
  const turned = newcomer(without, { ...plain, inbound }, deps, at, hear);
  const left = people.map(
    (person): Effect => ({ kind: 'address.lost', personId: person.id, addressId: event.addressId }),
  );
  return { ...turned, effects: [...left, ...turned.effects], lane: settled(doubt) };
}

/** What is remembered of the number goes: who spoke on it, and what waited. */
function settled({ view, event }: Doubt): LaneState {
  const { [event.addressId]: _doubt, ...doubt } = view.lane.doubt ?? {};
  const { [event.addressId]: _speaking, ...speaking } = view.lane.speaking ?? {};
  const { [event.addressId]: _asked, ...asked } = view.lane.asked ?? {};
  return { ...view.lane, doubt, speaking, asked };
}
