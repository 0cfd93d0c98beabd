import type { Millis } from '../base/clock.ts';
import type { Json } from '../base/json.ts';
import type { Answer } from '../domain/answer.ts';
import type { InboundContent } from '../domain/inbound.ts';
import type { OpenQuestion } from '../domain/question.ts';
import { askAnew } from './advance.ts';
import { keep } from './apply-emitted.ts';
import { PAUSES, pauseFor } from './commands/pause.ts';
import { commitmentAnswered } from './commitments.ts';
import { DATA, dataChosen } from './data-rights.ts';
import { DELIVERY, deliveryAnswered } from './delivery.ts';
import type { Draft } from './draft.ts';
import { eventAnswered } from './events-open.ts';
import { hourChosen } from './hour.ts';
import { INVITATION } from './invitation.ts';
import { INVITATION_ANSWERS } from './invited.ts';
import { skip } from './ladder.ts';
import { CARRIED_TEXT } from './limits.ts';
import { linkAnswered } from './linking.ts';
import {
  aboutOf,
  askSystem,
  closeQuestion,
  currentQuestion,
  putQuestion,
  questionOf,
  sayQuestion,
} from './questions.ts';
import { listenToReminder, snooze, stopReminding } from './reminders.ts';
import { sessionAnswered } from './sessions.ts';
import { say, system } from './speech.ts';
import { isSpeaking, removeThread, threadOf } from './threads.ts';
import { builtInOptions } from './understand/index.ts';

/** What the answer to a system question leads to, for the router to carry out. */
export type Then =
  | { readonly do: 'nothing'; readonly did: string }
  | { readonly do: 'answer'; readonly question: OpenQuestion; readonly answer: Answer; readonly raw: string }
  /** Her words, judged anew for one question. */
  | { readonly do: 'hear'; readonly question: OpenQuestion; readonly content: InboundContent; readonly sentAt?: Millis }
  | { readonly do: 'listen'; readonly content: InboundContent; readonly sentAt?: Millis }
  | { readonly do: 'command'; readonly command: string };

type Data = Readonly<Record<string, Json>>;
type Handler = (d: Draft, question: OpenQuestion, option: string) => Then;

const done = (did = 'answered'): Then => ({ do: 'nothing', did });

/** She chose an option of a question that the conversation itself asked. */
export function systemAnswer(d: Draft, question: OpenQuestion, answer: Answer): Then {
  closeQuestion(d, question.id);
  // What may stand open several times carries its own id: `@delivery:<id>`.
  const handler = HANDLERS[question.thread.split(':')[0]!];
  return handler && answer.type === 'choice' ? handler(d, question, answer.option) : done('ignored');
}

const HANDLERS: Readonly<Record<string, Handler>> = {
  '@which': (d, { data }, option) => {
    const { content: kept, sentAt } = data as Data;
    // It was sent before she was asked, and counts by that moment: within its window, before the homework's day.
    const waited = { content: kept as unknown as InboundContent, ...(typeof sentAt === 'number' ? { sentAt } : {}) };
    if (option === 'word') return { do: 'listen', ...waited };
    const question = questionOf(d, option);
    if (question) return { do: 'hear', question, ...waited };
    say(d, 'tap.closed');
    return done('closed');
  },
  '@echo': (d, asked, option) => {
    const question = aboutQuestion(d, asked);
    if (!question) return done('closed');
    const data = asked.data as Data;
    if (option === 'yes') {
      return { do: 'answer', question, answer: data['answer'] as unknown as Answer, raw: data['raw'] as string };
    }
    sayQuestion(d, question);
    return done();
  },
  '@stuck': (d, asked, option) => {
    const question = aboutQuestion(d, asked);
    if (option === 'person') return { do: 'command', command: 'person' };
    if (!question) return done('closed');
    if (option === 'skip') skip(d, question);
    else sayQuestion(d, question);
    return done();
  },
  [INVITATION]: (d, _asked, option) => done(INVITATION_ANSWERS[option]?.(d)),
  [DATA]: (d, _asked, option) => done(dataChosen(d, option)),
  '@resume': (_d, _asked, option) => ({ do: 'command', command: option }),
  '@leave': (d, _asked, option) => {
    if (option === 'all') return { do: 'command', command: 'opt-out' };
    const open = d.conversation.questions.findLast(isSpeaking); // homework is no lesson, and stays
    const thread = open && threadOf(d, open.thread);
    if (thread) {
      for (const question of d.conversation.questions) if (question.thread === thread.id) closeQuestion(d, question.id);
      removeThread(d, thread.id, 'left');
    }
    say(d, 'leave.left', { title: open?.label ?? '' });
    return done('left');
  },
  '@language': (d, _asked, option) => {
    keep(d, 'profile.language', option);
    say(d, 'language.changed');
    const open = currentQuestion(d);
    if (open) askAnew(d, open.thread);
    return done();
  },
  '@hour': (d, _asked, option) => {
    hourChosen(d, option);
    return done();
  },
  '@pause': (d, _asked, option) => {
    pauseFor(d, PAUSES[option as keyof typeof PAUSES]);
    return done();
  },
  '@link-known': (d, asked, option) => {
    linkAnswered(d, asked.thread, asked.data, option);
    return done('linking');
  },
  '@link-has': (d, asked, option) => {
    linkAnswered(d, asked.thread, asked.data, option);
    return done('linking');
  },
  '@session': (d, asked, option) => {
    sessionAnswered(d, asked, option);
    return done('session-answered');
  },
  '@event': (d, asked, option) => {
    eventAnswered(d, asked, option);
    return done('event-answered');
  },
  [DELIVERY]: (d, asked, option) => {
    deliveryAnswered(d, asked, option);
    return done('delivery-answered');
  },
  '@reminder': (d, asked, option) => {
    const { commitment, snoozed } = asked.data as Data;
    const question = aboutQuestion(d, asked);
    if (typeof commitment === 'string') commitmentAnswered(d, commitment, snoozed === true, option);
    else if (!question) say(d, 'reminder.later');
    else if (option === 'not yet') snooze(d, question);
    else if (option === 'cannot') {
      stopReminding(d, question);
      say(d, 'reminder.cannot');
    } else {
      say(d, question.collects ? 'reminder.send-it' : 'reminder.go-on');
      sayQuestion(d, question);
    }
    // "Al rato" is not her last word.
    if (option === 'not yet') listenToReminder(d, { ...(asked.data as Data), snoozed: true });
    return done('reminder-answered');
  },
};

