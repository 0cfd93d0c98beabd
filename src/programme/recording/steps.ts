import { z } from 'zod';
import type { PackStep } from '../../flow/pack-step.ts';
import type { Operation } from '../../store/port.ts';

const input = z.object({ programme: z.string(), steps: z.array(z.custom<PackStep>()) });

/** Writes down what the steps of a pack say now. Run at every load of the packs. */
export const packStepsKeep: Operation<z.output<typeof input>, null> = {
  name: 'recording.pack-steps',
  input: input as z.ZodType<z.output<typeof input>>,
  reads: {},
  decide: (_, { programme, steps }) => ({
    rows: [{ op: 'delete', table: 'pack_step', key: { programme } }],
    statements: [
      {
        sql: {
          sqlite: `insert into pack_step (programme, flow, step, nth, kind, title, words, options, source, texts, translated, audio)
            select @programme, s.value ->> '$.flow', s.value ->> '$.step', s.key, s.value ->> '$.kind', s.value ->> '$.title',
              s.value ->> '$.words',
              (select json_group_array((o.key + 1) || ' ' || (o.value ->> '$.label')) from json_each(s.value, '$.options') o),
              s.value ->> '$.source', s.value ->> '$.texts', s.value -> '$.translated', s.value -> '$.audio'
            from json_each(@steps) s`,
        },
        params: { programme, steps: JSON.stringify(steps) },
      },
    ],
    output: null,
  }),
};
