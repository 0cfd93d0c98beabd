import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { knownProgramme } from '../known-programme.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute, fileReply } from '../route.ts';
import { businessInSight, mayKeep } from './may-keep.ts';
import { boughtSql, holderOf } from './state.ts';
import { toHandOver, transferSheet } from './transfer-list.ts';

const id = z.string().min(1).max(100);
const name = z.string().trim().min(1).max(80);

export const inputsList = defineRoute({
  name: 'inputs.list',
  method: 'GET',
  path: '/inputs',
  scope: 'records:read',
  summary:
    'The ledger line by line, the oldest first: approvals, purchases, airtime, custody, hand-overs and what was taken back',
  query: z.strictObject({ programme: name, enterprise: id.optional(), ...pageInput }),
  reply: pageOf(
    z.strictObject({
      id: z.string(),
      enterprise: z.string().nullable(),
      person: z.string().nullable().describe('of airtime'),
      kind: z.enum(['approval', 'purchase', 'airtime', 'custody', 'transfer', 'reversal']),
      of: z.string().nullable().describe('the line that it is about'),
      line: z.string().nullable(),
      item: z.string().nullable(),
      supplier: z.string().nullable(),
      quantity: z.number().int().nullable(),
      amount: z.number().int().nullable().describe('hundredths, of all of it; below zero where it takes back'),
      currency: z.string().nullable(),
      receipt: z.string().nullable(),
      receipt_photos: z.number().int(),
      holder: z.string().nullable(),
      on: z.string(),
      note: z.string(),
      by: z.string(),
      entered_at: z.number().int(),
    }),
  ),
  async run({ query }, { read, sight, programmes }) {
    knownProgramme(query.programme, programmes, sight);
    if (!sight.classes.includes('team')) throw new RecadoError('SIGHT_TOO_NARROW');
    const seen = businessInSight(sight);
    const sort = { by: 'entered_at', id: 'id' };
    const all = {
      sql: {
        sqlite: `select e.*, (select count(*) from input_receipt r where r.entry_id = e.id) as photos from input_entry e
          left join enterprise b on b.id = e.enterprise_id
          where e.programme = @programme and (@enterprise is null or e.enterprise_id = @enterprise)
            and (${seen.sql}${sight.within === null ? " or e.kind in ('airtime', 'reversal') and e.enterprise_id is null" : ''})`,
      },
      params: { ...seen.params, programme: query.programme, enterprise: query.enterprise ?? null },
    };
    return toPage(await read(paged(all, query, sort)), query, sort, (row) => ({
      id: String(row['id']),
      enterprise: row['enterprise_id'] as string | null,
      person: row['person_id'] as string | null,
      kind: row['kind'] as 'approval',
      of: row['of_id'] as string | null,
      line: row['line'] as string | null,
      item: row['item'] as string | null,
      supplier: row['supplier'] as string | null,
      quantity: row['quantity'] as number | null,
      amount: row['amount'] as number | null,
      currency: row['currency'] as string | null,
      receipt: row['receipt'] as string | null,
      receipt_photos: Number(row['photos']),
      holder: row['holder'] as string | null,
      on: String(row['happened_on']),
      note: String(row['note']),
      by: row['by_kind'] === 'staff' ? String(row['by_id']) : String(row['by_kind']),
      entered_at: Number(row['entered_at']),
    }));
  },
});

export const purchasesList = defineRoute({
  name: 'inputs.purchases',
  method: 'GET',
  path: '/inputs/purchases',
  scope: 'records:read',
  summary: 'What was bought and where it stands: with whom, delivered, confirmed by her, handed over',
  query: z.strictObject({ programme: name, enterprise: id.optional(), ...pageInput }),
  reply: pageOf(
    z.strictObject({
      id: z.string(),
      enterprise: z.string(),
      item: z.string(),
      supplier: z.string().nullable(),
      quantity: z.number().int(),
      amount: z.number().int().describe('hundredths'),
      currency: z.string(),
      bought_on: z.string(),
      delivered: z.number().int(),
      confirmed: z.number().int().describe('of those delivered: she answered that they are complete'),
      missing: z.number().int().describe('of those delivered: she misses something'),
      delivered_on: z.string().nullable(),
      with: z.string().describe('programme, enterprise, or who has it'),
      transferred_on: z.string().nullable().describe('since when it is hers'),
    }),
  ),
  async run({ query }, { read, sight, programmes }) {
    knownProgramme(query.programme, programmes, sight);
    if (!sight.classes.includes('team')) throw new RecadoError('SIGHT_TOO_NARROW');
    const seen = businessInSight(sight);
    const sort = { by: 'bought_on', id: 'id' };
    const all = {
      sql: {
        sqlite: `select x.* from (${boughtSql('e.programme = @programme and (@enterprise is null or e.enterprise_id = @enterprise)')}) x
          join enterprise b on b.id = x.enterprise_id where ${seen.sql}`,
      },
      params: { ...seen.params, programme: query.programme, enterprise: query.enterprise ?? null },
    };
    return toPage(await read(paged(all, query, sort)), query, sort, (row) => ({
      id: String(row['id']),
      enterprise: String(row['enterprise_id']),
      item: String(row['item']),
      supplier: row['supplier'] as string | null,
      quantity: Number(row['quantity']),
      amount: Number(row['amount']),
      currency: String(row['currency']),
      bought_on: String(row['bought_on']),
      delivered: Number(row['delivered']),
      confirmed: Number(row['confirmed']),
      missing: Number(row['missing']),
      delivered_on: row['delivered_on'] as string | null,
      with: holderOf({ holder: row['holder'] as string | null, delivered: Number(row['delivered']) }),
      transferred_on: row['transferred_on'] as string | null,
    }));
  },
});

