import { z } from 'zod';
import type { NewId } from '../../base/ids.ts';
import type { Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { refused } from '../refusal.ts';
import { codeFor, codes } from '../undoable.ts';
import { type Business, businessFields, businessIn, businessReads, type OfBusiness, refusal } from './business.ts';
import { MOST, moneyWords } from './money.ts';
import { reverse } from './reverse.ts';
import { balanceIn, moneyOf } from './state.ts';

const minor = z.number().int().min(1).max(MOST);

/** A line of the ledger, of that enterprise and day. */
export function entryRow(
  { id: enterprise_id, programme, day }: Pick<Business, 'id' | 'programme' | 'day'>,
  { by, workspace }: Pick<OfBusiness, 'by' | 'workspace'>,
  values: SqlRow & { readonly kind: string },
  { now, newId }: { readonly now: number; readonly newId: NewId },
): { readonly id: string; readonly row: RowWrite } {
  const id = newId();
  const whole = {
    id,
    workspace,
    programme,
    enterprise_id,
    happened_on: day,
    by_kind: by.kind,
    by_id: by.id,
    entered_at: now,
  };
  return { id, row: { op: 'insert', table: 'input_entry', values: { ...whole, ...values } } };
}

export interface Entered {
  readonly id?: string;
  /** Hundredths, after it. */
  readonly balance?: number;
}

const approval = z.strictObject({
  ...businessFields,
  /** Of financing: idea, strengthening, innovation, or the programme's own word. */
  line: z.string().trim().min(1).max(40),
  /** Hundredths of the programme's currency. */
  amount: minor,
  note: z.string().trim().max(300).default(''),
});
type Approval = z.output<typeof approval>;

/** So much was approved for an enterprise, on one line of financing. Throws ENTERPRISE_UNKNOWN, TARGET_SEVERAL, INPUT_FUTURE. */
export const approve: Operation<Approval, Entered> = {
  name: 'input.approve',
  input: approval as unknown as z.ZodType<Approval>,
  reads: { ...businessReads, money: moneyOf },
  decide(loaded, asked, at) {
    const { job, amount, line, note } = asked;
    const found = businessIn(loaded, asked, at.now);
    if ('code' in found) return refused(found, job, {}, at.now);
    if (found.day > found.today) return refused(refusal('INPUT_FUTURE', 'future', { day: found.day }), job, {}, at.now);
    const values = { kind: 'approval', line, amount, currency: found.currency, note };
    const { id, row } = entryRow(found, asked, values, at);
    return { rows: [row], output: { id, balance: balanceIn(loaded['money'], found.id) + amount } };
  },
};

const purchase = z.strictObject({
  ...businessFields,
  item: z.string().trim().min(1).max(120),
  supplier: z.string().trim().max(120).default(''),
  quantity: z.number().int().min(1).max(100_000).default(1),
  /** Hundredths, of all of it together. */
  amount: minor,
  /** What stands on the paper: a number. */
  receipt: z.string().trim().max(80).default(''),
  note: z.string().trim().max(300).default(''),
  files: z
    .array(z.strictObject({ seq: z.number().int(), nth: z.number().int(), kind: z.string() }))
    .max(30)
    .default([]),
});
type Purchase = z.output<typeof purchase>;

/**
 * Something was bought for an enterprise. More than was approved is said, not refused: it has been spent. Throws
 * ENTERPRISE_UNKNOWN, TARGET_SEVERAL, INPUT_FUTURE.
 */
export const buy: Operation<Purchase, Entered> = {
  name: 'input.purchase',
  input: purchase as unknown as z.ZodType<Purchase>,
  reads: { ...businessReads, money: moneyOf, codes },
  decide(loaded, asked, at) {
    const { by, job, item, quantity, amount, workspace, files } = asked;
    const { now } = at;
    const found = businessIn(loaded, asked, now);
    if ('code' in found) return refused(found, job, {}, now);
    if (found.day > found.today) return refused(refusal('INPUT_FUTURE', 'future', { day: found.day }), job, {}, now);
    const { currency } = found;
    const { id, row } = entryRow(
      found,
      asked,
      {
        kind: 'purchase',
        item,
        quantity,
        amount,
        currency,
        supplier: asked.supplier || null,
        receipt: asked.receipt || null,
        note: asked.note,
      },
      at,
    );
    const balance = balanceIn(loaded['money'], found.id) - amount;
    const undone = codeFor(
      { operation: reverse.name, input: { entry: id, why: 'undo', by: { ...by } }, says: 'input.undo' },
      asked,
      loaded['codes'],
      at,
    );
    const vars = { who: found.name, item, quantity, amount: moneyWords(amount, currency) };
    const lines: StaffLine[] = [
      { key: 'input.bought', vars },
      { key: `input.${balance < 0 ? 'over' : 'balance'}`, vars: { amount: moneyWords(Math.abs(balance), currency) } },
      { key: files.length > 0 ? 'input.receipt-kept' : 'input.receipt', vars: {} },
      ...undone.lines,
    ];
    const asks = { verb: 'purchase', about: JSON.stringify({ entry: id, item }) };
    return {
      rows: [
        row,
        ...files.map(({ seq, nth }): RowWrite => receiptRow(id, seq, nth, workspace)),
        ...undone.rows,
        ...(job ? [audited(by, 'input.purchase', found.id, {}, { now, workspace })] : []),
        ...jobDone(job, lines, now, { asks }),
      ],
      output: { id, balance },
    };
  },
};

export const receiptRow = (entry: string, seq: number, nth: number, workspace: string): RowWrite => ({
  op: 'insert-new',
  table: 'input_receipt',
  values: { entry_id: entry, inbox_seq: seq, nth, workspace },
});
