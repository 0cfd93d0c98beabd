import type { OpenQuestion } from '../domain/question.ts';
import { isUnsafe } from './careful.ts';
import { type Draft, effect, SAFEGUARDING } from './draft.ts';
import { invitationOf } from './invitation.ts';
import { askSystem, closeQuestion } from './questions.ts';
import { reachable } from './reachable.ts';
import { say, system } from './speech.ts';

/** Thread of the question whether what was brought came complete; one for each delivery: `@delivery:<id>`. */
export const DELIVERY = '@delivery';

/** Something was brought to her: she says whether it is all there. It stays open beside her lesson. */
export function askDelivery(
  d: Draft,
  { delivery, items }: { readonly delivery: string; readonly items: string },
): string {
  if (invitationOf(d)) return 'invited';
  if (!reachable(d)) return 'unreachable';
  if (isUnsafe(d)) return 'unsafe'; // whoever brought it was told to ask her there
  if (d.conversation.withPerson === SAFEGUARDING) return 'with-person';
  d.kind = 'reminder';
  askSystem(d, {
    thread: `${DELIVERY}:${delivery}`,
    ...system(d, 'delivery.ask', { items }),
    label: items,
    options: (['complete', 'missing'] as const).map((key) => ({
      key,
      label: system(d, `delivery.option.${key}`).text,
    })),
    data: { delivery },
  });
  return 'asked';
}

/** It was taken back by whoever entered it. */
export function deliveryOff(d: Draft, { delivery }: { readonly delivery: string }): string {
  const open = d.conversation.questions.find(({ thread }) => thread === `${DELIVERY}:${delivery}`);
  if (open) closeQuestion(d, open.id);
  return open ? 'closed' : 'ignored';
}

export function deliveryAnswered(d: Draft, { data }: OpenQuestion, answer: string): void {
  const { delivery } = data as { readonly delivery: string };
  effect(d, { kind: 'job', personId: d.person.id, operation: 'delivery.answer', input: { delivery, answer } });
  say(d, `delivery.said.${answer}`);
}
