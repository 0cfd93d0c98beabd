import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation } from '../../store/port.ts';
import { audited, bySchema } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { firstName } from '../on-duty.ts';
import { agreed, commitmentSchema } from './commitments.ts';
import { fileRows, filesSchema } from './files.ts';
import { joined, notesOf, notesSchema } from './notes.ts';

const input = z.strictObject({
  visit: z.string().min(1),
  topic: z.string().trim().max(200).default(''),
  notes: notesSchema.default({}),
  commitments: z.array(commitmentSchema).max(10).default([]),
  files: filesSchema,
  /** What is asked with the answer stays asked (programme/manifest.ts StaffVerb.answers). */
  about: z.string().optional(),
  by: bySchema,
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/** Adds to what was written down of a visit: photos sent after it, notes, something that was agreed. Throws RECORD_UNKNOWN. */
export const more: Operation<Input, { readonly id: string }> = {
  name: 'visit.more',
  input: input as unknown as z.ZodType<Input>,
  reads: {
    visit: ({ visit, workspace }) => ({
      sql: {
        sqlite: `select id, programme, notes from visit where id = @visit and workspace = @workspace and undone_at is null`,
      },
      params: { visit, workspace },
    }),
    people: ({ visit }) => ({
      sql: {
        sqlite: `select p.id, p.name, p.lane_id, v.enterprise_id from visit_person x join visit v on v.id = x.visit_id
          join person p on p.id = x.person_id where x.visit_id = @visit and p.blocked_at is null and p.erased_at is null
          order by p.name, p.id`,
      },
      params: { visit },
    }),
  },
  decide({ visit = [], people = [] }, { by, job, workspace, files, about, ...said }, at) {
    const { now } = at;
    const found = visit[0];
    if (!found) {
      if (!job) throw new RecadoError('RECORD_UNKNOWN', { what: 'visit', id: said.visit });
      return { rows: jobDone(job, [{ key: 'visit.gone', vars: {} }], now), output: { id: said.visit } };
    }
    const id = String(found['id']);
    const visited = people.map((row) => ({
      id: String(row['id']),
      name: firstName(row['name']),
      lane: String(row['lane_id']),
      programme: String(found['programme']),
      applicant: false,
      enterprise: row['enterprise_id'] as string | null,
      unsafe: false,
      shared: false,
      reached: true,
      resting: false,
    }));
    const who = visited.map(({ name }) => name).join(', ');
    const isNoted = Object.keys(said.notes).length > 0 || said.topic !== '';
    const lines: StaffLine[] = [
      ...(files.length > 0 ? [{ key: 'visit.files-of', vars: { n: files.length, who } }] : []),
      ...(isNoted ? [{ key: 'visit.noted', vars: { who } }] : []),
      ...said.commitments.map(
        ({ text, due }): StaffLine => ({
          key: due === undefined ? 'visit.commitment' : 'visit.commitment-day',
          vars: { text, ...(due === undefined ? {} : { day: due }) },
        }),
      ),
    ];
    return {
      rows: [
        ...(isNoted
          ? [
              {
                op: 'update' as const,
                table: 'visit',
                key: { id },
                set: {
                  notes: JSON.stringify(joined(notesOf(found['notes']), said.notes)),
                  ...(said.topic === '' ? {} : { topic: said.topic }),
                },
              },
            ]
          : []),
        ...fileRows(id, files, workspace),
        ...agreed(visited, said.commitments, { visit: id, programme: String(found['programme']), by, workspace }, at),
        ...(job ? [audited(by, 'visit.more', id, { files: files.length }, { now, workspace })] : []),
        ...jobDone(job, lines, now, about === undefined ? {} : { asks: { verb: 'visit', about } }),
      ],
      output: { id },
    };
  },
};
