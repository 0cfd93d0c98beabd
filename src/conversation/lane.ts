import type { Effect } from '../domain/effect.ts';
import type { InboundContent } from '../domain/inbound.ts';
import { tapId } from '../domain/option.ts';
import type { OutOption } from '../domain/outbound.ts';
import { normalise } from '../text/normalise.ts';
import type { At, ConverseDeps } from './deps.ts';
import type { Message } from './draft.ts';
import type { LaneEvent, LanePerson, LaneView, Turned } from './event.ts';
import { accepting, isDone, isLoose, isOptIn, isOptOut, smallTalkOf, textOf } from './hear.ts';
import { namesHomework } from './homeworks.ts';
import { SPEAKER_REMEMBERED } from './limits.ts';
import { nameAmong, nameOf } from './names-on-phone.ts';
import { openDraft } from './open-draft.ts';
import { distressIn } from './route/distress.ts';
import { system } from './speech.ts';
import { staffHeard } from './staff.ts';
import type { LaneState } from './state.ts';
import { together } from './together.ts';

type MessageEvent = Extract<LaneEvent, { kind: 'message' }>;

/** Who is speaking: a person (and the lane's new memory of it), nobody we know, or we have to ask. */
export type Spoken =
  | { readonly is: 'person'; readonly person: LanePerson; readonly message: Message; readonly lane?: LaneState }
  | { readonly is: 'nobody' }
  | { readonly is: 'asked'; readonly turned: Turned };

/**
 * Finds who wrote. On a phone with one person that is she. On a shared one: whose button or quote it is, who works, a name or
 * number put in front ("2 mi tarea…"), a name alone, whose homework it names, who spoke within 30 minutes, the only one whose question it answers; else we ask.
 */
export function speaker(view: LaneView, event: MessageEvent, deps: ConverseDeps, at: At): Spoken {
  const people = view.persons.filter(({ addresses }) => addresses.includes(event.addressId)).toSorted(byId);
  const message = messageOf(event);
  const only = people[0];
  if (!only) return { is: 'nobody' };
  if (people.length === 1) return { is: 'person', person: only, message };
  const phone: Phone = { view, people, address: event.addressId, deps, at };
  return (
    toWhoQuestion(phone, message) ??
    byQuestion(phone, message, event) ??
    byDuty(phone, message) ??
    byPrefix(phone, message) ??
    byName(phone, message) ??
    byReturn(phone, message) ??
    byHomework(phone, message) ??
    byMemory(phone, message) ??
    byAnswer(phone, message) ??
    fromAnyone(phone, message) ??
    ask(phone, message)
  );
}

/** A phone that several share, at one moment. */
interface Phone {
  readonly view: LaneView;
  /** In the order in which they are numbered: by when they joined, so that it never changes. */
  readonly people: readonly LanePerson[];
  readonly address: string;
  readonly deps: ConverseDeps;
  readonly at: At;
}

const draftOf = ({ view, address, deps, at }: Phone, person: LanePerson, { sentAt }: Message) =>
  openDraft(view, person, deps, at, { from: address, sentAt });

function byId(a: LanePerson, b: LanePerson): number {
  return a.id < b.id ? -1 : 1;
}

export function messageOf({ inbound, quoted }: MessageEvent): Message {
  return {
    content: inbound.content,
    sentAt: inbound.sentAt,
    ...(quoted ? { quoted } : {}),
    ...(inbound.providerOptOut ? { providerOptOut: inbound.providerOptOut } : {}),
  };
}

/** Her answer to "¿Quién escribe?": the message that waited is now hers. */
function toWhoQuestion(phone: Phone, message: Message): Spoken | undefined {
  const asked = phone.view.lane.asked?.[phone.address];
  if (!asked || phone.at.now - asked.sentAt > SPEAKER_REMEMBERED) return undefined;
  const person = namedBy(phone, message.content);
  if (!person) return undefined;
  const waited: Message = { content: asked.content, sentAt: asked.sentAt };
  return { is: 'person', person, message: waited, lane: remembering(phone, person, true) };
}

/** The whole message is a number, a name, "soy Luz" or a tap on the name. */
function namedBy({ people }: Phone, content: InboundContent): LanePerson | undefined {
  if (content.kind === 'tap') return people[WHO_IDS.indexOf(content.id)];
  if (content.kind !== 'text') return undefined;
  const text = normalise(content.text).replace(/^soy /, '');
  return people.find((person, i) => text === String(i + 1) || isCalled(person, people, text));
}

const WHO_IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((letter) => tapId.command(`who-${letter}`));

function byQuestion(phone: Phone, message: Message, { quoted }: MessageEvent): Spoken | undefined {
  const { content } = message;
  const tapped = content.kind === 'tap' ? tapId.parse(content.id) : null;
  const question = tapped && 'question' in tapped ? tapped.question : quoted?.questionId;
  const person = phone.people.find(
    ({ id, conversation }) =>
      id === quoted?.personId || [...conversation.questions, ...conversation.closed].some((one) => one.id === question),
  );
  return person && { is: 'person', person, message, lane: remembering(phone, person) };
}

