import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { personInSight } from '../in-sight.ts';
import { knownProgramme } from '../known-programme.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute, type RouteContext } from '../route.ts';
import { PARTICIPATING } from './input.ts';
import { consentPaper } from './paper.ts';
import { consentWithdraw } from './withdraw.ts';

const name = z.string().trim().min(1).max(80);
const id = z.string().min(1).max(64);
const millis = z.number().int().describe('epoch milliseconds');
const SORT = { by: 'happened_at', id: 'id', down: true };

export const consentsList = defineRoute({
  name: 'consents.list',
  method: 'GET',
  path: '/consents',
  scope: 'people:read',
  summary: 'The ledger of consents, the newest first: who agreed to what, by which wording, and how it can be shown',
  query: z.strictObject({ person: id.optional(), programme: name.optional(), purpose: name.optional(), ...pageInput }),
  reply: pageOf(
    z.strictObject({
      id: z.string(),
      person: z.string(),
      programme: z.string().nullable(),
      purpose: z.string(),
      wording: z.string().describe('version of what she was asked'),
      language: z.string().nullable(),
      channel: z.string().nullable().describe('a channel, or paper'),
      given: z.boolean(),
      withdraws: z.string().nullable().describe('id of the line that this one takes back'),
      by: z.string().nullable().describe('who entered it; null: she herself'),
      proof: z.string().nullable().describe('mark of the sheet she signed'),
      happened_at: millis,
      entered_at: millis,
    }),
  ),
  async run({ query }, { read, sight, programmes }) {
    if (query.programme !== undefined) knownProgramme(query.programme, programmes, sight);
    const seen = personInSight(sight, 'n.person_id');
    const all = {
      sql: {
        sqlite: `select n.* from consent n where n.workspace = @workspace and ${seen.sql}
          and (@person is null or n.person_id = @person) and (@purpose is null or n.purpose = @purpose)
          and (@programme is null or n.programme = @programme)`,
      },
      params: {
        ...seen.params,
        workspace: sight.workspace,
        person: query.person ?? null,
        purpose: query.purpose ?? null,
        programme: query.programme ?? null,
      },
    };
    return toPage(await read(paged(all, query, SORT)), query, SORT, (row) => ({
      id: String(row['id']),
      person: String(row['person_id']),
      programme: row['programme'] as string | null,
      purpose: String(row['purpose']),
      wording: String(row['wording']),
      language: row['language'] as string | null,
      channel: row['channel'] as string | null,
      given: row['given'] === 1,
      withdraws: row['withdraws'] as string | null,
      by: row['by_id'] as string | null,
      proof: row['proof'] as string | null,
      happened_at: Number(row['happened_at']),
      entered_at: Number(row['entered_at']),
    }));
  },
});

const of = { programme: name, purpose: name.default(PARTICIPATING) };

export const consentsPaper = defineRoute({
  name: 'consents.paper',
  method: 'POST',
  path: '/people/{id}/consents',
  scope: 'people:write',
  summary: 'She has signed on paper: she goes on without being asked again for what she signed',
  params: z.strictObject({ id }),
  body: z.strictObject({ ...of, on: z.iso.date(), proof: name.describe('mark of the sheet: hoja-12') }),
  reply: z.strictObject({ id: z.string().nullable(), did: z.enum(['consented', 'already']) }),
  async run({ params, body }, at) {
    await seen(params.id, body.programme, at);
    return at.operate(consentPaper, { ...body, person: params.id, by: at.by, workspace: at.sight.workspace });
  },
});

export const consentsWithdraw = defineRoute({
  name: 'consents.withdraw',
  method: 'POST',
  path: '/people/{id}/consents/withdraw',
  scope: 'people:write',
  summary: 'She takes a consent back; of taking part, nothing more is sent to her but one confirmation',
  params: z.strictObject({ id }),
  body: z.strictObject({ ...of, channel: name.optional().describe('how she said it') }),
  reply: z.strictObject({ id: z.string().nullable().describe('null: it was taken back already') }),
  async run({ params, body: { channel, ...body } }, at) {
    await seen(params.id, body.programme, at);
    const input = { ...body, person: params.id, channel: channel ?? null, by: at.by, told: false };
    return at.operate(consentWithdraw, { ...input, workspace: at.sight.workspace });
  },
});

/** Throws PERSON_UNKNOWN for somebody out of sight, as for nobody. */
async function seen(person: string, programme: string, { read, sight, programmes }: RouteContext): Promise<void> {
  knownProgramme(programme, programmes, sight);
  const { sql, params } = personInSight(sight, 'p.id');
  const found = await read({
    sql: { sqlite: `select p.id from person p where p.id = @person and ${sql}` },
    params: { ...params, person },
  });
  if (found.length === 0) throw new RecadoError('PERSON_UNKNOWN', { who: person });
}
