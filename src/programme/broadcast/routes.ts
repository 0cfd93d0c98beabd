import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { audienceSchema } from '../audience.ts';
import { firstName } from '../on-duty.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { type AnyRoute, defineRoute } from '../route.ts';
import { confirm } from './confirm.ts';
import { draftSchema } from './preview.ts';
import { progressQuery } from './progress.ts';
import { broadcastOf, STATES } from './row.ts';
import { previewed } from './run.ts';
import { steer } from './steer.ts';
import { tryOut } from './try.ts';
import { listQuery, recipientsQuery, viewed, viewOf } from './view.ts';

const params = z.strictObject({ id: z.string().min(1).max(100) });
const count = z.number().int();
const moment = count.nullable();
const local = z.strictObject({ date: z.string(), at: z.string() }).nullable();

const view = z.strictObject({
  id: z.string(),
  programme: z.string(),
  state: z.enum(STATES),
  code: count.nullable().describe('what confirms it, until it is over'),
  audience: audienceSchema,
  on: local.describe("local day and hour, in each person's zone; null: now"),
  until: local,
  people: z.strictObject({ get: count, left_out: count, reasons: z.record(z.string(), count) }),
  ways: z.record(z.string(), z.strictObject({ people: count, pieces: count })).describe('SMS count by the segment'),
  texts: z.array(
    z.strictObject({
      language: z.string().nullable(),
      form: z.enum(['whatsapp', 'sms']),
      text: z.string().describe('as it is read, with what stands for a name'),
      people: count,
      segments: z.strictObject({ least: count, most: count }),
    }),
  ),
  cost: z.array(z.strictObject({ currency: z.string(), minor: count })).describe('expected, in hundredths'),
  unpriced: count.describe('people whose message has no price written down'),
  progress: z.strictObject({
    of: count,
    waiting: count,
    underWay: count,
    sent: count.describe('taken by the provider, nothing heard since'),
    delivered: count,
    failed: count,
    dropped: count,
  }),
  created_at: count,
  previewed_at: moment,
  tested_at: moment,
  confirmed_at: moment,
  ended_at: moment,
});

const create = defineRoute({
  name: 'broadcasts.create',
  method: 'POST',
  path: '/broadcasts',
  scope: 'broadcasts:write',
  summary: 'Preview a broadcast: its audience is frozen, nothing is sent',
  body: draftSchema,
  reply: view,
  run: ({ body }, at) => previewed({ draft: body }, at),
});

const list = defineRoute({
  name: 'broadcasts.list',
  method: 'GET',
  path: '/broadcasts',
  scope: 'broadcasts:read',
  summary: 'Broadcasts, the newest first',
  query: z.strictObject({ programme: z.string().optional(), ...pageInput }),
  reply: pageOf(view),
  async run({ query }, { read, sight, by }) {
    const sort = { by: 'created_at', id: 'id', down: true };
    const rows = await read(paged(listQuery(sight, by, query.programme), query, sort));
    const { items, next } = toPage(rows, query, sort, broadcastOf);
    const views = items.map(async (b) => viewOf(b, await read(progressQuery(b.id))));
    return { items: await Promise.all(views), next };
  },
});

const one = defineRoute({
  name: 'broadcasts.get',
  method: 'GET',
  path: '/broadcasts/{id}',
  scope: 'broadcasts:read',
  summary: 'A broadcast and how far it has come',
  params,
  reply: view,
  run: ({ params: { id } }, { read, sight, by }) => viewed(id, read, sight, by),
});

const recipients = defineRoute({
  name: 'broadcasts.recipients',
  method: 'GET',
  path: '/broadcasts/{id}/recipients',
  scope: 'broadcasts:read',
  summary: 'What became of it for each who was meant',
  params,
  query: z.strictObject({ ...pageInput }),
  reply: pageOf(
    z.strictObject({
      n: count,
      person: z.string(),
      first_name: z.string(),
      channel: z.string().nullable(),
      outcome: z.string().describe('left-out, waiting, cancelled, or a state of delivery'),
      why: z.string().nullable().describe('a key: docs/operations.md'),
      code: z.string().nullable().describe('of the provider'),
    }),
  ),
  async run({ params: { id }, query }, { read, sight, by }) {
    await viewed(id, read, sight, by);
    const sort = { by: 'n', id: 'person_id' };
    return toPage(await read(paged(recipientsQuery(id), query, sort)), query, sort, (row) => ({
      n: Number(row['n']),
      person: String(row['person_id']),
      first_name: firstName(row['name']),
      channel: row['channel'] as string | null,
      outcome: String(row['outcome']),
      why: row['why'] as string | null,
      code: row['code'] as string | null,
    }));
  },
});

const send = defineRoute({
  name: 'broadcasts.send',
  method: 'POST',
  path: '/broadcasts/{id}/send',
  scope: 'broadcasts:write',
  summary: 'Confirm a previewed broadcast with its code',
  params,
  body: z.strictObject({ code: z.number().int() }),
  reply: view,
  async run({ params: { id }, body: { code } }, { operate, read, sight, by }) {
    await operate(confirm, { id, code, by, sight });
    return viewed(id, read, sight, by);
  },
});

const test = defineRoute({
  name: 'broadcasts.test',
  method: 'POST',
  path: '/broadcasts/{id}/test',
  scope: 'broadcasts:write',
  summary: 'Send it to one of the team, word for word',
  params,
  body: z.strictObject({ person: z.string().optional().describe('on duty; whoever holds the token without it') }),
  reply: view,
  async run({ params: { id }, body }, { operate, read, sight, by, person: holder }) {
    const person = body.person ?? holder;
    if (person === null) throw new RecadoError('STAFF_UNKNOWN', { name: '(none named)' });
    await operate(tryOut, { id, person, by, sight });
    return viewed(id, read, sight, by);
  },
});

const resend = defineRoute({
  name: 'broadcasts.resend',
  method: 'POST',
  path: '/broadcasts/{id}/resend',
  scope: 'broadcasts:write',
  summary: 'Preview a broadcast of the same words to those whom this one did not reach',
  params,
  body: z.strictObject({ force: z.boolean().optional() }),
  reply: view,
  run: ({ params: { id }, body: { force } }, at) =>
    previewed({ resend: { id, ...(force === undefined ? {} : { force }) } }, at),
});

const steering = (['pause', 'resume', 'cancel'] as const).map((turn) =>
  defineRoute({
    name: `broadcasts.${turn}`,
    method: 'POST',
    path: `/broadcasts/{id}/${turn}`,
    scope: 'broadcasts:write',
    summary: { pause: 'Hold what has not left', resume: 'Let it go on', cancel: 'Recall what has not left' }[turn],
    params,
    reply: view,
    async run({ params: { id } }, { operate, read, sight, by }) {
      await operate(steer, { id, turn, by, sight });
      return viewed(id, read, sight, by);
    },
  }),
);

export const routes: readonly AnyRoute[] = [create, list, one, recipients, send, test, resend, ...steering];
