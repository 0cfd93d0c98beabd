import { z } from 'zod';
import { mayRecord } from '../learner.ts';
import { defineRoute } from '../route.ts';
import { JUDGES, ladderSet } from './set.ts';
import { STEPS } from './steps.ts';

export const ladderSetRoute = defineRoute({
  name: 'ladder.set',
  method: 'POST',
  path: '/people/{id}/ladder',
  scope: 'records:write',
  summary: 'Enters where somebody stands on the digital-inclusion ladder',
  params: z.strictObject({ id: z.string().min(1).max(100) }),
  body: z.strictObject({
    programme: z.string().trim().min(1).max(80),
    step: z.enum(STEPS),
    on: z.iso.date().optional().describe('the day on which it was so; absent: today'),
  }),
  reply: z.strictObject({ id: z.string() }),
  async run({ params, body: { programme, step, on } }, at) {
    const whom = await mayRecord(params.id, programme, JUDGES, at);
    const { id } = await at.operate(ladderSet, { ...whom, step, ...(on === undefined ? {} : { on }) });
    return { id: id! };
  },
});
