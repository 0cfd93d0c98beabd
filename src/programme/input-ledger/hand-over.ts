import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation } from '../../store/port.ts';
import { refused } from '../refusal.ts';
import { businessFields, businessIn, businessReads, refusal } from './business.ts';
import { entryRow } from './enter.ts';
import { boughtIn, boughtOf } from './state.ts';

const custodyInput = z.strictObject({
  ...businessFields,
  /** Its line in the ledger. */
  entry: z.string().min(1).max(64),
  /** Who has it now: a name, a place. */
  holder: z.string().trim().min(1).max(80),
});
type Custody = z.output<typeof custodyInput>;

/** Somebody else has it from that day on. Throws ENTERPRISE_UNKNOWN, RECORD_UNKNOWN, INPUT_FUTURE. */
export const custody: Operation<Custody, { readonly id?: string }> = {
  name: 'input.custody',
  input: custodyInput as unknown as z.ZodType<Custody>,
  reads: { ...businessReads, bought: boughtOf },
  decide(loaded, asked, at) {
    const { entry, holder, job } = asked;
    const found = businessIn(loaded, asked, at.now);
    if ('code' in found) return refused(found, job, {}, at.now);
    if (found.day > found.today) return refused(refusal('INPUT_FUTURE', 'future', { day: found.day }), job, {}, at.now);
    if (!boughtIn(loaded['bought'], found.id).some(({ id }) => id === entry))
      throw new RecadoError('RECORD_UNKNOWN', { what: 'purchase', id: entry });
    const { id, row } = entryRow(found, asked, { kind: 'custody', of_id: entry, holder }, at);
    return { rows: [row], output: { id } };
  },
};

const transferInput = z.strictObject({
  ...businessFields,
  /** Lines of the ledger; all that were delivered whole and are not hers yet where none is named. */
  entries: z.array(z.string().min(1).max(64)).max(500).default([]),
});
type Transfer = z.output<typeof transferInput>;

/**
 * What was lent becomes hers: a line for each thing, of the day on which it was signed. Throws ENTERPRISE_UNKNOWN,
 * RECORD_UNKNOWN, INPUT_NOTHING, INPUT_FUTURE.
 */
export const transfer: Operation<Transfer, { readonly transferred?: number }> = {
  name: 'input.transfer',
  input: transferInput as unknown as z.ZodType<Transfer>,
  reads: { ...businessReads, bought: boughtOf },
  decide(loaded, asked, at) {
    const { entries, job } = asked;
    const found = businessIn(loaded, asked, at.now);
    if ('code' in found) return refused(found, job, {}, at.now);
    if (found.day > found.today) return refused(refusal('INPUT_FUTURE', 'future', { day: found.day }), job, {}, at.now);
    const ready = boughtIn(loaded['bought'], found.id).filter(
      ({ transferred_on: on, delivered, quantity }) => on === null && delivered === quantity,
    );
    const strange = entries.find((entry) => !ready.some(({ id }) => id === entry));
    if (strange !== undefined)
      throw new RecadoError('RECORD_UNKNOWN', { what: 'purchase that is delivered and not handed over,', id: strange });
    const chosen = entries.length === 0 ? ready : ready.filter(({ id }) => entries.includes(id));
    if (chosen.length === 0) return refused(refusal('INPUT_NOTHING', 'nothing', { who: found.name }), job, {}, at.now);
    const rows = chosen.map(
      ({ id, item, quantity }) => entryRow(found, asked, { kind: 'transfer', of_id: id, item, quantity }, at).row,
    );
    return { rows, output: { transferred: rows.length } };
  },
};
