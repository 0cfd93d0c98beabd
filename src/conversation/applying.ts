import type { Programme } from '../flow/programme.ts';
import type {} from '../programme/selection/effect.ts';
import { change, type Draft, effect } from './draft.ts';
import { say } from './speech.ts';

/**
 * Has she to be chosen first? Everybody in a programme that chooses, but whom the team has put into a cohort: whoever did
 * that has chosen her.
 */
export function hasToApply(d: Draft, programme: Programme): boolean {
  return programme.selection !== undefined && !d.world.facts['cohort'];
}

/** Her registration is her application. No lesson comes until the team has chosen her, and she is told so. */
export function applies(d: Draft, { programme }: Programme): void {
  const { journey } = d.conversation;
  if (!journey) return;
  const { came, wants, answer: _, ...rest } = journey;
  change(d, { journey: { ...rest, stage: 'applied' } });
  const personId = d.person.id;
  effect(d, { kind: 'enrol', personId, programme, state: 'applicant' });
  effect(d, {
    kind: 'application.apply',
    personId,
    programme,
    source: came ?? 'keyword',
    ...(wants === undefined ? {} : { cohort: wants }),
  });
  say(d, 'applied.done');
}

export const isApplicant = (d: Draft): boolean => d.conversation.journey?.stage === 'applied';

/** How her application stands, in what she was told of it. */
export function sayApplication(d: Draft): void {
  const { answer } = d.conversation.journey ?? {};
  say(d, answer === undefined ? 'applied.waits' : `applied.waits-${answer}`);
}
