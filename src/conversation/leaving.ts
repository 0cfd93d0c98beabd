import { change, type Draft, effect, programmeOf } from './draft.ts';
import { placed } from './journey.ts';
import { currentQuestion, sayQuestion } from './questions.ts';
import { RELEASE } from './release.ts';
import { say } from './speech.ts';

/**
 * The team has taken her out of the programme: nothing more comes by time and nothing is asked of her. She is told nothing,
 * since a person of the team has spoken with her. Where she stood is kept, so that it can be undone.
 */
export function drop(d: Draft, reason: string): string {
  const { journey, threads, questions } = d.conversation;
  if (!journey || journey.stage === 'dropped') return 'ignored';
  const { paused: _, ...rest } = journey;
  const dropped = { stage: journey.stage, threads, questions };
  change(d, { journey: { ...rest, stage: 'dropped', dropped }, threads: [], questions: [], pausedUntil: undefined });
  for (const key of [RELEASE, 'pause']) effect(d, { kind: 'timer.cancel', personId: d.person.id, key });
  effect(d, { kind: 'enrol', personId: d.person.id, programme: journey.programme, state: 'dropped', reason });
  return 'dropped';
}

const STATE_OF = {
  consent: 'consenting',
  profile: 'registering',
  lessons: 'active',
  done: 'completed',
  declined: 'declined',
} as const;

/** She takes part again, where she stood. Nothing is said: it was a mistake, or she is told by whom she wrote to. */
export function bringBack(d: Draft): string {
  const { journey, threads, questions } = d.conversation;
  if (journey?.stage !== 'dropped' || !journey.dropped) return 'ignored';
  const { dropped, ...rest } = journey;
  const here = new Set(threads.map(({ flow }) => flow));
  change(d, {
    journey: { ...rest, stage: dropped.stage },
    threads: [...dropped.threads.filter(({ flow }) => !here.has(flow)), ...threads],
    questions: [...dropped.questions, ...questions],
  });
  const { programme } = journey;
  effect(d, { kind: 'enrol', personId: d.person.id, programme, state: STATE_OF[dropped.stage] });
  placed(d);
  return 'back';
}

/** She writes the join word again after the team took her out: on from where she stood, without a second consent. */
export function comesBack(d: Draft): boolean {
  if (programmeOf(d) === undefined || bringBack(d) !== 'back') return false;
  say(d, 'journey.back');
  const question = currentQuestion(d);
  if (question) sayQuestion(d, question);
  return true;
}
