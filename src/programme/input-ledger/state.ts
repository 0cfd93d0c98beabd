import type { Query, SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { FOLDED_NAME } from '../folded-name.ts';

/** Where something that was bought for an enterprise is. */
export interface Bought {
  readonly id: string;
  readonly item: string;
  readonly supplier: string | null;
  readonly quantity: number;
  /** Hundredths, of all of it. */
  readonly amount: number;
  readonly currency: string;
  readonly receipt: string | null;
  readonly bought_on: string;
  readonly delivered: number;
  /** Of those the ones she said are complete, and the ones where she misses something. */
  readonly confirmed: number;
  readonly missing: number;
  readonly delivered_on: string | null;
  /** Who has it, where somebody said so; until it is delivered it is with the programme, then with her. */
  readonly holder: string | null;
  readonly transferred_on: string | null;
}

/** One row for each purchase that holds (airtime is used up, and stands apart); `where` is over `e`. */
export const boughtSql = (
  where: string,
): string => `select e.id, e.enterprise_id, e.programme, e.item, e.supplier, e.quantity, e.amount,
    e.currency, e.receipt, e.happened_on as bought_on, coalesce(sum(i.quantity), 0) as delivered,
    coalesce(sum(i.quantity) filter (where d.answer = 'complete'), 0) as confirmed,
    coalesce(sum(i.quantity) filter (where d.answer = 'missing'), 0) as missing, max(d.delivered_on) as delivered_on,
    (select c.holder from input_live c where c.of_id = e.id and c.kind = 'custody' order by c.entered_at desc, c.id desc limit 1) as holder,
    (select max(t.happened_on) from input_live t where t.of_id = e.id and t.kind = 'transfer') as transferred_on
  from input_live e
  left join (delivery_item i join delivery d on d.id = i.delivery_id and d.undone_at is null) on i.entry_id = e.id
  where e.kind = 'purchase' and ${where} group by e.id`;

/** Money of each enterprise: what was approved, and what was spent. `where` is over `e`. */
export const moneySql = (where: string): string => `select e.enterprise_id, e.currency,
    coalesce(sum(e.amount) filter (where e.kind = 'approval'), 0) as approved,
    coalesce(sum(e.amount) filter (where e.kind = 'purchase'), 0) as spent
  from input_live e where e.kind in ('approval', 'purchase') and ${where} group by e.enterprise_id, e.currency`;

const NAMED = `e.enterprise_id in (select id from enterprise where workspace = @workspace and (id = @enterprise or ${FOLDED_NAME} = @folded))`;
type Named = { readonly workspace: string; readonly enterprise: string };
const named = ({ workspace, enterprise }: Named) => ({ workspace, enterprise, folded: normalise(enterprise) });

/** For `reads` of operations: of the enterprise that is named. */
export const boughtOf = (asked: Named): Query => ({
  sql: { sqlite: `${boughtSql(NAMED)} order by e.happened_on, e.entered_at, e.id` },
  params: named(asked),
});
export const moneyOf = (asked: Named): Query => ({ sql: { sqlite: moneySql(NAMED) }, params: named(asked) });

export const boughtIn = (rows: readonly SqlRow[] | undefined, enterprise: string): readonly Bought[] =>
  ((rows ?? []) as unknown as readonly (Bought & { readonly enterprise_id: string })[]).filter(
    (row) => row.enterprise_id === enterprise,
  );

/** What is left of what was approved, in hundredths; below zero more was spent than was approved. */
export function balanceIn(rows: readonly SqlRow[] | undefined, enterprise: string): number {
  const mine = (rows ?? []).filter((row) => row['enterprise_id'] === enterprise);
  return mine.reduce((sum, row) => sum + Number(row['approved']) - Number(row['spent']), 0);
}

/** With whom something is, as a word: `programme`, `enterprise`, or a name. */
export const holderOf = ({ holder, delivered }: Pick<Bought, 'holder' | 'delivered'>): string =>
  holder ?? (delivered > 0 ? 'enterprise' : 'programme');
