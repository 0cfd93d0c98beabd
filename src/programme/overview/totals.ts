import { z } from 'zod';
import { PARTICIPATION } from '../audience.ts';
import { enrolmentInSight } from '../in-sight.ts';
import { knownProgramme } from '../known-programme.ts';
import { defineRoute } from '../route.ts';

/** Fewer of others than this are not told: who knows the village would know who they are. */
const FEWEST = 5;

const state = z.enum(PARTICIPATION);
const reply = z.strictObject({
  programme: z.string(),
  cells: z.array(
    z.strictObject({
      partner: z.string().nullable().describe('its name; null: people of no partner'),
      state,
      yours: z.number().int().describe('people that this token sees'),
      others: z
        .number()
        .int()
        .nullable()
        .describe(`people that it does not; null: 1 to ${FEWEST - 1}`),
    }),
  ),
  sums: z
    .array(z.strictObject({ state, yours: z.number().int(), others: z.number().int(), hidden: z.number().int() }))
    .describe('of the cells above; `others` leaves the hidden cells out, so that none can be worked out from it'),
});

/** What all partners of a programme may see of it, whoever's people they are. */
export const totals = defineRoute({
  name: 'programme.totals',
  method: 'GET',
  path: '/programmes/{programme}/totals',
  scope: 'reports:read',
  summary: 'How many people, by partner and state: yours, and of all others where they are five or more',
  params: z.strictObject({ programme: z.string().min(1).max(80) }),
  reply,
  async run({ params: { programme } }, { read, sight, programmes }) {
    knownProgramme(programme, programmes, sight);
    const mine = enrolmentInSight(sight);
    const rows = await read({
      sql: {
        sqlite: `select partner, state, sum(mine) as yours, sum(not mine) as others
          from (select u.name as partner, e.state, coalesce(${mine.sql}, 0) as mine
            from enrolment e join person p on p.id = e.person_id and p.simulated = 0
            left join cohort c on c.id = e.cohort_id
            left join unit u on u.id = coalesce(e.partner_id, c.partner_id)
            where e.workspace = @workspace and e.programme = @programme)
          group by partner, state order by partner, state`,
      },
      params: { ...mine.params, workspace: sight.workspace, programme },
    });
    const cells = rows.map((row) => ({
      partner: row['partner'] as string | null,
      state: row['state'] as z.output<typeof state>,
      yours: Number(row['yours']),
      others: shown(Number(row['others'])),
    }));
    const sums = PARTICIPATION.flatMap((one) => {
      const here = cells.filter((cell) => cell.state === one);
      const yours = sum(here.map((cell) => cell.yours));
      const others = sum(here.map((cell) => cell.others ?? 0));
      return here.length === 0
        ? []
        : [{ state: one, yours, others, hidden: here.filter((cell) => cell.others === null).length }];
    });
    return { programme, cells, sums };
  },
});

const shown = (count: number): number | null => (count > 0 && count < FEWEST ? null : count);
const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
