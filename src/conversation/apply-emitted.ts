import type { Millis } from '../base/clock.ts';
import type { Json } from '../base/json.ts';
import type { Mutable } from '../base/mutable.ts';
import { type Answer, plainValue } from '../domain/answer.ts';
import type { Effect, EffectMap, FromStep } from '../domain/effect.ts';
import type { OpenQuestion } from '../domain/question.ts';
import type { CompiledFlow, Emitted } from '../flow/library.ts';
import type { ActionRef } from '../flow/steps/step.ts';
import { PERSON } from '../programme/handoff/owner.ts';
import { promise } from './care.ts';
import { inPerson, leaveForPerson } from './careful.ts';
import { notYet } from './certificate.ts';
import { change, type Draft, effect, overlay, overlayAnswer, programmeOf } from './draft.ts';
import { openQuestion } from './open-question.ts';
import { say } from './speech.ts';
import type { Thread } from './state.ts';
import { flowId, openThread } from './threads.ts';
import { audioPiece, said } from './voice.ts';

/** The answer that a move stands on. */
export interface Given {
  readonly question: OpenQuestion;
  readonly answer: Answer;
  /** What she typed or tapped, as she wrote it. */
  readonly raw: string;
  /** When she sent it: not always when she sent the message of this turn. */
  readonly sentAt: Millis;
}

/** Turns what a flow did into words, effects and open questions, in order. */
export function applyEmitted(
  d: Draft,
  thread: Thread,
  flow: CompiledFlow,
  emitted: readonly Emitted[],
  given?: Given,
): void {
  for (const { step, action } of emitted) applyAction(d, { thread, flow, step, given }, action);
}

interface Standing {
  readonly thread: Thread;
  readonly flow: CompiledFlow;
  readonly step: string;
  readonly given: Given | undefined;
}

function applyAction(d: Draft, at: Standing, action: ActionRef): void {
  const { thread, flow, step, given } = at;
  switch (action.type) {
    case 'say':
      sayStep(d, flow, step, action);
      return;
    case 'say-system':
      if (action.key === 'handoff.promise') promise(d, action.key, PERSON);
      else if (action.key === 'certificate.not-yet') notYet(d, flow.programme, true);
      else if (action.key === 'certificate.missing') notYet(d, flow.programme, false);
      else say(d, action.key, action.vars);
      return;
    case 'ask': {
      if (inPerson(d, flow, action.question)) {
        leaveForPerson(d, thread, flow, step);
        return;
      }
      const again =
        given && given.question.thread === thread.id && given.question.step === step ? given.question : undefined;
      const { question: spec } = action;
      openQuestion(d, again === undefined ? { thread, flow, step, spec } : { thread, flow, step, spec, again });
      return;
    }
    case 'save':
      if (given) keep(d, action.to, plainValue(given.answer), given, flow);
      return;
    case 'set':
      if (action.value !== undefined) keep(d, action.path, action.value);
      return;
    case 'record':
      if (given) record(d, at, given, action.correct);
      return;
    case 'tag':
      effect(d, { kind: 'person.tag', personId: d.person.id, tag: action.tag, on: action.on });
      return;
    case 'run':
      openThread(d, flowId(d, action.flow, flow), {
        ...(action.child ? { parent: thread.id } : {}),
        ...(action.vars ? { vars: action.vars } : {}),
      });
      return;
    case 'timer':
      setTimer(d, at, action);
      return;
    case 'effect': {
      const { vars } = thread.machine.context;
      const from: Mutable<FromStep> = {
        personId: d.person.id,
        threadId: thread.id,
        flow: flow.id,
        version: flow.version,
        step,
      };
      if (vars) from.vars = vars;
      if (d.passing === thread.id) from.passed = 'in-person';
      if (given) {
        from.questionId = given.question.id;
        from.answer = given.answer;
        from.raw = given.raw;
        if (given.sentAt !== d.sentAt) from.sentAt = given.sentAt;
      }
      // A kind and its payload were matched when the pack was compiled; TypeScript cannot follow them through data.
      effect(d, { kind: action.kind, ...action.payload, ...from } as unknown as Effect);
      return;
    }
    case 'count-try': // kept in the machine's own context
      return;
  }
}

