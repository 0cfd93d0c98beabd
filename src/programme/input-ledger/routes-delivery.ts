import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { answer } from './answer.ts';
import { deliver } from './deliver.ts';
import { asked, given, of } from './given.ts';
import { mayKeep, ofRow } from './may-keep.ts';
import { deliveryUndo } from './undo-delivery.ts';

const id = z.string().min(1).max(100);
const params = z.strictObject({ id });
const done = z.strictObject({ id: z.string() });

export const deliveriesMake = defineRoute({
  name: 'deliveries.make',
  method: 'POST',
  path: '/deliveries',
  scope: 'records:write',
  summary: 'Things that were bought were brought to her; her conversation asks whether they came complete',
  body: z.strictObject({
    ...of,
    items: z
      .array(
        z.strictObject({ item: id.describe('the id of its purchase'), quantity: z.number().int().min(1).optional() }),
      )
      .min(1)
      .max(50),
    person: id.optional().describe('who took it; else the first of its people whom messages reach'),
  }),
  reply: z.strictObject({
    id: z.string(),
    asked: z.boolean().describe('her conversation asks her; else the team must'),
  }),
  async run({ body: { items, ...body } }, at) {
    await mayKeep(body.enterprise, at);
    const things = items.map(({ item, quantity }) => ({ item, ...(quantity === undefined ? {} : { quantity }) }));
    const made = await at.operate(deliver, { ...asked(at), ...given(body), items: things, all: false });
    return { id: made.id!, asked: made.asked! };
  },
});

export const deliveriesAnswer = defineRoute({
  name: 'deliveries.answer',
  method: 'POST',
  path: '/deliveries/{id}/answer',
  scope: 'records:write',
  summary: 'She signed on paper whether what was brought came complete',
  params,
  body: z.strictObject({ answer: z.enum(['complete', 'missing']) }),
  reply: done,
  async run({ params: { id: delivery }, body }, at) {
    await ofRow('delivery', 'delivery', delivery, at);
    await at.operate(answer, { delivery, ...body, from: 'paper', workspace: at.sight.workspace });
    return { id: delivery };
  },
});

export const deliveriesUndo = defineRoute({
  name: 'deliveries.take-back',
  method: 'DELETE',
  path: '/deliveries/{id}',
  scope: 'records:write',
  summary: 'It was not brought after all: it waits to be delivered, and she is no longer asked',
  params,
  reply: done,
  async run({ params: { id: delivery } }, at) {
    await ofRow('delivery', 'delivery', delivery, at);
    await at.operate(deliveryUndo, { ...asked(at), delivery });
    return { id: delivery };
  },
});
