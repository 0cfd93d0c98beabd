import { z } from 'zod';
import { localMonth } from '../../domain/month.ts';
import type { Operation } from '../../store/port.ts';
import { type Spent, spendOf, spentOf } from '../ledger.ts';
import type { Policy } from '../policy.ts';
import { rowsOf } from '../row.ts';

/** What one programme has sent and spent in its local month so far. Costs are thousandths of a currency's hundredth. */
export interface SpentThisMonth {
  readonly programme: string;
  /** yyyy-mm. */
  readonly month: string;
  readonly messages: number;
  /** Messages whose price nobody wrote down: they are in no sum. */
  readonly unpriced: number;
  readonly costs: readonly { readonly currency: string; readonly cost: number }[];
  readonly budget: { readonly currency: string; readonly cost: number; readonly spent: number } | null;
}

/** "Spent this month, n of N", for each programme that is loaded. Reads a few summed lines, never the messages. */
export const spentThisMonth: Operation<{ readonly policy: Policy }, readonly SpentThisMonth[]> = {
  name: 'outbox.spent',
  input: z.object({ policy: z.custom<Policy>() }),
  reads: { spend: ({ policy }, now) => spendOf(policy, now) },
  decide(loaded, { policy }, { now }) {
    const lines = rowsOf<Spent>(loaded['spend']);
    const output = Object.entries(policy.programmes).map(([programme, { zone, budget }]): SpentThisMonth => {
      const month = localMonth(now, zone);
      const own = lines.filter((line) => line.programme === programme && line.month === month);
      const sum = (some: readonly Spent[]) => some.reduce((total, { messages }) => total + messages, 0);
      const currencies = [...new Set(own.map(({ currency }) => currency))].filter((currency) => currency !== '');
      return {
        programme,
        month,
        messages: sum(own),
        unpriced: sum(own.filter(({ currency }) => currency === '')),
        costs: currencies.map((currency) => ({ currency, cost: spentOf(own, programme, month, currency) })),
        budget: budget
          ? {
              currency: budget.currency,
              cost: budget.minor * 1_000,
              spent: spentOf(own, programme, month, budget.currency),
            }
          : null,
      };
    });
    return { rows: [], output };
  },
};
