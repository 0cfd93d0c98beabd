import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { type Sight, sightOf, sightQuery } from '../sight.ts';
import { week } from './week.ts';

const input = z.strictObject({ timezone: z.string().min(1), job: jobSchema });
type Input = z.output<typeof input>;

/** Finds out what somebody of the team may see; the figures are then of those people. */
export const weekAsk: Operation<Input, null> = {
  name: 'report.week-ask',
  input: input as z.ZodType<Input>,
  reads: { sight: ({ job }) => sightQuery(job.workspace, job.person ?? '') },
  decide({ sight: roles = [] }, { timezone, job }, { now, newId }) {
    const sight: Sight | undefined = sightOf(job.workspace, roles);
    if (!sight?.classes.includes('team'))
      return { rows: jobDone(job, [{ key: 'week.not-yours', vars: {} }], now), output: null };
    const asker = { ...(job.lane ? { lane: job.lane } : {}), ...(job.person ? { person: job.person } : {}) };
    const next = { operation: week.name, input: { timezone, sight: { ...sight } as never }, at: now };
    return {
      rows: [jobRow({ ...asker, ...next, workspace: job.workspace }, { now, newId }), ...jobDone(job, [], now)],
      output: null,
    };
  },
};
