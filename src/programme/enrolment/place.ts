import { z } from 'zod';
import { eventRow } from '../../store/event-row.ts';
import type { Operation, Query, RowWrite } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';

const input = z.strictObject({ programme: z.string(), cohort: z.string(), person: z.string(), job: jobSchema });
type Input = z.output<typeof input>;

/**
 * She came in by a word that names a cohort (`MITIERRA GRUPO-A`): she is put into it, if there is such a one and nobody has
 * put her into another.
 */
export const enrolPlace: Operation<Input, null> = {
  name: 'enrol.place',
  input,
  reads: {
    cohort: ({ programme, cohort, job }) => ({
      sql: {
        sqlite: `select c.id, (select max(number) from roster r where r.cohort_id = c.id) as last
          from cohort c where workspace = @workspace and programme = @programme and name = @cohort`,
      },
      params: { workspace: job.workspace, programme, cohort },
    }),
    enrolment: ({ programme, person }): Query => ({
      sql: { sqlite: 'select cohort_id from enrolment where person_id = @person and programme = @programme' },
      params: { person, programme },
    }),
  },
  decide({ cohort = [], enrolment = [] }, { programme, person, job }, { now }) {
    const found = cohort[0];
    const enrolled = enrolment[0];
    const rows: RowWrite[] = jobDone(job, [], now);
    if (!found || !enrolled || enrolled['cohort_id'] !== null) return { rows, output: null };
    const id = String(found['id']);
    const number = Number(found['last'] ?? 0) + 1;
    rows.push(
      { op: 'update', table: 'enrolment', key: { person_id: person, programme }, set: { cohort_id: id } },
      {
        op: 'insert-new',
        table: 'roster',
        values: { cohort_id: id, person_id: person, workspace: job.workspace, number, since: now },
      },
    );
    if (job.lane !== null)
      rows.push(eventRow({ id: person, lane: job.lane }, 'cohort.changed', {}, { workspace: job.workspace, now }));
    return { rows, output: null };
  },
};
