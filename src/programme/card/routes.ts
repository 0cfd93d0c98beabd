import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { cohortInSight } from '../in-sight.ts';
import { knownProgramme } from '../known-programme.ts';
import { defineRoute } from '../route.ts';
import { cardOf } from './card.ts';

const name = z.string().trim().min(1).max(80);

export const programmesCard = defineRoute({
  name: 'programmes.card',
  method: 'GET',
  path: '/programmes/{programme}/card',
  scope: 'programmes:read',
  summary:
    'The card to print, "así le escribimos": our numbers, a QR that opens WhatsApp with the join word, what we never ask',
  params: z.strictObject({ programme: name }),
  query: z.strictObject({ cohort: name.optional().describe('whoever comes in by it is put into this cohort') }),
  reply: z.strictObject({
    svg: z.string().describe('148 × 105 mm'),
    link: z.url().nullable().describe('what the QR opens; null without WhatsApp'),
    word: z.string().describe('what she writes'),
  }),
  async run({ params, query: { cohort } }, { programmes, sight, read, ourNumbers, words }) {
    const programme = knownProgramme(params.programme, programmes, sight);
    if (cohort !== undefined) {
      const seen = cohortInSight(sight);
      const found = await read({
        sql: {
          sqlite: `select c.id from cohort c where ${seen.sql} and c.programme = @programme and c.name = @cohort`,
        },
        params: { ...seen.params, programme: programme.programme, cohort },
      });
      if (found.length === 0) throw new RecadoError('COHORT_UNKNOWN', { name: cohort, programme: programme.programme });
    }
    return cardOf({ programme, cohort, ...(await ourNumbers()), words });
  },
});