function aboutQuestion(d: Draft, asked: OpenQuestion): OpenQuestion | undefined {
  const id = aboutOf(asked);
  return id === undefined ? undefined : questionOf(d, id);
}

/** Her words fit several questions equally well: she says which. `word` adds a capability's word (a check-in). */
export function askWhich(d: Draft, questions: readonly OpenQuestion[], content: InboundContent, word?: string): string {
  const alike = new Set(questions.map(({ label }) => label)).size < questions.length;
  const options = questions.map(({ id, label, text }) => ({ key: id, label: alike ? text : label }));
  askSystem(d, {
    thread: '@which',
    ...system(d, 'which.ask'),
    options: word === undefined ? options : [{ key: 'word', label: word }, ...options],
    data: { content: carried(content) as unknown as Json, ...(d.sentAt === undefined ? {} : { sentAt: d.sentAt }) },
  });
  return 'asked-which';
}

/** While we ask which homework something is for, more of the same comes: it is carried along, and not asked about again. */
export function joinWhich(d: Draft, questions: readonly OpenQuestion[], more: InboundContent): string | undefined {
  const open = d.conversation.questions.find(({ thread }) => thread === '@which');
  const asked = open?.options.map(({ key }) => key) ?? [];
  if (!open || asked.length !== questions.length || !questions.every(({ id }) => asked.includes(id))) return undefined;
  const content = together((open.data as Data)['content'] as unknown as InboundContent, more);
  if (!content) return undefined;
  putQuestion(d, { ...open, data: { ...(open.data as Data), content: carried(content) as unknown as Json } });
  return 'asked-which';
}

function together(a: InboundContent, b: InboundContent): InboundContent | undefined {
  if (a.kind === 'text' && b.kind === 'text') return { kind: 'text', text: `${a.text}\n${b.text}` };
  if (a.kind !== 'media' || b.kind !== 'media') return undefined;
  const caption = [a.caption, b.caption].filter(Boolean).join('\n');
  return { kind: 'media', media: [...a.media, ...b.media], ...(caption ? { caption } : {}) };
}

function carried(content: InboundContent): InboundContent {
  return content.kind === 'text' ? { kind: 'text', text: content.text.slice(0, CARRIED_TEXT) } : content;
}

/** A number far from her last one is said back before it is kept. */
export function askEcho(d: Draft, question: OpenQuestion, answer: Answer, raw: string, shown: string): string {
  askSystem(d, {
    thread: '@echo',
    ...system(d, 'echo.ask', { amount: shown }),
    options: builtInOptions('yes-no', d.deps.lexicon(d.language)),
    data: { question: question.id, answer: answer as unknown as Json, raw: raw.slice(0, CARRIED_TEXT) },
  });
  return 'echoed';
}

/** SALIR, CANCELAR: leave this, or everything? */
export function askLeave(d: Draft): string {
  askSystem(d, {
    thread: '@leave',
    ...system(d, 'leave.ask'),
    options: ['all', 'this'].map((key) => ({ key, label: system(d, `leave.${key}`).text })),
  });
  return 'asked-leave';
}

const LASTS: readonly string[] = ['@session', '@event', '@link-code', INVITATION, DELIVERY];

/** Forgets what she was asked beside her lesson: she has gone on. */
export function dropSystemQuestions(d: Draft): void {
  for (const question of d.conversation.questions) {
    // Whether she comes to a session has nothing to do with how her lesson goes on; nor what was asked only now.
    if (question.askedAt === d.now) continue;
    if (question.thread.startsWith('@') && !LASTS.includes(question.thread.split(':')[0]!))
      closeQuestion(d, question.id);
  }
}

export function askLanguage(d: Draft, languages: readonly { readonly key: string; readonly label: string }[]): void {
  askSystem(d, { thread: '@language', ...system(d, 'language.ask'), options: languages });
}