/** A staff verb is hers who has a role, on a phone that she shares with learners. */
function byDuty(phone: Phone, message: Message): Spoken | undefined {
  const able = phone.people.filter((one) => staffHeard(draftOf(phone, one, message), message) !== undefined);
  const [person] = able;
  return person && able.length === 1 ? { is: 'person', person, message } : undefined;
}

/** "2 mi tarea…", "Luz: mi tarea…". Not where she who spoke last was asked for just such a thing ("2 mil"). */
function byPrefix(phone: Phone, message: Message): Spoken | undefined {
  if (message.content.kind !== 'text') return undefined;
  const found = prefixed(phone, message.content.text);
  if (!found) return undefined;
  const last = remembered(phone);
  const asNumber = /^\d/.test(message.content.text.trim());
  if (asNumber && last && answers(phone, last, message) > 0) return undefined;
  if (asNumber && phone.people.some((person) => answers(phone, person, message, true) > 0)) return undefined;
  const content: InboundContent = { kind: 'text', text: found.rest };
  return {
    is: 'person',
    person: found.person,
    message: { ...message, content },
    lane: remembering(phone, found.person),
  };
}

function prefixed({ people }: Phone, text: string): { readonly person: LanePerson; readonly rest: string } | undefined {
  const [, head, rest] = /^\s*(\S+?)[\s:.,)-]+(\S[\s\S]*)$/.exec(text) ?? [];
  if (head === undefined || rest === undefined) return undefined;
  const said = normalise(head);
  const person = people.find((one, i) => said === String(i + 1) || isCalled(one, people, said));
  return person && { person, rest };
}

/** "Luz", "soy Luz": it is her from now on, and she sees where she is. Not where a name is just what is asked for. */
function byName(phone: Phone, message: Message): Spoken | undefined {
  const { content } = message;
  if (content.kind !== 'text' || /^\s*\d+\s*$/.test(content.text)) return undefined;
  const person = namedBy(phone, content);
  const isAsked = phone.people.some(({ conversation }) =>
    conversation.questions.some(({ accepts }) => accepts.types.includes('name')),
  );
  if (!person || isAsked) return undefined;
  const again: InboundContent = { kind: 'tap', id: tapId.command('repeat'), title: content.text };
  return { is: 'person', person, message: { ...message, content: again }, lane: remembering(phone, person) };
}

/**
 * ALTA brings back her who wrote it and nobody else, so that it is never guessed whose it is: hers who is named in it,
 * hers who goes on speaking and never left; else we ask.
 */
function byReturn(phone: Phone, message: Message): Spoken | undefined {
  const text = textOf(message.content);
  const [, word = '', name = ''] = /^\s*(\S+)\s+(\S[\s\S]*)$/.exec(text) ?? [];
  const named = name === '' ? undefined : phone.people.find((one) => isCalled(one, phone.people, normalise(name)));
  if (named && isReturn(phone, { kind: 'text', text: word })) {
    const content: InboundContent = { kind: 'text', text: word };
    return { is: 'person', person: named, message: { ...message, content }, lane: remembering(phone, named) };
  }
  if (!isReturn(phone, message.content) || phone.people.every((one) => !isSilent(phone, one))) return undefined;
  const last = remembered(phone);
  return last && !isSilent(phone, last) ? undefined : ask(phone, message);
}

function isReturn({ view, people, deps, at }: Phone, content: InboundContent): boolean {
  return isOptIn(openDraft(view, people[0]!, deps, at), textOf(content));
}

/** She wants nothing more at this number. */
function isSilent({ view, address }: Phone, { silentAt = [] }: LanePerson): boolean {
  return silentAt.includes(address) || view.addresses.some(({ id, optedOut }) => id === address && optedOut);
}

/** `TAREA ventas …` is hers who was given it; where both were, hers who goes on speaking; else we ask. */
function byHomework(phone: Phone, message: Message): Spoken | undefined {
  const able = phone.people.filter((one) => !isSilent(phone, one));
  const owners = able.filter((one) => namesHomework(draftOf(phone, one, message), message));
  if (owners.length === 0) return undefined;
  const person = owners.length === 1 ? owners[0] : owners.find((one) => one === remembered(phone));
  return person ? { is: 'person', person, message, lane: remembering(phone, person) } : ask(phone, message);
}

/** Who spoke last goes on speaking, unless the message exactly answers another's question and none of hers. */
function byMemory(phone: Phone, message: Message): Spoken | undefined {
  const last = remembered(phone);
  if (!last) return undefined;
  const others = phone.people.filter((person) => person !== last && answers(phone, person, message) === EXACT);
  const person = answers(phone, last, message) === 0 && others.length === 1 ? others[0]! : last;
  return { is: 'person', person, message };
}

