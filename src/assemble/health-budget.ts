import type { SpentThisMonth } from '../outbox/operations/spent.ts';
import type { HealthCheck } from '../server/deps.ts';

/** What each programme has spent this month, and whether anybody can know it. A spent budget is no failure: replies go on. */
export function checkBudgets(spent: readonly SpentThisMonth[]): readonly HealthCheck[] {
  return spent.map((one): HealthCheck => {
    const name = `budget ${one.programme}`;
    const says = `${sums(one)} for ${one.messages} messages in ${one.month}`;
    if (one.unpriced > 0) {
      return {
        name,
        ok: true,
        says: `${says}, ${one.unpriced} of them without a known price`,
        next: 'Write what your provider charges under `channel.prices` in programme.yaml.',
      };
    }
    const left = one.budget && one.budget.spent >= one.budget.cost;
    return {
      name,
      ok: true,
      says,
      ...(left
        ? { next: 'Reminders and broadcasts wait. Raise `channel.monthly_budget` in programme.yaml, or leave it so.' }
        : {}),
    };
  });
}

function sums({ budget, costs }: SpentThisMonth): string {
  const own = budget ? [`${amount(budget.spent)} of ${amount(budget.cost)} ${budget.currency}`] : [];
  const others = costs.filter(({ currency }) => currency !== budget?.currency);
  const all = [...own, ...others.map(({ cost, currency }) => `${amount(cost)} ${currency}`)];
  return all.length === 0 ? 'nothing spent' : all.join(' and ');
}

const amount = (milli: number): string => (milli / 100_000).toFixed(2);
