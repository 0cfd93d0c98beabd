import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { knownProgramme } from '../known-programme.ts';
import { defineRoute } from '../route.ts';
import { airtime } from './airtime.ts';
import { BUYERS } from './business.ts';
import { approve, buy } from './enter.ts';
import { asked, given, of } from './given.ts';
import { custody, transfer } from './hand-over.ts';
import { mayKeep, ofRow } from './may-keep.ts';
import { MOST } from './money.ts';
import { reverse } from './reverse.ts';

const id = z.string().min(1).max(100);
const name = z.string().trim().min(1).max(80);
const params = z.strictObject({ id });
const amount = z.number().int().min(1).max(MOST).describe("hundredths of the programme's currency");
const entered = z.strictObject({ id: z.string(), balance: z.number().int().describe('hundredths, after it') });
const done = z.strictObject({ id: z.string() });

export const inputsApprove = defineRoute({
  name: 'inputs.approve',
  method: 'POST',
  path: '/inputs/approvals',
  scope: 'records:write',
  summary: 'So much was approved for an enterprise, on one line of financing',
  body: z.strictObject({ ...of, line: z.string().trim().min(1).max(40), amount, note: z.string().max(300).optional() }),
  reply: entered,
  async run({ body: { note = '', ...body } }, at) {
    await mayKeep(body.enterprise, at);
    const { id: made, balance } = await at.operate(approve, { ...asked(at), ...given(body), note });
    return { id: made!, balance: balance! };
  },
});

export const inputsBuy = defineRoute({
  name: 'inputs.purchase',
  method: 'POST',
  path: '/inputs/purchases',
  scope: 'records:write',
  summary: 'Something was bought for an enterprise; more than was approved is told by the balance, not refused',
  body: z.strictObject({
    ...of,
    item: z.string().trim().min(1).max(120),
    quantity: z.number().int().min(1).max(100_000).optional(),
    amount: amount.describe("hundredths of the programme's currency, of all of it together"),
    supplier: z.string().trim().max(120).optional(),
    receipt: z.string().trim().max(80).optional().describe('its number'),
    note: z.string().trim().max(300).optional(),
  }),
  reply: entered,
  async run({ body: { quantity = 1, supplier = '', receipt = '', note = '', ...body } }, at) {
    await mayKeep(body.enterprise, at);
    const whole = { ...asked(at), ...given(body), quantity, supplier, receipt, note, files: [] };
    const { id: made, balance } = await at.operate(buy, whole);
    return { id: made!, balance: balance! };
  },
});

export const inputsAirtime = defineRoute({
  name: 'inputs.airtime',
  method: 'POST',
  path: '/inputs/airtime',
  scope: 'records:write',
  summary: 'What learners paid for taking part was given back: a line for each',
  body: z.strictObject({
    programme: name,
    people: z.array(id).min(1).max(500),
    amount: amount.describe("hundredths of the programme's currency, for each"),
    supplier: z.string().trim().max(120).optional(),
    on: z.iso.date().optional(),
    note: z.string().trim().max(300).optional(),
  }),
  reply: z.strictObject({ repaid: z.number().int() }),
  async run({ body: { supplier = '', note = '', ...body } }, at) {
    knownProgramme(body.programme, at.programmes, at.sight);
    if (at.sight.within !== null || !at.sight.roles.some((role) => BUYERS.includes(role)))
      throw new RecadoError('SIGHT_TOO_NARROW');
    return at.operate(airtime, { ...asked(at), ...given(body), supplier, note });
  },
});

export const inputsReverse = defineRoute({
  name: 'inputs.reverse',
  method: 'POST',
  path: '/inputs/{id}/reversal',
  scope: 'records:write',
  summary: 'Takes a line of the ledger back by another that names it',
  params,
  body: z.strictObject({ why: z.string().trim().min(1).max(300) }),
  reply: done,
  async run({ params: { id: entry }, body: { why } }, at) {
    await ofRow('input_entry', 'line of the ledger', entry, at);
    const made = await at.operate(reverse, { ...asked(at), entry, why });
    return { id: made.id! };
  },
});

export const inputsCustody = defineRoute({
  name: 'inputs.custody',
  method: 'POST',
  path: '/inputs/{id}/custody',
  scope: 'records:write',
  summary: 'Somebody else has a thing that was bought from that day on',
  params,
  body: z.strictObject({ holder: name, on: of.on }),
  reply: done,
  async run({ params: { id: entry }, body }, at) {
    const enterprise = await ofRow('input_entry', 'purchase', entry, at);
    const made = await at.operate(custody, { ...asked(at), ...given(body), enterprise, entry });
    return { id: made.id! };
  },
});

export const inputsTransfer = defineRoute({
  name: 'inputs.transfer',
  method: 'POST',
  path: '/inputs/transfers',
  scope: 'records:write',
  summary: 'What was lent becomes hers, on the day the list was signed',
  body: z.strictObject({
    ...of,
    purchases: z.array(id).max(500).optional().describe('all that were delivered whole without it'),
  }),
  reply: z.strictObject({ transferred: z.number().int() }),
  async run({ body: { purchases = [], ...body } }, at) {
    await mayKeep(body.enterprise, at);
    const made = await at.operate(transfer, { ...asked(at), ...given(body), entries: purchases });
    return { transferred: made.transferred! };
  },
});
