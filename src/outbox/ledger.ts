import type { Millis } from '../base/clock.ts';
import { localMonth } from '../domain/month.ts';
import { NO_CURRENCY } from '../domain/price.ts';
import { FREE_SERVICE_MESSAGES } from '../domain/prices.ts';
import type { Query, RowWrite } from '../store/port.ts';
import { counted } from './cost.ts';
import type { Policy, WithOwn } from './policy.ts';
import type { Change, OutboxRow } from './row.ts';
import { tellCoordinators } from './tell.ts';

/** A line of `spend`. */
export interface Spent {
  readonly month: string;
  readonly programme: string;
  readonly channel: string;
  readonly our_number: string;
  readonly category: string;
  readonly currency: string;
  readonly messages: number;
  readonly segments: number;
  readonly cost: number;
}

/** At how much of the month's budget the coordinators are told. */
export const MARKS = [80, 100] as const;
const TAKEN: readonly unknown[] = ['accepted', 'sent', 'delivered', 'read'];

/** The lines that may still grow: those of every month that it is somewhere now. */
export function spendOf(policy: Policy, now: Millis): Query {
  const months = new Set(Object.values(policy.programmes).map(({ zone }) => localMonth(now, zone)));
  return {
    sql: { sqlite: 'select * from spend where month in (select value from json_each(@months))' },
    params: { months: JSON.stringify([...months]) },
  };
}

/** What a programme has spent of its budget: thousandths of a hundredth, in the currency of the budget. */
export function spentOf(
  lines: readonly Pick<Spent, 'programme' | 'month' | 'currency' | 'cost'>[],
  programme: string,
  month: string,
  currency: string,
): number {
  return lines
    .filter((line) => line.programme === programme && line.month === month && line.currency === currency)
    .reduce((sum, { cost }) => sum + cost, 0);
}

/** Counts what was accepted in one operation: the cost on each row, the month's lines, and who is told of the budget. */
export class Ledger {
  readonly #policy: Policy;
  readonly #now: Millis;
  readonly #lines: Map<string, Spent>;
  readonly #before: readonly Spent[];
  readonly #touched = new Set<string>();

  constructor(lines: readonly Spent[], policy: Policy, now: Millis) {
    this.#policy = policy;
    this.#now = now;
    this.#before = lines;
    this.#lines = new Map(lines.map((line) => [keyOf(line), line]));
  }

  /** The change, with its cost where the row is accepted for the first time. */
  book(row: OutboxRow & WithOwn, change: Change): Change {
    const policy = this.#policy.programmes[row.programme] ?? Object.values(this.#policy.programmes)[0];
    if (!policy || row.accepted_at !== null || !TAKEN.includes(change.set['state'])) return change;
    const told = change.set['segments'];
    const { category, segments, cost } = counted(row, typeof told === 'number' ? told : row.segments, this.#policy);
    if (cost?.currency === NO_CURRENCY) return change; // simulated phones are never counted
    const month = localMonth(this.#now, policy.zone);
    const free = category === 'service' && this.#serviceMessages(month, row.our_number) < FREE_SERVICE_MESSAGES;
    const milli = cost && (free ? 0 : cost.milli);
    this.#add({
      month,
      programme: row.programme,
      channel: row.channel,
      our_number: row.our_number,
      category,
      currency: cost?.currency ?? '',
      messages: 1,
      segments,
      cost: milli ?? 0,
    });
    return { ...change, set: { ...change.set, segments, cost: milli ?? null, currency: cost?.currency ?? null } };
  }

  rows(): readonly RowWrite[] {
    return [...this.#touched].map((key) => ({
      op: 'upsert',
      table: 'spend',
      key: ['month', 'programme', 'channel', 'our_number', 'category', 'currency'],
      values: { ...this.#lines.get(key)! },
    }));
  }

  /** Programmes that passed a mark in this operation: their coordinators are told once. */
  statements(): readonly Query[] {
    return Object.entries(this.#policy.programmes).flatMap(([programme, { zone, budget }]) => {
      if (!budget || budget.minor <= 0) return [];
      const month = localMonth(this.#now, zone);
      const percent = (lines: Iterable<Spent>): number =>
        spentOf([...lines], programme, month, budget.currency) / (budget.minor * 10);
      const [before, after] = [percent(this.#before), percent(this.#lines.values())];
      const passed = MARKS.filter((mark) => before < mark && after >= mark).at(-1);
      if (passed === undefined) return [];
      const vars = { percent: passed, budget: `${Math.round(budget.minor / 100)} ${budget.currency}` };
      const once = { month, percent: passed };
      return [
        tellCoordinators({
          programme,
          key: passed === 100 ? 'budget.spent' : 'budget.nearly',
          vars,
          now: this.#now,
          once,
        }),
        {
          sql: {
            sqlite:
              'insert into budget_told (month, programme, percent, at) values (@month, @programme, @percent, @now) on conflict do nothing',
          },
          params: { ...once, programme, now: this.#now },
        },
      ];
    });
  }

  #serviceMessages(month: string, ourNumber: string): number {
    let sum = 0;
    for (const line of this.#lines.values())
      if (line.category === 'service' && line.our_number === ourNumber && line.month === month) sum += line.messages;
    return sum;
  }

  #add(line: Spent): void {
    const key = keyOf(line);
    const known = this.#lines.get(key);
    const { messages, segments, cost } = known ?? { messages: 0, segments: 0, cost: 0 };
    this.#lines.set(key, {
      ...line,
      messages: messages + line.messages,
      segments: segments + line.segments,
      cost: cost + line.cost,
    });
    this.#touched.add(key);
  }
}

function keyOf({ month, programme, channel, our_number, category, currency }: Spent): string {
  return JSON.stringify([month, programme, channel, our_number, category, currency]);
}
