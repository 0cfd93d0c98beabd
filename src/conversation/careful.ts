import type { CompiledFlow } from '../flow/library.ts';
import { isPrivate } from '../flow/private.ts';
import type { QuestionSpec } from '../flow/steps/step.ts';
import { isClose } from '../programme/classes.ts';
import { type Draft, effect, programmeOf } from './draft.ts';
import type { Thread } from './state.ts';

/** Others read her phone: several learners have it, or she said so at entry. No answer counts as no. */
export function isRead(d: Draft): boolean {
  return d.shared || d.world.profile['shared_phone'] === 'yes';
}

/** She said that it is not safe to write to her at any hour: what comes by itself says nothing of what it is about. */
export function isUnsafe(d: Draft): boolean {
  return d.world.profile['safe_to_write'] === 'no';
}

/** On such a phone some words would put her at risk, or shame her. */
export function isCareful(d: Draft): boolean {
  return isRead(d) || isUnsafe(d);
}

/**
 * A question that is asked in person where others read the phone: the author says so, its answer is among the programme's
 * `private` values or for few eyes, or it asks for money of hers that is kept. What a pack teaches with (a price) it marks `private: false`.
 */
export function inPerson(d: Draft, flow: CompiledFlow, spec: QuestionSpec): boolean {
  const programme = programmeOf(d);
  if (!programme || programme.sharedPhone.asks || !isRead(d)) return false;
  if (spec.save !== undefined && (programme.private.includes(spec.save) || isClose(spec.save, programme))) return true;
  const money = spec.accepts.types.includes('money');
  return isPrivate({ marked: spec.private, kind: flow.kind, money, save: spec.save });
}

/** Passes the step over without a word; the team asks her when they meet. The flow goes on when the turn settles. */
export function leaveForPerson(d: Draft, thread: Thread, flow: CompiledFlow, step: string): void {
  const { id: personId } = d.person;
  const about = d.deps.library.text(flow, '', 'title', d.language)?.text ?? flow.title;
  effect(d, { kind: 'answer.missed', personId, flow: thread.flow, step, questionId: '', why: 'in-person' });
  effect(d, { kind: 'task', personId, topic: 'in-person', why: 'in-person', about });
  d.passed.push(thread.id);
}
