import type { Millis } from '../base/clock.ts';
import { hasWindow, WINDOW, WINDOW_MARGIN } from '../domain/channel.ts';
import { passedOn } from '../domain/kept.ts';
import { quietAround, REPLY_EXEMPT } from '../domain/quiet-hours.ts';
import { localTime } from '../domain/time.ts';
import { type Care, careOf } from '../programme/handoff/care.ts';
import type {} from '../programme/handoff/effect.ts';
import { COMPLAINT, firstFor, PERSON, SAFEGUARDING_TOPIC } from '../programme/handoff/owner.ts';
import { CASE_THREAD } from '../programme/handoff/verbs.ts';
import { firstName, onDuty } from '../programme/on-duty.ts';
import { isCareful } from './careful.ts';
import { change, type Draft, effect, type Message, programmeOf, SAFEGUARDING } from './draft.ts';
import { textOf } from './hear.ts';
import { currentQuestion, sayQuestion } from './questions.ts';
import { reachable } from './reachable.ts';
import { say, system } from './speech.ts';

/** The topics that she opens herself, and the texts that promise an answer. */
const PROMISE = { [PERSON]: 'person.promise', [COMPLAINT]: 'complaint.promise' } as const;

/** She asks for a person, or complains. While it is open the second asking only says again what will happen. */
export function openCase(d: Draft, topic: keyof typeof PROMISE, reason: string): void {
  const open = careOf(d.world.facts).find((one) => one.topic === topic);
  const id = open?.id ?? d.newId();
  const programme = programmeOf(d)?.programme;
  const about = programme === undefined ? {} : { programme };
  effect(d, { kind: 'case.open', personId: d.person.id, topic, reason, id, ...about });
  // What she writes next is her complaint, not an answer to her lesson; SEGUIR takes her back to it.
  if (topic === COMPLAINT && hasOwner(d, topic)) change(d, { withPerson: id });
  // Where others read, a complaint is answered as any request for a person.
  promise(d, isCareful(d) ? PROMISE[PERSON] : PROMISE[topic], topic);
}

/** Says when she may hope for an answer: no more than is true. */
export function promise(d: Draft, key: string, topic: string): void {
  const night = hasOwner(d, topic) ? nightOf(d) : undefined;
  if (!hasOwner(d, topic)) say(d, `${key}-noted`);
  else if (night) say(d, `${key}-morning`, { at: localTime(night.to, night.zone) });
  else say(d, key);
}

function hasOwner(d: Draft, topic: string): boolean {
  const { facts } = d.world;
  if (careOf(facts).some((one) => one.topic === topic && one.owner !== null)) return true;
  const programme = programmeOf(d)?.programme ?? '';
  return firstFor(onDuty(facts), { topic, programme, person: d.person.id }).length > 0;
}

function nightOf(d: Draft): { readonly to: Millis; readonly zone: string } | undefined {
  const programme = programmeOf(d);
  const night = programme?.quietHours && quietAround(d.now, programme.timezone, [programme.quietHours]);
  return night && programme ? { to: night.to, zone: programme.timezone } : undefined;
}

/** Her words go to the one who answers her; the bot says nothing. */
export function handOn(d: Draft, message: Message, { id }: Care): string {
  const { content } = message;
  const media = content.kind === 'media' ? content.media : [];
  const files = media.filter(({ kind }) => kind !== 'sticker');
  const shown: string[] = media.length > files.length ? ['sticker'] : [];
  if (content.kind === 'location' || content.kind === 'contacts') shown.push(content.kind);
  const text = textOf(content);
  if (text === '' && files.length === 0 && shown.length === 0) return 'with-person';
  effect(d, { kind: 'case.say', personId: d.person.id, case: id, text, files, shown });
  return 'handed-on';
}

/** The case whose owner answers her now, if any. */
export function talkingIn(d: Draft): Care | undefined {
  const { withPerson } = d.conversation;
  const open = careOf(d.world.facts).filter(({ owner }) => owner !== null);
  // In a call for help nothing of what she writes is told, until someone has answered her.
  if (withPerson === SAFEGUARDING) return open.find(({ topic, answered }) => topic === SAFEGUARDING_TOPIC && answered);
  return withPerson === undefined ? undefined : open.find(({ id }) => id === withPerson);
}

/** What we did not understand, while she waits for a person: it is for that person. Told once that it was passed on. */
export function passOn(d: Draft, message: Message): string | undefined {
  const open = careOf(d.world.facts).findLast(({ owner, topic }) => owner !== null && topic !== SAFEGUARDING_TOPIC);
  if (!open || d.conversation.withPerson !== undefined) return undefined;
  const did = handOn(d, message, open);
  if (d.conversation.strays === 0) say(d, 'case.passed');
  change(d, { strays: 1 });
  return did;
}

export interface FromStaff {
  readonly case: string;
  readonly number: number;
  readonly by: string;
  readonly lane: string;
  readonly name: string;
}

