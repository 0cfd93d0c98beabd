import { z } from 'zod';
import { eventRow } from '../../store/event-row.ts';
import type { Operation, RowWrite } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { audited } from '../audit.ts';
import { jobDone } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { type Refusal, refused } from '../refusal.ts';
import { codeFor, codes } from '../undoable.ts';
import { businessFields, businessIn, businessReads, refusal } from './business.ts';
import { type Bought, boughtIn, boughtOf } from './state.ts';
import { deliveryUndo } from './undo-delivery.ts';

const item = z.strictObject({
  /** Its line in the ledger, or its words. */
  item: z.string().trim().min(1).max(120),
  /** All of it that was not delivered yet, where it is not said. */
  quantity: z.number().int().min(1).max(100_000).optional(),
});
const input = z.strictObject({
  ...businessFields,
  /** Nothing named: everything that was not delivered yet, where `all`; else she who asks reads what there is. */
  items: z.array(item).max(50).default([]),
  all: z.boolean().default(false),
  /** Who takes it, of those who work there; the first whom our messages reach where it is not said. */
  person: z.string().min(1).max(64).optional(),
});
type Input = z.output<typeof input>;

/**
 * Things that were bought are brought to her, and her conversation asks whether they came complete. Throws ENTERPRISE_UNKNOWN,
 * TARGET_SEVERAL, INPUT_NOTHING, INPUT_ITEM, INPUT_MORE, INPUT_PERSON, INPUT_FUTURE.
 */
export const deliver: Operation<Input, { readonly id?: string; readonly asked?: boolean }> = {
  name: 'input.deliver',
  input: input as unknown as z.ZodType<Input>,
  reads: { ...businessReads, bought: boughtOf, codes },
  decide(loaded, asked, at) {
    const { by, job, workspace } = asked;
    const { now, newId } = at;
    const found = businessIn(loaded, asked, now);
    if ('code' in found) return refused(found, job, {}, now);
    if (found.day > found.today) return refused(refusal('INPUT_FUTURE', 'future', { day: found.day }), job, {}, now);
    const waiting = boughtIn(loaded['bought'], found.id).filter(({ quantity, delivered }) => quantity > delivered);
    const vars = { who: found.name };
    if (waiting.length === 0) return refused(refusal('INPUT_NOTHING', 'nothing', vars), job, {}, now);
    if (asked.items.length === 0 && !asked.all)
      return refused(refusal('INPUT_ITEM', 'which', { ...vars, items: itemWords(waiting.map(rest)) }), job, {}, now);
    const chosen = asked.all ? waiting.map(rest) : chosenOf(waiting, asked.items);
    if ('code' in chosen) return refused(chosen, job, {}, now);
    const named = found.people.find(({ id }) => id === asked.person);
    if (asked.person !== undefined && !named) return refused(refusal('INPUT_PERSON', 'person', vars), job, {}, now);
    const taker = named ?? found.people.find(({ reached, unsafe }) => reached && !unsafe) ?? found.people[0];
    if (!taker) return refused(refusal('INPUT_PERSON', 'nobody', vars), job, {}, now);
    const id = newId();
    const items = itemWords(chosen);
    const isAsked = taker.reached && !taker.unsafe;
    const undone = codeFor(
      { operation: deliveryUndo.name, input: { delivery: id }, says: 'input.undo' },
      asked,
      loaded['codes'],
      at,
    );
    const lines: StaffLine[] = [
      { key: 'input.delivered', vars: { ...vars, items } },
      { key: isAsked ? 'input.she-is-asked' : 'input.ask-yourself', vars: { who: taker.name } },
      ...undone.lines,
    ];
    return {
      rows: [
        {
          op: 'insert',
          table: 'delivery',
          values: {
            id,
            workspace,
            programme: found.programme,
            enterprise_id: found.id,
            person_id: taker.id,
            delivered_on: found.day,
            by_kind: by.kind,
            by_id: by.id,
            entered_at: now,
          },
        },
        ...chosen.map(
          ({ id: entry_id, quantity }): RowWrite => ({
            op: 'insert',
            table: 'delivery_item',
            values: { delivery_id: id, entry_id, quantity, workspace },
          }),
        ),
        ...(isAsked ? [eventRow(taker, 'delivery.ask', { delivery: id, items }, { workspace, now })] : []),
        ...undone.rows,
        ...(job ? [audited(by, 'input.deliver', found.id, { items: chosen.length }, { now, workspace })] : []),
        ...jobDone(job, lines, now),
      ],
      output: { id, asked: isAsked },
    };
  },
};

interface Part {
  readonly id: string;
  readonly item: string;
  readonly quantity: number;
}

const rest = ({ id, item, quantity, delivered }: Bought): Part => ({ id, item, quantity: quantity - delivered });

function chosenOf(waiting: readonly Bought[], wanted: Input['items']): readonly Part[] | Refusal {
  const chosen: Part[] = [];
  for (const { item: said, quantity } of wanted) {
    const words = normalise(said);
    const exact = waiting.filter(({ id, item }) => id === said || normalise(item) === words);
    const found = exact.length > 0 ? exact : waiting.filter(({ item }) => normalise(item).split(' ').includes(words));
    const [one, other] = found;
    const items = itemWords(waiting.map(rest));
    if (!one) return refusal('INPUT_ITEM', 'item', { item: said, items });
    if (other && exact.length !== 1 && new Set(found.map(({ item }) => item)).size > 1)
      return refusal('INPUT_ITEM', 'item', { item: said, items });
    const left = one.quantity - one.delivered;
    if ((quantity ?? left) > left) return refusal('INPUT_MORE', 'more', { item: one.item, left });
    chosen.push({ id: one.id, item: one.item, quantity: quantity ?? left });
  }
  return chosen;
}

/** "1 molino, 2 sacos de harina". */
export const itemWords = (items: readonly { readonly item: string; readonly quantity: number }[]): string =>
  items.map(({ item, quantity }) => `${quantity} ${item}`).join(', ');
