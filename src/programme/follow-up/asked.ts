import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { type Sight, sightOf, sightQuery } from '../sight.ts';
import { STEERS } from '../target.ts';
import { look, lookedQuery, mustLook, thenSchema } from './look.ts';

/** A sight as it goes from one job to the next. */
export const sightSchema: z.ZodType<Sight> = z.custom<Sight>(
  (value) => typeof value === 'object' && value !== null && 'workspace' in value,
);

const input = z.strictObject({
  /** What is done with what she may see: it gets `sight` beside its own input. */
  ...thenSchema.shape,
  /** It reads off who is at risk. */
  looks: z.boolean().default(false),
  job: jobSchema,
});
type Input = z.output<typeof input>;

/** Finds out what somebody of the team may see, has everybody looked at where that is too long ago, and goes on. */
export const ask: Operation<Input, null> = {
  name: 'follow-up.ask',
  input: input as z.ZodType<Input>,
  reads: {
    sight: ({ job }) => sightQuery(job.workspace, job.person ?? ''),
    looked: () => lookedQuery,
  },
  decide({ sight: roles = [], looked }, { operation, input: given, looks, job }, { now, newId }) {
    const sight = sightOf(job.workspace, roles);
    if (!sight?.roles.some((role) => STEERS.includes(role)))
      return { rows: jobDone(job, [{ key: 'follow-up.not-yours', vars: {} }], now), output: null };
    const then = { operation, input: { ...given, sight: { ...sight } as never } };
    const next = looks && mustLook(looked, now) ? { operation: look.name, input: { next: then } } : then;
    const asker = { ...(job.lane ? { lane: job.lane } : {}), ...(job.person ? { person: job.person } : {}) };
    return {
      rows: [
        jobRow({ ...asker, ...next, at: now, workspace: job.workspace }, { now, newId }),
        ...jobDone(job, [], now),
      ],
      output: null,
    };
  },
};
