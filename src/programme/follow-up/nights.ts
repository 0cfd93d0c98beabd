import { z } from 'zod';
import { DAY, type Millis } from '../../base/clock.ts';
import { addDays, localDate, localMoment } from '../../domain/time.ts';
import type { Operation, RowWrite } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { look } from './look.ts';
import { monday, nextMonday } from './monday.ts';
import { PACK_RULES } from './pack-rules.ts';

/** Local hour of the first programme: nobody waits for a list then. */
const NIGHT = '03:10';

const input = z.strictObject({ workspace: z.string().default('main'), job: jobSchema.optional() });
type Input = z.output<typeof input>;

/** Every night everybody is looked at, by our rules and by those of the packs. */
export const night: Operation<Input, null> = {
  name: 'follow-up.night',
  input: input as z.ZodType<Input>,
  reads: { packs: () => packFactsQuery() },
  decide({ packs }, { workspace, job }, { now, newId }) {
    const facts = packFactsIn(packs);
    const zone = facts[0]?.timezone ?? 'UTC';
    const row = (operation: string, given: Record<string, string>, at: Millis): RowWrite =>
      jobRow({ operation, input: given, at, workspace }, { now, newId });
    const own = facts.filter(({ atRisk }) => atRisk).map(({ programme }) => row(PACK_RULES, { programme }, now));
    return {
      rows: [
        ...jobDone(job, [], now),
        row(look.name, {}, now),
        ...own,
        row(night.name, {}, localMoment(addDays(localDate(now, zone), 1), NIGHT, zone)),
      ],
      output: null,
    };
  },
};

/** Begins the nights, and the Mondays of each programme, where nobody has begun them. */
export const followUpStart: Operation<Record<string, never>, null> = {
  name: 'follow-up.start',
  input: z.strictObject({}),
  reads: {
    packs: () => packFactsQuery(),
    waiting: () => ({
      sql: {
        sqlite: `select operation, input from job where state = 0 and operation in ('${night.name}', '${monday.name}')`,
      },
      params: {},
    }),
  },
  decide({ packs, waiting = [] }, _, { now, newId }) {
    const facts = packFactsIn(packs);
    const [first] = facts;
    const workspace = 'main';
    if (!first) return { rows: [], output: null };
    const begun = new Set(
      waiting.flatMap((row) =>
        row['operation'] === monday.name ? [(JSON.parse(String(row['input'])) as { programme: string }).programme] : [],
      ),
    );
    const nights = waiting.some((row) => row['operation'] === night.name);
    const tonight = localMoment(localDate(now, first.timezone), NIGHT, first.timezone);
    return {
      rows: [
        ...(nights
          ? []
          : [
              jobRow(
                { operation: night.name, input: {}, at: tonight > now ? tonight : tonight + DAY, workspace },
                { now, newId },
              ),
            ]),
        ...facts
          .filter(({ programme }) => !begun.has(programme))
          .map(({ programme, timezone }) =>
            jobRow(
              { operation: monday.name, input: { programme }, at: nextMonday(now, timezone), workspace },
              { now, newId },
            ),
          ),
      ],
      output: null,
    };
  },
};