function sayStep(d: Draft, flow: CompiledFlow, step: string, action: Extract<ActionRef, { type: 'say' }>): void {
  const { words, files, audio, heard } = said(d, flow, step, action.field, action.media);
  d.speech.push(...files);
  if (audio) d.speech.push(heard ? audioPiece(audio, words.text, words.sms) : audioPiece(audio));
  if (!heard) d.speech.push({ text: words.text, sms: words.sms, flow: true });
}

/** Writes a value to her record and over the world of this turn. */
export function keep(d: Draft, path: string, value: Json, given?: Given, flow?: CompiledFlow): void {
  if (path === 'consent' || path.startsWith('consent.')) {
    keepConsent(d, path.slice('consent.'.length), value, given, flow);
    return;
  }
  const [root, key] = path.split('.');
  if (key === undefined || (root !== 'person' && root !== 'profile')) return; // `thread.x` is the machine's own
  overlay(d, root, { ...d.world[root], [key]: value });
  if (path === 'profile.language' && typeof value === 'string') d.language = value;
  effect(d, { kind: 'person.set', personId: d.person.id, path, value });
}

/** A line of the ledger: taking part, or another purpose, which has no say in whether she takes part. */
function keepConsent(
  d: Draft,
  purpose: string,
  value: Json,
  given: Given | undefined,
  flow: CompiledFlow | undefined,
): void {
  const yes = given?.answer.type === 'choice' ? given.answer.option === 'yes' : value === 'yes';
  const { journey } = d.conversation;
  if (journey && purpose === '') change(d, { journey: { ...journey, consent: yes } });
  const wording = purpose === '' ? (programmeOf(d)?.consent ?? 'built-in') : `${purpose}@${flow?.version ?? ''}`;
  const programme = journey?.programme ?? flow?.programme;
  effect(d, {
    kind: 'consent',
    personId: d.person.id,
    purpose: purpose === '' ? 'programme' : purpose,
    ...(programme === undefined ? {} : { programme }),
    language: d.language,
    wording,
    given: yes,
  });
}

function record(d: Draft, at: Standing, given: Given, correct: boolean | undefined): void {
  const { flow, step } = at;
  overlayAnswer(d, { flow: flow.name, step, value: plainValue(given.answer) });
  // Of a quiz: wrong tries so far (this one is counted by now), and the right one.
  const tries = at.thread.machine.context.tries?.[step] ?? 0;
  const kept: Mutable<EffectMap['answer']> & { readonly kind: 'answer' } = {
    kind: 'answer',
    personId: d.person.id,
    flow: flow.id,
    version: flow.version,
    step,
    questionId: given.question.id,
    answer: given.answer,
    raw: given.raw,
  };
  if (given.sentAt !== d.sentAt) kept.sentAt = given.sentAt;
  if (correct !== undefined) {
    kept.correct = correct;
    kept.attempt = Math.max(1, correct ? tries + 1 : tries);
  }
  effect(d, kept);
}

/** A flow's own timer: `wait`, `due`, `expire`… A timer on a question sleeps until her phone may have the question. */
function setTimer(d: Draft, at: Standing, action: Extract<ActionRef, { type: 'timer' }>): void {
  const question = d.conversation.questions.findLast((open) => open.thread === at.thread.id && open.step === at.step);
  const onQuestion = action.anchor === 'question' ? question : undefined;
  const nth = action.nth ?? 1;
  effect(d, {
    kind: 'timer.set',
    personId: d.person.id,
    timer: {
      key: flowTimerKey(at.thread.id, at.step, action.purpose, nth),
      anchor: onQuestion ? { question: onQuestion.id } : { at: d.now },
      rule: action.rule,
      purpose: action.purpose,
      thread: at.thread.id,
      nth,
      ...(question ? { question: question.id } : {}),
    },
  });
}

/** A thread and the step it must still stand at when the timer comes back. */
export function flowTimerKey(thread: string, step: string, purpose: string, nth: number): string {
  return `${thread}:${step}:${purpose}:${nth}`;
}
