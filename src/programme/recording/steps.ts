import { z } from 'zod';
import type { PackStep } from '../../flow/pack-steps.ts';
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
            select @programme, value ->> '$.flow', value ->> '$.step', key, value ->> '$.kind', value ->> '$.title',
              value ->> '$.words',
              (select json_group_array(o.key + 1 || ' ' || coalesce(o.value ->> '$.label', o.value ->> '$.key'))
                from json_each(value, '$.options') o),
              value ->> '$.source', value ->> '$.texts', value -> '$.translated', value -> '$.audio'
            from json_each(@steps)`,
        },
        params: { programme, steps: JSON.stringify(steps) },
      },
    ],
    output: null,
  }),
};
