import type { OpenQuestion } from '../domain/question.ts';
import { withhold } from './day-limit.ts';
import { change, type Draft, effect } from './draft.ts';
import { invitationOf } from './invitation.ts';
import { askSystem, closeQuestion } from './questions.ts';
import { say, system } from './speech.ts';
import { keptBack, triedAgainAt } from './unasked.ts';

/** Thread of the question whether what was brought came complete; one for each delivery: `@delivery:<id>`. */
export const DELIVERY = '@delivery';

/** Purpose of the timer that asks her on another day; its key names the delivery. */
export const DELIVERY_LATER = 'delivery';

interface Brought {
  readonly delivery: string;
  readonly items: string;
}

/** Something was brought to her: she says whether it is all there. It stays open beside her lesson. */
export function askDelivery(d: Draft, brought: Brought): string {
  const { delivery, items } = brought;
  if (invitationOf(d)) return 'invited';
  const why = keptBack(d, 'nudge');
  if (why === 'unreachable' || why === 'unsafe') return why; // whoever brought it was told to ask her there
  d.kind = 'reminder';
  d.rank = 'nudge';
  const words = system(d, 'delivery.ask', { items });
  if (why !== undefined) {
    if (why === 'daily-limit') {
      d.speech.push(words);
      withhold(d, 'later');
    }
    askLater(d, brought);
    return why;
  }
  askSystem(d, {
    thread: `${DELIVERY}:${delivery}`,
    ...words,
    label: items,
    options: (['complete', 'missing'] as const).map((key) => ({
      key,
      label: system(d, `delivery.option.${key}`).text,
    })),
    data: { delivery },
  });
  return 'asked';
}

function askLater(d: Draft, brought: Brought): void {
  const { delivery } = brought;
  change(d, { toAsk: [...others(d, delivery), brought] });
  effect(d, {
    kind: 'timer.set',
    personId: d.person.id,
    timer: {
      key: `${DELIVERY_LATER}:${delivery}`,
      anchor: { at: triedAgainAt(d) },
      rule: { after: 0 },
      purpose: DELIVERY_LATER,
    },
  });
}

const others = (d: Draft, delivery: string): readonly Brought[] =>
  (d.conversation.toAsk ?? []).filter((one) => one.delivery !== delivery);

/** Another day has come; it may have been taken back meanwhile. */
export function deliveryDue(d: Draft, key: string): string {
  const delivery = key.slice(DELIVERY_LATER.length + 1);
  const brought = d.conversation.toAsk?.find((one) => one.delivery === delivery);
  if (!brought) return 'stale-timer';
  forget(d, delivery);
  return askDelivery(d, brought);
}

function forget(d: Draft, delivery: string): void {
  const rest = others(d, delivery);
  change(d, { toAsk: rest.length > 0 ? rest : undefined });
}

/** It was taken back by whoever entered it. */
export function deliveryOff(d: Draft, { delivery }: Pick<Brought, 'delivery'>): string {
  forget(d, delivery);
  const open = d.conversation.questions.find(({ thread }) => thread === `${DELIVERY}:${delivery}`);
  if (open) closeQuestion(d, open.id);
  return open ? 'closed' : 'ignored';
}

export function deliveryAnswered(d: Draft, { data }: OpenQuestion, answer: string): void {
  const { delivery } = data as { readonly delivery: string };
  effect(d, { kind: 'job', personId: d.person.id, operation: 'delivery.answer', input: { delivery, answer } });
  say(d, `delivery.said.${answer}`);
}
