import { z } from 'zod';
import { PARTICIPATION } from '../audience.ts';

const optional = z.string().nullable();
const millis = z.number().int().nullable();

/** A person as a list shows her: nothing that is not needed to work with her. Phones only for her own team. */
export const brief = z.strictObject({
  id: z.string(),
  name: optional,
  language: optional,
  state: z.enum(PARTICIPATION),
  cohort: optional,
  group: optional,
  site: optional,
  stage: optional,
  partner: optional,
  tags: z.array(z.string()),
  lessons: z.strictObject({ released: z.number().int(), opened: z.number().int(), finished: z.number().int() }),
  homework: z.strictObject({ assigned: z.number().int(), received: z.number().int(), accepted: z.number().int() }),
  attendance: z
    .strictObject({ attended: z.number().int(), held: z.number().int() })
    .describe('of the sessions that count for her'),
  phones: z.array(z.string()).optional().describe('only for tokens of her team'),
});
export type Brief = z.output<typeof brief>;

/** One person, in each programme where she is seen. */
export const whole = z.strictObject({
  id: z.string(),
  programmes: z.array(
    brief.extend({
      programme: z.string(),
      fields: z
        .record(z.string(), z.json())
        .describe(
          'what she is known by, as far as this token may read it: `profile.giro`; never what the programme keeps close',
        ),
      flows: z.array(z.strictObject({ flow: z.string(), released_at: millis, opened_at: millis, finished_at: millis })),
      homeworks: z.array(z.strictObject({ name: z.string(), state: z.string() })),
    }),
  ),
});
