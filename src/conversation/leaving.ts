import { isStaff } from '../programme/on-duty.ts';
import { change, type Draft, effect, programmeOf } from './draft.ts';
import { endInvitation, invitationOf } from './invitation.ts';
import { isEnrolled, placed } from './journey.ts';
import { currentQuestion, sayQuestion } from './questions.ts';
import { RELEASE } from './release.ts';
import { say } from './speech.ts';
import type { Invitation } from './state.ts';

/**
 * The team has taken her out of the programme: nothing more comes by time and nothing is asked of her. She is told nothing,
 * since a person of the team has spoken with her. Where she stood is kept, so that it can be undone.
 */
export function drop(d: Draft, reason: string): string {
  const { journey, threads, questions } = d.conversation;
  const invited = invitationOf(d);
  if (invited && journey?.programme !== invited.programme) {
    endInvitation(d, 'dropped');
    effect(d, { kind: 'enrol', personId: d.person.id, programme: invited.programme, state: 'dropped', reason });
    return 'dropped';
  }
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
  applied: 'applicant',
  lessons: 'active',
  done: 'completed',
  declined: 'declined',
} as const;

/** She takes part again, where she stood. Nothing is said: it was a mistake, or she is told by whom she wrote to. */
export function bringBack(d: Draft): string {
  const { journey, threads, questions, invitation } = d.conversation;
  if (invitation?.over === 'dropped') return invitedAgain(d, invitation);
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

/** Back on the list. She has the invitation on her phone, and is not written to again. */
function invitedAgain(d: Draft, { programme, by }: Invitation): string {
  change(d, { invitation: { programme, by } });
  effect(d, { kind: 'enrol', personId: d.person.id, programme, state: 'invited' });
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

/** She said no, took it back, or was taken out, and works for nobody here: nothing goes to her that she did not ask for. */
export function hasLeft(d: Draft): boolean {
  const { journey, invitation } = d.conversation;
  if (isStaff(d.world.facts, d.person.id)) return false;
  return journey ? !isEnrolled(d) : invitation?.over !== undefined;
}
