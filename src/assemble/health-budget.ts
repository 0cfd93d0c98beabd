import type { Tongue } from '../locale/tongue.ts';
import type { SpentThisMonth } from '../outbox/operations/spent.ts';
import type { HealthCheck } from '../server/deps.ts';

/** What each programme has spent this month, and whether anybody can know it. A spent budget is no failure: replies go on. */
export function checkBudgets(spent: readonly SpentThisMonth[], tongue: Tongue = 'en'): readonly HealthCheck[] {
  return spent.map((one): HealthCheck => {
    const name = `budget ${one.programme}`;
    const said = {
      es: `en ${one.month}, ${sums(one, tongue)}; mensajes: ${one.messages}`,
      en: `${sums(one, tongue)} for ${one.messages} messages in ${one.month}`,
    }[tongue];
    if (one.unpriced > 0) {
      return {
        name,
        ok: true,
        says: {
          es: `${said}, sin precio conocido ${one.unpriced}`,
          en: `${said}, ${one.unpriced} of them without a known price`,
        }[tongue],
        next: {
          es: 'Escriba lo que cobra su proveedor bajo `channel.prices` en programme.yaml.',
          en: 'Write what your provider charges under `channel.prices` in programme.yaml.',
        }[tongue],
      };
    }
    const left = one.budget && one.budget.spent >= one.budget.cost;
    return {
      name,
      ok: true,
      says: said,
      ...(left
        ? {
            next: {
              es: 'Los recordatorios y avisos esperan. Suba `channel.monthly_budget` en programme.yaml, o déjelo así.',
              en: 'Reminders and broadcasts wait. Raise `channel.monthly_budget` in programme.yaml, or leave it so.',
            }[tongue],
          }
        : {}),
    };
  });
}

const OF = { es: 'de', en: 'of' };
const AND = { es: ' y ', en: ' and ' };
const NOTHING = { es: 'nada gastado', en: 'nothing spent' };

function sums({ budget, costs }: SpentThisMonth, tongue: Tongue): string {
  const own = budget ? [`${amount(budget.spent)} ${OF[tongue]} ${amount(budget.cost)} ${budget.currency}`] : [];
  const others = costs.filter(({ currency }) => currency !== budget?.currency);
  const all = [...own, ...others.map(({ cost, currency }) => `${amount(cost)} ${currency}`)];
  return all.length === 0 ? NOTHING[tongue] : all.join(AND[tongue]);
}

const amount = (milli: number): string => (milli / 100_000).toFixed(2);
