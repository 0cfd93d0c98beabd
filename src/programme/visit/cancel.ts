import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone } from '../job.ts';
import { firstName } from '../on-duty.ts';
import { refused } from '../refusal.ts';
import { localDateTime } from './day.ts';
import { plannedIn, plannedOf } from './planned.ts';
import { tell } from './told.ts';
import { foundIn, refusal, whomFields, whomReads } from './whom.ts';

const input = z.strictObject({
  ...whomFields,
  /** Which, where she has several: its id. */
  visit: z.string().optional(),
});
type Input = z.output<typeof input>;

/** The next planned visit to them will not be; who was told of it is told so. Throws TARGET_UNKNOWN, TARGET_SEVERAL, VISIT_NONE. */
export const cancel: Operation<Input, { readonly id?: string }> = {
  name: 'visit.cancel',
  input: input as unknown as z.ZodType<Input>,
  reads: { ...whomReads, planned: plannedOf },
  decide(loaded, asked, { now }) {
    const { by, job, workspace } = asked;
    const found = foundIn(loaded, asked);
    if ('code' in found) return refused(found, job, {}, now);
    const all = plannedIn(loaded['planned'], found.people);
    const next = asked.visit === undefined ? all[0] : all.find(({ id }) => id === asked.visit);
    if (!next) return refused(refusal('VISIT_NONE', 'visit.none', { who: found.label }), job, {}, now);
    const { id, kind, planned_at: at } = next;
    const told = tell(
      found.people,
      { what: 'cancelled', kind, at, by: firstName(loaded['me']?.[0]?.['name']), private: next.private === 1 },
      { workspace, now },
    );
    const vars = { who: found.label, ...localDateTime(at, found.programme, loaded['packs']) };
    return {
      rows: [
        { op: 'update', table: 'visit', key: { id }, set: { state: 'cancelled' }, expect: { state: 'planned' } },
        ...told.rows,
        ...(job ? [audited(by, 'visit.cancel', id, {}, { now, workspace })] : []),
        ...jobDone(job, [{ key: 'visit.cancelled', vars }, ...told.lines], now),
      ],
      output: { id },
    };
  },
};
