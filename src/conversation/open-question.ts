import type { Json } from '../base/json.ts';
import type { Mutable } from '../base/mutable.ts';
import type { Option } from '../domain/option.ts';
import type { OpenQuestion } from '../domain/question.ts';
import type { TimerRequest } from '../domain/timer.ts';
import type { CompiledFlow } from '../flow/library.ts';
import type { ReminderRule } from '../flow/programme.ts';
import { REFLECTION } from '../flow/reflection.ts';
import type { QuestionSpec } from '../flow/steps/step.ts';
import { isClose } from '../programme/classes.ts';
import { type Draft, effect, programmeOf } from './draft.ts';
import { putQuestion, sayQuestion, sinceOf } from './questions.ts';
import { flowText, offer } from './speech.ts';
import type { Thread } from './state.ts';
import { threadOf } from './threads.ts';
import { audioPiece, said } from './voice.ts';

/**
 * Asks the question of a step and sets its reminders. `again` is the question as it was until it was answered in this turn
 * (a wrong answer to a quiz): it stays the same one, so that both of its messages can be tapped.
 */
export function openQuestion(
  d: Draft,
  at: {
    readonly thread: Thread;
    readonly flow: CompiledFlow;
    readonly step: string;
    readonly spec: QuestionSpec;
    readonly again?: OpenQuestion;
  },
): void {
  const { thread, flow, step, spec } = at;
  const { words, files, audio, heard } = said(d, flow, step, spec.field, spec.media);
  const hint = spec.hint === undefined ? undefined : flowText(d, flow, step, spec.hint).text;
  const until = spec.untilFact && factAt(d.world.facts, spec.untilFact);
  const last = spec.save === undefined ? undefined : lastValue(d, spec.save);
  const options = spec.options.map((key): Option => ({ key, label: labelOf(d, flow, step, key) }));
  const question: Mutable<OpenQuestion> = {
    id: at.again?.id ?? d.newId(),
    thread: thread.id,
    step,
    rank: thread.rank,
    accepts: spec.accepts,
    options,
    text: heard ? digits(d, options) : words.text,
    sms: words.sms,
    label: d.deps.library.text(flow, '', 'title', d.language)?.text ?? flow.title,
    askedAt: d.now,
    // Asked again it keeps what it had: an answer that says it was sent before the question was is no older than it.
    since: Math.max(sinceOf(d), at.again?.since ?? 0),
    misses: 0,
    required: spec.required,
  };
  if (heard && audio) question.spoken = { media: audio, words: withNumbers(words.text, options) };
  if (hint !== undefined) question.hint = hint;
  if (typeof until === 'number') question.until = until;
  if (typeof last === 'number') question.last = last;
  if (spec.collects) question.collects = true;
  if (spec.save !== undefined && isClose(spec.save, programmeOf(d))) question.secret = true;
  const timers = timersOf(d, thread, question, spec);
  if (timers.length) question.timers = timers.map((timer) => timer.key);
  putQuestion(d, question);
  for (const timer of timers) effect(d, { kind: 'timer.set', personId: d.person.id, timer });
  d.speech.push(...files);
  if (audio && !heard) d.speech.push(audioPiece(audio));
  sayQuestion(d, question, true);
}

/** All that is written of a question which is spoken: its numbers, and the word for a person. */
function digits(d: Draft, options: readonly Option[]): string {
  const numbers = options.map((_, i) => i + 1).join(' · ');
  return [numbers, offer(d, 'person').label].filter(Boolean).join('\n');
}

const withNumbers = (text: string, options: readonly Option[]): string =>
  [text, ...options.map(({ label }, i) => `${i + 1} ${label}`)].join('\n');

function labelOf(d: Draft, flow: CompiledFlow, step: string, key: string): string {
  const own = d.deps.library.text(flow, step, `options.${key}`, d.language)?.text;
  return own ?? (d.deps.lexicon(d.language).labels as Readonly<Record<string, string>>)[key] ?? key;
}

function lastValue(d: Draft, path: string): Json | undefined {
  const [root, key = ''] = path.split('.');
  return root === 'person' ? d.world.person[key] : root === 'profile' ? d.world.profile[key] : undefined;
}

function factAt(facts: Draft['world']['facts'], path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (value, key) => (value !== null && typeof value === 'object' ? (value as Record<string, Json>)[key] : undefined),
    facts,
  );
}

/** The step's own reminders, or those that the programme gives to every unanswered question; and the end of its time. */
function timersOf(d: Draft, thread: Thread, question: OpenQuestion, spec: QuestionSpec): TimerRequest[] {
  const about = { thread: thread.id, question: question.id };
  const anchor = { question: question.id };
  if (spec.remind?.length) {
    return spec.remind.map(({ rule }, i) => {
      const key = `${thread.id}:${question.id}:remind:${i + 1}`;
      return { ...about, anchor, key, purpose: 'remind', rule, nth: i + 1 };
    });
  }
  if (question.until !== undefined) {
    const key = `${thread.id}:${question.id}:expire`;
    return [{ ...about, anchor: { at: question.until }, key, purpose: 'expire', rule: { after: 0 } }];
  }
  const rule = unansweredRule(d, question);
  if (!rule) return [];
  const key = unansweredKey(question);
  return [{ thread: thread.id, question: question.id, anchor, key, purpose: 'unanswered', rule: rule.rule, nth: 1 }];
}

export function unansweredKey(question: OpenQuestion): string {
  return `${question.thread}:${question.id}:unanswered`;
}

/** What is asked after a session is offered once: whoever lets it be is not reminded of it. */
function isReflection(d: Draft, { thread }: OpenQuestion): boolean {
  return threadOf(d, thread)?.flow.endsWith(`/${REFLECTION}`) === true;
}

/** What `reminders:` of the programme says about this question. Attendance is asked at its hour or not at all. */
export function unansweredRule(d: Draft, question: OpenQuestion): Extract<ReminderRule, { times: number }> | undefined {
  if (question.rank === 'attendance' || isReflection(d, question)) return undefined;
  const about = question.rank === 'homework' ? 'homework' : 'question';
  return programmeOf(d)?.reminders.find(
    (rule): rule is Extract<ReminderRule, { times: number }> => 'unanswered' in rule && rule.unanswered === about,
  );
}
