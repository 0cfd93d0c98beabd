import type { InboundContent } from '../domain/inbound.ts';
import type { OpenQuestion } from '../domain/question.ts';
import { advance } from './advance.ts';
import { change, type Draft, effect, type Message } from './draft.ts';
import { LONG_SILENCE, MISSED_KEPT, UNREAD } from './limits.ts';
import { askSystem, putQuestion, sayQuestion } from './questions.ts';
import { say, system } from './speech.ts';
import { threadOf } from './threads.ts';

/** She wrote something that does not answer the question: the next rung, never a fourth bot turn. */
export function miss(d: Draft, question: OpenQuestion, message: Message): string {
  if (message.content.kind !== 'media') keepMissed(d, message);
  if (isVoice(message.content) && (question.voices ?? 0) < 2) return voiceNote(d, question);
  if (d.conversation.withPerson !== undefined) return 'with-person';
  if (isUnread(question, message)) return 'same-breath';
  if (needsRecap(d, question)) return recap(d, question);
  const climbed: OpenQuestion = { ...question, misses: question.misses + 1, missedAt: d.now };
  putQuestion(d, climbed);
  switch (climbed.misses) {
    case 1:
      return simpler(d, climbed, message);
    case 2:
      return twoChoices(d, climbed);
    case 3:
      return toPerson(d, climbed);
    default: // a required question that a person of the team was told about: the bot does not go on about it
      return 'quiet';
  }
}

/** It may have overtaken the answer that opens its question (converse.ts). */
function keepMissed(d: Draft, { content, sentAt }: Message): void {
  const missed = [...(d.conversation.missed ?? []), { content, sentAt }];
  change(d, { missed: missed.toSorted((a, b) => a.sentAt - b.sentAt).slice(-MISSED_KEPT) });
}

/** Nothing has moved her thread for so long that she may not remember the question. */
export function isLongAgo(d: Draft, question: OpenQuestion): boolean {
  return d.now - (threadOf(d, question.thread)?.movedAt ?? question.askedAt) >= LONG_SILENCE;
}

/** Several lines in one breath are one thing that we did not understand. */
function isUnread({ missedAt }: OpenQuestion, { sentAt }: Message): boolean {
  return missedAt !== undefined && sentAt < missedAt + UNREAD;
}

/** The first word after a long silence, which does not answer, brings a recap; what follows climbs the ladder. */
export function needsRecap(d: Draft, question: OpenQuestion): boolean {
  return question.misses === 0 && question.recapAt === undefined && isLongAgo(d, question);
}

function isVoice(content: InboundContent): boolean {
  return content.kind === 'media' && content.media.some((media) => media.kind === 'voice');
}

/** Kept (media keeps every note) and answered with how to write it; after two in a row by words for who rarely writes. */
function voiceNote(d: Draft, question: OpenQuestion): string {
  const voices = (question.voices ?? 0) + 1;
  putQuestion(d, { ...question, voices });
  if (voices === 1) {
    effect(d, {
      kind: 'task',
      personId: d.person.id,
      topic: 'voice-note',
      why: 'voice-note',
      about: question.label,
    });
  }
  const digits =
    question.accepts.types.some((type) => type === 'number' || type === 'money') || question.options.length > 0;
  say(d, `voice.${voices === 1 ? 'kept' : 'again'}.${digits ? 'digits' : 'words'}`);
  if (question.options.length > 0) sayQuestion(d, question);
  return 'voice-kept';
}

/** First rung: the author's hint, or an example of what such a question takes, and the question again. */
function simpler(d: Draft, question: OpenQuestion, message: Message): string {
  const got = GOT[message.content.kind];
  if (got) say(d, got);
  if (question.hint !== undefined) d.speech.push({ text: question.hint, sms: question.hint });
  else say(d, question.options.length > 0 ? 'hint.choice' : `hint.${question.accepts.types[0] ?? 'any'}`);
  if (mayBeHomework(d, message)) say(d, 'hint.homework');
  sayQuestion(d, question);
  return 'missed';
}

/** More than a word, while homework that takes words is pending. */
function mayBeHomework(d: Draft, { content }: Message): boolean {
  const takesWords = ({ collects, accepts }: OpenQuestion): boolean =>
    collects === true && accepts.types.includes('text');
  return content.kind === 'text' && /\S\s+\S/.test(content.text) && d.conversation.questions.some(takesWords);
}

const GOT: Partial<Record<InboundContent['kind'], string>> = {
  media: 'got.media',
  location: 'got.it',
  contacts: 'got.it',
};

/** Second rung: two ways on. Where the answer cannot be done without, the first is to try again. */
function twoChoices(d: Draft, question: OpenQuestion): string {
  const first = question.required ? 'again' : 'skip';
  askSystem(d, {
    thread: '@stuck',
    ...system(d, question.required ? 'stuck.required' : 'stuck.choose'),
    options: [first, 'person'].map((key) => ({ key, label: system(d, `stuck.${key}`).text })),
    data: { question: question.id },
  });
  return 'missed';
}

/** Third rung: a task for a person, and she goes on; only a required question waits, and says so. */
function toPerson(d: Draft, question: OpenQuestion): string {
  effect(d, {
    kind: 'task',
    personId: d.person.id,
    topic: 'not-understood',
    why: 'not-understood',
    about: question.label,
  });
  if (question.required) {
    say(d, 'stuck.waits');
    return 'given-up';
  }
  say(d, 'stuck.goes-on');
  skip(d, question);
  return 'given-up';
}

/** Goes on without an answer: the step is marked, the flow takes its own way. */
export function skip(d: Draft, question: OpenQuestion): void {
  const thread = threadOf(d, question.thread);
  effect(d, {
    kind: 'answer.missed',
    personId: d.person.id,
    flow: thread?.flow ?? '',
    step: question.step,
    questionId: question.id,
  });
  if (!advance(d, question.thread, { type: 'GIVE_UP' })) say(d, 'stuck.waits');
}

/** After a long silence: where she was, and three ways on. An answer that fits would simply have counted. */
export function recap(d: Draft, question: OpenQuestion): string {
  putQuestion(d, { ...question, missedAt: d.now, recapAt: d.now });
  askSystem(d, {
    thread: '@resume',
    ...system(d, 'resume.recap', { title: question.label }),
    options: ['next', 'repeat', 'menu'].map((key) => ({ key, label: system(d, `resume.${key}`).text })),
    data: { question: question.id },
  });
  return 'recap';
}
