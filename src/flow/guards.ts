import type { Json } from '../base/json.ts';
import { plainValue } from '../domain/answer.ts';
import type { Cel, CelScope, Condition } from './cel.ts';
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

/**
 * What a condition may see: what it asks for of the loaded facts, since each is worked out when it is looked at, with what
 * this transition has already written laid over them.
 */
export function scopeOf(
  context: RunningContext,
  event: FlowEvent,
  flow: string,
  { roots: asked }: Pick<Condition, 'roots'>,
): CelScope {
  const { world } = event;
  const roots: Record<string, unknown> = {};
  for (const name of asked) {
    const value = rootOf(name, context, event, flow);
    if (value !== undefined) roots[name] = value;
  }
  return {
    roots,
    get today() {
      return world.today;
    },
    now: world.now,
  };
}

function rootOf(name: string, { vars, pending }: RunningContext, { world }: FlowEvent, flow: string): unknown {
  switch (name) {
    case 'person':
      return pending?.person ? { ...world.person, ...pending.person } : world.person;
    case 'profile':
      return pending?.profile ? { ...world.profile, ...pending.profile } : world.profile;
    case 'answers':
      return pending?.answers
        ? { ...world.answers, [flow]: { ...world.answers[flow], ...pending.answers } }
        : world.answers;
    case 'thread':
      return vars ?? {};
    case 'channel':
      return world.channel;
    case 'language':
      return world.language;
    case 'quiz': {
      if (!pending?.right) return world.facts[name];
      const quiz = (world.facts[name] ?? {}) as Readonly<Record<string, { readonly score?: number }>>;
      return { ...quiz, [flow]: { ...quiz[flow], score: (quiz[flow]?.score ?? 0) + pending.right } };
    }
    default:
      return world.facts[name];
  }
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
    case 'cel': {
      const condition = cel.compile(guard.expression);
      return condition.test(scopeOf(context, event, flow, condition));
    }
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