/** What she sends: words, or a file with or without them. */
export interface FromPhone {
  readonly text: string;
  readonly media?: string | undefined;
  /** Where it is kept. */
  readonly file?: string | undefined;
}

/** A staff person answers. Her lane decides: whoever is first has the case, and only what can reach her is taken for sent. */
export function answered(d: Draft, from: FromStaff & FromPhone): string {
  const open = careOf(d.world.facts).find(({ id }) => id === from.case);
  if (!open) return tell(d, from, 'staff.closed-already');
  if (open.answered && open.owner !== from.by)
    return tell(d, from, 'staff.answered-already', { owner: open.ownerName });
  if (!d.address || !reachable(d)) return tell(d, from, 'staff.unreachable');
  const media = from.media !== undefined && from.file !== undefined ? passedOn(from.media, from.file) : undefined;
  if (media && d.address.form === 'sms') return tell(d, from, 'staff.no-files');
  const night = nightOf(d);
  const lately = d.now - (d.address.lastInboundAt ?? 0) <= REPLY_EXEMPT;
  const later = night && !lately ? night : undefined;
  if (!reachedAt(d, later?.to ?? d.now)) return tell(d, from, 'staff.window');
  d.kind = later ? 'reminder' : 'staff';
  const words = system(d, from.text === '' ? 'case.file' : 'case.words', { text: from.text, name: from.name });
  d.speech.push({ ...words, thread: CASE_THREAD + open.id, ...(media ? { media } : {}) });
  change(d, { strays: 0, ...(d.conversation.withPerson === SAFEGUARDING ? {} : { withPerson: open.id }) });
  effect(d, { kind: 'case.answered', personId: d.person.id, case: open.id, by: from.by });
  if (later) tell(d, from, 'staff.sent-later', { at: localTime(later.to, later.zone) });
  else tell(d, from, 'staff.sent');
  return 'answered-by-staff';
}

/** Free-form words reach her then: by the channel she uses, or by SMS where she has that too. */
function reachedAt({ address, ways }: Draft, at: Millis): boolean {
  if (!address || !hasWindow(address.channel)) return address !== undefined;
  if (at < (address.lastInboundAt ?? 0) + WINDOW - WINDOW_MARGIN) return true;
  return ways.some(({ form, optedOut }) => form === 'sms' && !optedOut);
}

/** A staff person has a call for help in hand. The learner hears nothing: who reaches her knows how. */
export function taken(d: Draft, from: FromStaff): string {
  const open = careOf(d.world.facts).find(({ id }) => id === from.case);
  if (!open) return tell(d, from, 'staff.closed-already');
  if (open.topic !== SAFEGUARDING_TOPIC) return tell(d, from, 'staff.answer-her');
  if (open.answered && open.owner !== from.by) return tell(d, from, 'staff.taken-already', { owner: open.ownerName });
  effect(d, { kind: 'case.taken', personId: d.person.id, case: open.id, by: from.by });
  tell(d, from, 'staff.taken');
  return 'case-taken';
}

/** A staff person closes the case: she is told in one line and goes on where she was. A false alarm is closed without a word. */
export function ended(d: Draft, from: FromStaff): string {
  const open = careOf(d.world.facts).find(({ id }) => id === from.case);
  if (!open) return tell(d, from, 'staff.closed-already');
  const quietly = open.topic === SAFEGUARDING_TOPIC;
  const { withPerson } = d.conversation;
  effect(d, { kind: 'case.end', personId: d.person.id, case: open.id, by: from.by });
  const resumes = withPerson === open.id || (quietly && withPerson === SAFEGUARDING);
  if (resumes) change(d, { withPerson: undefined });
  change(d, { strays: 0 });
  d.kind = nightOf(d) ? 'reminder' : 'staff';
  if (!quietly) say(d, 'case.closed');
  const question = currentQuestion(d);
  if (question && resumes && (d.conversation.pausedUntil ?? 0) <= d.now) sayQuestion(d, question);
  tell(d, from, quietly ? 'staff.closed-quietly' : 'staff.closed');
  return 'case-closed';
}

/** Nobody has it, or nobody answered it in time. */
export function caseDue(d: Draft, id: string): string {
  const open = careOf(d.world.facts).find((one) => one.id === id);
  const gone = open !== undefined && !onDuty(d.world.facts).some((staff) => staff.id === open.owner);
  if (!open || (open.waiting === null && !gone)) return 'stale-timer';
  effect(d, { kind: 'case.move', personId: d.person.id, case: id });
  return 'case-moved';
}

function tell(
  d: Draft,
  { by, lane, number }: FromStaff,
  key: string,
  vars: Record<string, string | number> = {},
): string {
  const name = firstName(d.world.profile['name'] ?? d.person.name);
  effect(d, { kind: 'staff.tell', personId: d.person.id, to: by, lane, key, vars: { number, name, ...vars } });
  return 'told-staff';
}