export const deliveriesList = defineRoute({
  name: 'deliveries.list',
  method: 'GET',
  path: '/deliveries',
  scope: 'records:read',
  summary: 'What was brought, and what she answered; the oldest first',
  query: z.strictObject({
    programme: name,
    enterprise: id.optional(),
    answer: z.enum(['none', 'complete', 'missing']).optional(),
    ...pageInput,
  }),
  reply: pageOf(
    z.strictObject({
      id: z.string(),
      enterprise: z.string(),
      person: z.string(),
      items: z.array(z.strictObject({ purchase: z.string(), item: z.string(), quantity: z.number().int() })),
      on: z.string(),
      answer: z.enum(['complete', 'missing']).nullable(),
      answered_at: z.number().int().nullable(),
      answered_by: z.enum(['her', 'paper']).nullable(),
      entered_at: z.number().int(),
    }),
  ),
  async run({ query }, { read, sight, programmes }) {
    knownProgramme(query.programme, programmes, sight);
    if (!sight.classes.includes('team')) throw new RecadoError('SIGHT_TOO_NARROW');
    const seen = businessInSight(sight);
    const sort = { by: 'entered_at', id: 'id' };
    const all = {
      sql: {
        sqlite: `select d.*, (select json_group_array(json_object('purchase', e.id, 'item', e.item, 'quantity', i.quantity)
              order by e.entered_at, e.id) from delivery_item i join input_entry e on e.id = i.entry_id where i.delivery_id = d.id) as items
          from delivery d join enterprise b on b.id = d.enterprise_id
          where d.programme = @programme and d.undone_at is null and (@enterprise is null or d.enterprise_id = @enterprise)
            and (@answer is null or coalesce(d.answer, 'none') = @answer) and ${seen.sql}`,
      },
      params: {
        ...seen.params,
        programme: query.programme,
        enterprise: query.enterprise ?? null,
        answer: query.answer ?? null,
      },
    };
    return toPage(await read(paged(all, query, sort)), query, sort, (row) => ({
      id: String(row['id']),
      enterprise: String(row['enterprise_id']),
      person: String(row['person_id']),
      items: JSON.parse(String(row['items'])) as { purchase: string; item: string; quantity: number }[],
      on: String(row['delivered_on']),
      answer: row['answer'] as 'complete' | 'missing' | null,
      answered_at: row['answered_at'] as number | null,
      answered_by: row['answered_by'] as 'her' | 'paper' | null,
      entered_at: Number(row['entered_at']),
    }));
  },
});

export const transferList = defineRoute({
  name: 'inputs.transfer-list',
  method: 'GET',
  path: '/inputs/transfer-list',
  scope: 'records:read',
  summary: 'The list to be signed when what was delivered becomes theirs, as a PDF',
  query: z.strictObject({ programme: name, enterprise: id.optional() }),
  file: ['application/pdf'],
  reply: fileReply,
  async run({ query }, at) {
    const programme = knownProgramme(query.programme, at.programmes, at.sight);
    if (query.enterprise !== undefined) await mayKeep(query.enterprise, at);
    else if (at.sight.within !== null) throw new RecadoError('SIGHT_TOO_NARROW');
    if (!at.sight.classes.includes('team')) throw new RecadoError('SIGHT_TOO_NARROW');
    const rows = await at.read(toHandOver(query.programme, query.enterprise));
    const language = programme.languages[0]!;
    const sheet = transferSheet(rows, { title: programme.title, language }, (key, vars = {}) =>
      at.words(`transfer-list.${key}`, vars, language),
    );
    return { bytes: await at.paper(sheet), type: 'application/pdf', name: `transfer-${query.programme}.pdf` };
  },
});
