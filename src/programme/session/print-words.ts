import { z } from 'zod';
import { seededRandom } from '../../base/random.ts';
import type { Operation } from '../../store/port.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { drawWord, MARGIN } from './words.ts';

const input = z.strictObject({
  cohort: z.string().min(1).max(80),
  programme: z.string().min(1),
  workspace: z.string().default('main'),
});
type Input = z.output<typeof input>;

/** The words of all sessions of a cohort that are still to come, drawn now for those who print them. Throws nothing: an unknown cohort has none. */
export const drawAhead: Operation<
  Input,
  { readonly words: readonly { readonly session: string; readonly word: string | null }[] }
> = {
  name: 'session.words',
  input: input as z.ZodType<Input>,
  reads: {
    sessions: ({ cohort, programme, workspace }, now) => ({
      sql: {
        sqlite: `select s.id, s.plan_id, s.word, s.starts_at, s.ends_at from session s join cohort c on c.id = s.cohort_id
          where c.workspace = @workspace and c.programme = @programme and c.name = @cohort and s.cancelled_at is null and s.ends_at > @now
          order by s.starts_at, s.id`,
      },
      params: { workspace, programme, cohort, now },
    }),
    taken: ({ workspace }, now) => ({
      sql: {
        sqlite: `select id, word, starts_at, ends_at from session where workspace = @workspace and word is not null
          and cancelled_at is null and ends_at > @now`,
      },
      params: { workspace, now },
    }),
    packs: ({ programme }) => packFactsQuery(programme),
  },
  decide({ sessions = [], taken = [], packs }, _, { newId }) {
    const [pack] = packFactsIn(packs);
    const used = [...taken];
    const drawn: (typeof taken)[number][] = [];
    for (const row of sessions) {
      if (row['word'] !== null) {
        drawn.push(row);
        continue;
      }
      const meets = used.filter(
        (other) =>
          Number(other['starts_at']) <= Number(row['ends_at']) + MARGIN &&
          Number(other['ends_at']) >= Number(row['starts_at']) - MARGIN,
      );
      const word = drawWord(pack?.words ?? [], meets, drawn, seededRandom(newId()));
      const given = { ...row, word };
      used.push(given);
      drawn.push(given);
    }
    return {
      rows: drawn.map(({ id, word }) => ({
        op: 'update',
        table: 'session',
        key: { id: id! },
        set: { word: word ?? null },
      })),
      output: { words: drawn.map((row) => ({ session: String(row['plan_id']), word: row['word'] as string | null })) },
    };
  },
};