function byAnswer(phone: Phone, message: Message): Spoken | undefined {
  const able = phone.people.filter((person) => answers(phone, person, message) > 0);
  if (able.length === 1) return { is: 'person', person: able[0]!, message };
  // What concerns the phone and not the person needs no name.
  const d = openDraft(phone.view, phone.people[0]!, phone.deps, phone.at);
  const forPhone =
    PASSIVE.includes(message.content.kind) || message.providerOptOut || isOptOut(d, textOf(message.content));
  return forPhone || distressIn(d, message.content) ? { is: 'person', person: phone.people[0]!, message } : undefined;
}

/** "Gracias", "ok", a sticker with nothing to answer: it does not matter whose it is, and nobody is asked. */
function fromAnyone(phone: Phone, message: Message): Spoken | undefined {
  const { content } = message;
  if (phone.people.some((person) => answers(phone, person, message) > 0)) return undefined;
  const d = draftOf(phone, phone.people[0]!, message);
  const talk = content.kind === 'text' ? smallTalkOf(d, content.text) : null;
  const sticker = content.kind === 'media' && content.media.every(({ kind }) => kind === 'sticker');
  if (!sticker && (talk === null || talk === 'greeting')) return undefined;
  return { is: 'asked', turned: { conversations: {}, effects: [], did: 'courtesy' } };
}

const PASSIVE: readonly string[] = ['reaction', 'edit', 'deletion', 'number-change'];
/** The best fit of understanding: her option, its number, plain digits. */
const EXACT = 3;

/** How well it answers a question of hers; `asValue` leaves out questions that take any words. */
function answers(phone: Phone, person: LanePerson, message: Message, asValue = false): number {
  if (isSilent(phone, person)) return 0;
  const d = draftOf(phone, person, message);
  const open = accepting(d, message).filter(({ question }) => !asValue || !isLoose(question));
  const collects = person.conversation.questions.some(
    ({ collects, parts }) =>
      collects && (message.content.kind === 'media' || (parts !== undefined && isDone(d, textOf(message.content)))),
  );
  return Math.max(collects ? 2 : 0, ...open.map(({ fit }) => fit));
}

function remembered({ view, people, address, at }: Phone): LanePerson | undefined {
  const last = view.lane.speaking?.[address];
  return last && last.until > at.now ? people.find(({ id }) => id === last.person) : undefined;
}

function remembering({ view, address, at }: Phone, person: LanePerson, answered = false): LaneState {
  const { [address]: _waited, ...asked } = view.lane.asked ?? {};
  return {
    ...view.lane,
    speaking: { ...view.lane.speaking, [address]: { person: person.id, until: at.now + SPEAKER_REMEMBERED } },
    ...(answered ? { asked } : {}),
  };
}

/** Asks, and keeps what she wrote until we know. Asked twice in vain, it falls silent with a task for the team. */
function ask(phone: Phone, message: Message): Spoken {
  const { view, people, address, at } = phone;
  const back = isReturn(phone, message.content);
  if (!back && people.every((one) => isSilent(phone, one))) {
    return { is: 'asked', turned: { conversations: {}, effects: [], did: 'silenced' } };
  }
  const before = view.lane.asked?.[address];
  const waits = before && at.now - before.sentAt <= SPEAKER_REMEMBERED ? before : undefined;
  const times = (waits?.times ?? 0) + 1;
  const content = waits && !back ? together(waits.content, message.content) : message.content;
  const lane: LaneState = {
    ...view.lane,
    asked: {
      ...view.lane.asked,
      [address]: { content, sentAt: waits?.sentAt ?? message.sentAt, persons: people.map(({ id }) => id), times },
    },
  };
  const person = people[0]!;
  if (times > 2) {
    const task = {
      kind: 'task',
      personId: person.id,
      topic: 'who-writes',
      why: 'who-writes',
    } as const;
    return { is: 'asked', turned: { lane, conversations: {}, effects: times === 3 ? [task] : [], did: 'quiet' } };
  }
  const d = draftOf(phone, person, message);
  const options = people.map((one, i): OutOption => ({ key: one.id, label: nameAmong(one, people), id: WHO_IDS[i]! }));
  const group = {
    addressId: address,
    personId: person.id,
    kind: 'reply',
    parts: [{ message: { ...system(d, 'shared.who'), options } }],
  } as const;
  // The number is opened, so that the question may go; they stay silent until one of them has answered it.
  const open: Effect[] =
    back && view.addresses.some(({ id, optedOut }) => id === address && optedOut)
      ? [{ kind: 'opt-in', addressId: address }]
      : [];
  const effects: Effect[] = [...open, { kind: 'send', group }];
  return { is: 'asked', turned: { lane, conversations: {}, effects, did: 'asked-who' } };
}

/** By the name that we call her, or all of it. */
function isCalled(person: LanePerson, people: readonly LanePerson[], said: string): boolean {
  return said === normalise(nameAmong(person, people)) || said === normalise(nameOf(person) ?? '');
}
