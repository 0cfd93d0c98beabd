import { z } from 'zod';
import { finishStatements } from '../../store/erase/finish.ts';
import { slice, sliceSize } from '../../store/erase/slice.ts';
import { HERS_ALONE, SLICED } from '../../store/erase/tables.ts';
import type { Operation, SqlRow } from '../../store/port.ts';
import { audited, type By } from '../audit.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { secretQuery, tombstoneRows } from '../tombstone.ts';

const input = z.strictObject({
  erasure: z.string().min(1),
  step: z.number().int().min(0),
  after: z.number().int().min(0),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/**
 * The next slice of an erasure; after the last its end, which is one commit. A crash between two of them repeats nothing
 * that matters, since what is gone is not found again, and the job of the next stands in the commit of the one before.
 */
export const eraseStep: Operation<Input, { readonly done: boolean }> = {
  name: 'privacy.erase',
  input,
  reads: {
    erasure: ({ erasure }) => ({
      sql: {
        sqlite: `select e.*, p.name from erasure e join person p on p.id = e.who where e.id = @erasure and e.state = 'open'`,
      },
      params: { erasure },
    }),
    size: ({ erasure, step, after }) => sliceSize(erasure, { step, after }),
    phones: ({ erasure }) => ({
      sql: {
        sqlite: `select a.phone, max(a.id in (${HERS_ALONE.replaceAll('@person', WHO)})) as alone
          from person_address pa join address a on a.id = pa.address_id
          where pa.person_id = ${WHO} and a.phone is not null group by a.phone`,
      },
      params: { erasure },
    }),
    secret: () => secretQuery,
  },
  decide({ erasure, size, phones, secret }, { erasure: id, step, after, job }, { now, newId }) {
    const row = erasure?.[0];
    if (!row) return { rows: jobDone(job, [], now), output: { done: true } };
    const [person, workspace] = [String(row['who']), String(row['workspace'])];
    const next = (at: number, place: { step: number; after: number }) =>
      jobRow({ operation: eraseStep.name, input: { erasure: id, ...place }, at, workspace }, { now, newId });
    if (Number(row['begins_at']) > now)
      return {
        rows: [...jobDone(job, [], now), next(Number(row['begins_at']), { step, after })],
        output: { done: false },
      };
    if (step < SLICED.length) {
      const { n, last } = size![0] as { n: number; last: number };
      const part = slice(person, { step, after }, { n, last }, now);
      return {
        rows: [...jobDone(job, [], now), next(now, part.next)],
        statements: part.statements,
        output: { done: false },
      };
    }
    const empty = { empty: newId(), lane: newId(), address: newId() };
    const stones = {
      phones: (phones ?? []).map((one) => ({ phone: String(one['phone']), alone: one['alone'] === 1 })),
      name: row['name'] as string | null,
      workspace,
    };
    return {
      rows: [
        ...jobDone(job, [], now),
        ...tombstoneRows(stones, secret?.[0]?.['value'] as string | undefined, { now, newId }),
        { op: 'update', table: 'erasure', key: { id }, set: { state: 'done', done_at: now } },
        audited(byOf(row), 'person.erased', id, {}, { now, workspace }),
      ],
      statements: [
        {
          sql: {
            sqlite: `update privacy_request set state = 'done', did = 'erased', done_at = @now, by_kind = @kind, by_id = @by
              where person_id = @person and state = 'open'`,
          },
          params: { now, person, kind: byOf(row).kind, by: byOf(row).id },
        },
        ...finishStatements(person, empty, now),
      ],
      output: { done: true },
    };
  },
};

const WHO = '(select who from erasure where id = @erasure)';
const byOf = (row: SqlRow): By => ({ kind: row['by_kind'] as By['kind'], id: String(row['by_id']) });
