import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { jobRow } from '../job.ts';
import { DAYS_SETTING, daysSchema } from './days.ts';
import { retentionStep } from './step.ts';

const input = z.strictObject({
  /** Of the settings; absent: as they were. */
  days: daysSchema.optional(),
  /** When the first night begins. */
  at: z.number().int(),
  workspace: z.string().default('main'),
});

/** Keeps the days that the settings say, and begins the nights where none waits. Said twice it changes nothing; begins one that waits earlier. */
export const retentionStart: Operation<z.output<typeof input>, { readonly begun: boolean }> = {
  name: 'retention.start',
  input: input as z.ZodType<z.output<typeof input>>,
  reads: {
    waiting: () => ({
      sql: { sqlite: `select id, not_before from job where state = 0 and operation = '${retentionStep.name}' limit 1` },
      params: {},
    }),
  },
  decide({ waiting }, { days, at, workspace }, { now, newId }) {
    const kept = days
      ? [
          {
            op: 'upsert' as const,
            table: 'setting',
            key: ['name'],
            values: { name: DAYS_SETTING, value: JSON.stringify(days), updated_at: now },
          },
        ]
      : [];
    const [job] = waiting ?? [];
    if (job) {
      const sooner = Number(job['not_before']) > at;
      const earlier = { op: 'update' as const, table: 'job', key: { id: job['id']! }, set: { not_before: at } };
      return { rows: [...kept, ...(sooner ? [earlier] : [])], output: { begun: sooner } };
    }
    const night = { operation: retentionStep.name, input: { rule: 0, after: 0, did: {}, night: at }, at, workspace };
    return { rows: [...kept, jobRow(night, { now, newId })], output: { begun: true } };
  },
};
