import { z } from 'zod';
import type { Decision, Operation } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { targetIn, targetReads } from '../target.ts';
import { consentPaper } from './paper.ts';

const input = z.strictObject({
  who: z.string().trim().min(1).max(80),
  proof: z.string().trim().min(1).max(80),
  on: z.iso.date(),
  job: jobSchema,
});
type Input = z.output<typeof input>;

const meant = ({ who, job }: Input) => ({
  workspace: job.workspace,
  who,
  by: { kind: 'staff', id: job.person ?? '' } as const,
});

/** `PAPEL Ana hoja 12` from a phone of the team: finds whom she means among those she looks after. */
export const paperSaid: Operation<Input, null> = {
  name: 'consent.paper-said',
  input,
  reads: {
    cohorts: (given) => targetReads.cohorts(meant(given)),
    people: (given) => targetReads.people(meant(given)),
    sight: (given) => targetReads.sight(meant(given)),
  },
  decide(loaded, given, { now, newId }): Decision<null> {
    const { job, who, proof, on } = given;
    const say = (line: StaffLine): Decision<null> => ({ rows: jobDone(job, [line], now), output: null });
    const target = targetIn(loaded, meant(given));
    if ('code' in target) return say(target.line);
    if (target.is === 'cohort') return say({ key: 'paper.one-person', vars: { who } });
    const next = {
      ...(job.lane === null ? {} : { lane: job.lane }),
      ...(job.person === null ? {} : { person: job.person }),
      operation: consentPaper.name,
      input: {
        person: target.id,
        programme: target.programme,
        on,
        proof,
        by: meant(given).by,
        workspace: job.workspace,
      },
      at: now,
      workspace: job.workspace,
    };
    return { rows: [jobRow(next, { now, newId }), ...jobDone(job, [], now)], output: null };
  },
};
