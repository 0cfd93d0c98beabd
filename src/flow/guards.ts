import type { Json } from '../base/json.ts';
import { plainValue } from '../domain/answer.ts';
import type { Cel, CelScope } from './cel.ts';
import type { FlowContext, FlowEvent } from './library.ts';
import type { GuardRef } from './steps/step.ts';

/** Writes of the transition under way, so that a condition later in it sees them. Never stored. */
export interface Pending {
  readonly person?: Readonly<Record<string, Json>>;
  readonly profile?: Readonly<Record<string, Json>>;
  /** Step → plain answer, of this flow. */
  readonly answers?: Readonly<Record<string, Json>>;
  /** Quiz questions of this flow answered right in this transition. */
  readonly right?: number;
}

export interface RunningContext extends FlowContext {
  readonly pending?: Pending;
}

/** What a condition may see: the loaded facts, with what this transition has already written laid over them. */
export function scopeOf(context: RunningContext, event: FlowEvent, flow: string): CelScope {
  const { world } = event;
  const { pending } = context;
  const facts: Record<string, unknown> = { ...world.facts };
  if (pending?.right) {
    const quiz = (world.facts['quiz'] ?? {}) as Readonly<Record<string, { readonly score?: number }>>;
    facts['quiz'] = { ...quiz, [flow]: { ...quiz[flow], score: (quiz[flow]?.score ?? 0) + pending.right } };
  }
  return {
    roots: {
      ...facts,
      person: pending?.person ? { ...world.person, ...pending.person } : world.person,
      profile: pending?.profile ? { ...world.profile, ...pending.profile } : world.profile,
      answers: pending?.answers
        ? { ...world.answers, [flow]: { ...world.answers[flow], ...pending.answers } }
        : world.answers,
      thread: context.vars ?? {},
      channel: world.channel,
      language: world.language,
    },
    ...(world.today === undefined ? {} : { today: world.today }),
    ...(world.now === undefined ? {} : { now: world.now }),
  };
}

/** Whether a guard holds for a step. Total: an event without what the guard asks for does not pass. */
export function holds(
  guard: GuardRef,
  step: string,
  context: RunningContext,
  event: FlowEvent,
  cel: Cel,
  flow: string,
): boolean {
  switch (guard.type) {
    case 'cel':
      return cel.compile(guard.expression).test(scopeOf(context, event, flow));
    case 'option':
      return event.answer?.type === 'choice' && event.answer.option === guard.is;
    case 'answer-type':
      return event.answer !== undefined && answerTypes(event).some((type) => guard.is.includes(type));
    case 'tries-below':
      return (context.tries?.[step] ?? 0) < guard.n;
    case 'drawn':
      return (context.draws?.[step] ?? 1) < guard.upTo;
    case 'timer':
      return event.type === 'TIMER' && event.name === guard.purpose;
    case 'data':
      return event.type === 'DATA' && event.name === guard.name;
    case 'all':
      return guard.of.every((part) => holds(part, step, context, event, cel, flow));
  }
}

/** An answer goes by its type, and a file by its kind too: `photo`, `voice`, `document`. */
function answerTypes({ answer }: FlowEvent): readonly string[] {
  if (!answer) return [];
  return answer.type === 'media' ? ['media', ...answer.media.map((file) => file.kind)] : [answer.type];
}

/** The answer at hand as conditions see it. */
export function answerValue(event: FlowEvent): Json | undefined {
  return event.answer && plainValue(event.answer);
}
