import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { firstName } from '../on-duty.ts';
import { decide } from './decide.ts';
import { line } from './lines.ts';
import { REVIEWERS_SEE } from './queue.ts';

const input = z.strictObject({
  /** "costos Ana", "tarea dos botes Ana": which homework, and whose. */
  words: z.string().trim().min(1).max(200),
  why: z.string().trim().min(1).max(200),
  by: z.strictObject({ kind: z.literal('staff'), id: z.string() }),
  job: jobSchema,
});
type Input = z.output<typeof input>;

/** `EXCUSAR`: finds the homework that is meant among those in her care, and excuses it. */
export const excuse: Operation<Input, null> = {
  name: 'review.excuse',
  input,
  reads: {
    all: ({ by, job }) => ({
      sql: {
        sqlite: `select h.id, h.name, p.name as who, coalesce((select json_extract(t.value, '$.title')
              from setting s, json_each(s.value, '$.homeworks') t
              where s.name = 'pack.' || h.programme and json_extract(t.value, '$.name') = h.name), h.name) as title
          from ${REVIEWERS_SEE} and h.state not in ('accepted', 'excused')`,
      },
      params: { workspace: job.workspace, me: by.id },
    }),
  },
  decide({ all = [] }, { words, why, by, job }, at) {
    const said = plain(words).replace(/^(tarea|homework)\s+/, '');
    const meant = all.filter((row) =>
      [row['name'], row['title']].some((homework) =>
        [String(row['who']), firstName(row['who'])].some((who) => said === plain(`${homework} ${who}`)),
      ),
    );
    const [found] = meant;
    if (!found || meant.length > 1) {
      const key = found ? 'excuse-several' : 'excuse-unknown';
      return { rows: jobDone(job, [line(key, { words })], at.now), output: null };
    }
    const next = jobRow(
      {
        ...(job.lane === null ? {} : { lane: job.lane }),
        ...(job.person === null ? {} : { person: job.person }),
        operation: decide.name,
        input: { homework: String(found['id']), verdict: 'excused', why, by: { ...by }, workspace: job.workspace },
        at: at.now,
        workspace: job.workspace,
      },
      at,
    );
    return { rows: [next, ...jobDone(job, [], at.now)], output: null };
  },
};

const plain = (text: string): string =>
  normalise(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
