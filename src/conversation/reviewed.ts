import { passedOn } from '../domain/kept.ts';
import { quietAround } from '../domain/quiet-hours.ts';
import type { CompiledFlow, TextForms } from '../flow/library.ts';
import { VERDICTS, type Verdict } from '../programme/verdict.ts';
import { advance, begin } from './advance.ts';
import { isRead } from './careful.ts';
import { change, type Draft, programmeOf } from './draft.ts';
import { isEnrolled } from './journey.ts';
import { putQuestion } from './questions.ts';
import { system } from './speech.ts';
import type { Thread } from './state.ts';
import { flowId, openThread, removeThread } from './threads.ts';
import { keptBack, putOff } from './unasked.ts';
import { zoneOf } from './zone.ts';

export { VERDICTS };

export interface Reviewed {
  readonly flow: string;
  readonly verdict: Verdict;
  /** First name of who looked at it; '' where it was no person of the team. */
  readonly by: string;
  readonly words: string;
  /** A recording for her. */
  readonly file?: string | undefined;
}

/**
 * A reviewer has looked at her homework: she is told so in one message, and what is to be done again is asked for again.
 * Where others read her phone the message says nothing of what was missing: TAREA shows it to whoever asks for it.
 */
export function reviewed(d: Draft, told: Reviewed): string {
  const flow = d.deps.library.flow(flowId(d, told.flow));
  if (!flow || !isEnrolled(d)) return 'ignored';
  const title = d.deps.library.text(flow, '', 'title', d.language)?.text ?? flow.title;
  if (told.verdict !== 'redo') close(d, flow);
  const question = told.verdict === 'redo' ? openAgain(d, flow, told.words, title) : undefined;
  const piece = wordsFor(d, told, { title, name: flow.name });
  if (!piece) return 'reviewed';
  const why = keptBack(d, 'homework');
  // Words of a person to her own work: no day is too full for them.
  if (why !== undefined && why !== 'daily-limit') {
    putOff(d, piece, why);
    return 'reviewed';
  }
  d.kind = isNight(d) ? 'reminder' : 'staff';
  const recording = told.file !== undefined && !isRead(d) ? passedOn('voice', told.file) : undefined;
  if (recording) d.speech.push({ text: '', sms: '', media: recording });
  d.speech.push({ ...piece, ...(question === undefined ? {} : { question }) });
  d.asked = question;
  return 'reviewed';
}

/** Nothing more is asked for. */
function close(d: Draft, flow: CompiledFlow): void {
  const thread = threadFor(d, flow);
  if (thread?.held) removeThread(d, thread.id, 'left');
  else if (thread) advance(d, thread.id, { type: 'DATA', name: 'reviewed' });
}

/** Its question is open again, without a word of its own; asked again, it says what is to be changed. Returns its id. */
function openAgain(d: Draft, flow: CompiledFlow, words: string, title: string): string | undefined {
  if (!threadFor(d, flow)) openThread(d, flow.id);
  const thread = threadFor(d, flow);
  const said = d.speech;
  if (thread?.held) begin(d, thread);
  d.speech = said;
  d.asked = undefined;
  const open = d.conversation.questions.findLast((one) => one.collects && one.thread === thread?.id);
  if (!open) return undefined;
  // Nothing has come of this one yet: its reminders are due again.
  const { parts: _, partAt: __, ...anew } = open;
  const head = words === '' ? undefined : system(d, 'reviewed.change', { title, words });
  const asked = head ? { text: `${head.text}\n${open.text}`, sms: `${head.sms}\n${open.sms}` } : {};
  putQuestion(d, { ...anew, ...asked });
  change(d, { receipts: d.conversation.receipts?.filter((one) => one.flow !== flow.id) });
  return open.id;
}

const threadFor = (d: Draft, flow: CompiledFlow): Thread | undefined =>
  d.conversation.threads.find((thread) => thread.flow === flow.id);

function wordsFor(d: Draft, { verdict, words, by }: Reviewed, about: { title: string; name: string }) {
  const said = words !== '' && !isRead(d);
  if (verdict === 'excused' && !said) return undefined;
  if (verdict === 'redo' && isRead(d)) return system(d, 'reviewed.close', about);
  const ended = /[.!?…]$/u.test(words) ? words : `${words}.`;
  const lines: TextForms[] = [system(d, `reviewed.${verdict}`, about)];
  if (said) lines.push(system(d, by === '' ? 'reviewed.words' : 'reviewed.words-by', { by, words: ended }));
  if (verdict === 'redo') lines.push(system(d, 'reviewed.again'));
  return { text: lines.map(({ text }) => text).join(' '), sms: lines.map(({ sms }) => sms).join(' ') };
}

function isNight(d: Draft): boolean {
  const quiet = programmeOf(d)?.quietHours;
  return quiet !== undefined && quietAround(d.now, zoneOf(d), [quiet]) !== null;
}
