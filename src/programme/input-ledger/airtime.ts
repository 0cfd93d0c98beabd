import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { localDate } from '../../domain/time.ts';
import type { Operation } from '../../store/port.ts';
import { bySchema } from '../audit.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { entryRow } from './enter.ts';
import { MOST } from './money.ts';

const input = z.strictObject({
  programme: z.string().trim().min(1).max(80),
  /** Ids: each is repaid the same. */
  people: z.array(z.string().min(1).max(64)).min(1).max(500),
  /** Hundredths, for each. */
  amount: z.number().int().min(1).max(MOST),
  supplier: z.string().trim().max(120).default(''),
  /** Local day; today where it is not said. */
  on: z.iso.date().optional(),
  note: z.string().trim().max(300).default(''),
  by: bySchema,
  workspace: z.string().default('main'),
});
type Input = z.output<typeof input>;

/** What learners paid for taking part is given back: a line for each of them, apart from her enterprise's money. Throws NOT_ENROLLED, INPUT_FUTURE. */
export const airtime: Operation<Input, { readonly repaid: number }> = {
  name: 'input.airtime',
  input: input as unknown as z.ZodType<Input>,
  reads: {
    people: ({ workspace, programme, people }) => ({
      sql: {
        sqlite: `select person_id from enrolment where workspace = @workspace and programme = @programme
          and person_id in (select value from json_each(@people))`,
      },
      params: { workspace, programme, people: JSON.stringify(people) },
    }),
    packs: ({ programme }) => packFactsQuery(programme),
  },
  decide({ people = [], packs }, given, at) {
    const { programme, amount, supplier, note, on } = given;
    const hers = [...new Set(given.people)];
    if (people.length < hers.length)
      throw new RecadoError('NOT_ENROLLED', { programme, missing: hers.length - people.length });
    const pack = packFactsIn(packs)[0];
    const today = localDate(at.now, pack?.timezone ?? 'UTC');
    const day = on ?? today;
    if (day > today) throw new RecadoError('INPUT_FUTURE', { day });
    const currency = pack?.currency ?? 'MXN';
    const rows = hers.map((person_id) => {
      const values = {
        kind: 'airtime',
        person_id,
        enterprise_id: null,
        amount,
        currency,
        supplier: supplier || null,
        note,
      };
      return entryRow({ id: '', programme, day }, given, values, at).row;
    });
    return { rows, output: { repaid: rows.length } };
  },
};
