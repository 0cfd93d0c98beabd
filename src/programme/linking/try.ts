import { z } from 'zod';
import { eventRow } from '../../store/event-row.ts';
import type { Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { proves, TRIES } from './code.ts';
import { numberTask } from './number-task.ts';

const input = z.strictObject({ code: z.string().regex(/^\d{4,8}$/), job: jobSchema });
type Input = z.output<typeof input>;
const OPEN = `(select id from link_claim where person_id = @me and state = 'open' and until >= @now)`;
type Outcome = 'linked' | 'trusted' | 'wrong' | 'over';

const CLAIM = `(select id from link_claim where person_id = @me order by asked_at desc, id desc limit 1)`;

/**
 * She writes the code. The right one says whose history is hers: the two are made one by `person.merge`, which follows at
 * once; somebody of the team who proved herself is trusted on that number again. A wrong one counts, and the fifth ends it.
 */
export const linkTry: Operation<Input, Outcome> = {
  name: 'link.try',
  input,
  reads: {
    claim: ({ job }) => ({
      sql: { sqlite: `select * from link_claim where id = ${CLAIM}` },
      params: { me: job.person },
    }),
    // A code of an earlier request counts too: she may have asked again before it came.
    codes: ({ job }, now) => ({
      sql: {
        sqlite: `select k.claim_id, k.person_id, k.proof, k.by_phone from link_code k where k.claim_id in ${OPEN} order by k.asked_at desc`,
      },
      params: { me: job.person, now },
    }),
    /** Numbers that are hers no more when she comes back without them. */
    numbers: ({ job }, now) => ({
      sql: {
        sqlite: `select l.person_id, l.address_id from link_code k join person_address l on l.person_id = k.person_id
          where k.claim_id in ${OPEN}
            and l.address_id not in (select address_id from person_address where person_id = @me)
          union all select person_id, address_id from person_address where person_id = @me`,
      },
      params: { me: job.person, now },
    }),
  },
  decide(loaded, { code, job }, { now, newId }) {
    const me = job.person!;
    const claim = loaded['claim']?.[0];
    const id = String(claim?.['id'] ?? '');
    const open = claim !== undefined && claim['state'] === 'open' && Number(claim['until']) >= now;
    // Every code is looked at, so that the time tells nothing.
    const right = (loaded['codes'] ?? []).filter((row) =>
      proves(String(row['proof']), String(row['claim_id']), code),
    )[0];
    const { workspace } = job;
    const answer = (key: string, over: boolean): RowWrite =>
      eventRow({ id: me, lane: job.lane! }, 'link.answer', { key, over }, { workspace, now });
    const end = (rows: readonly RowWrite[], output: Outcome) => ({ rows: [...rows, ...jobDone(job, [], now)], output });
    if (!open) return end([answer('link.over', true)], 'over');
    const is = (set: Record<string, string | number>): RowWrite => ({
      op: 'update',
      table: 'link_claim',
      key: { id },
      set,
    });
    if (!right) {
      const tries = Number(claim['tries']) + 1;
      if (tries < TRIES) return end([is({ tries }), answer('link.wrong', false)], 'wrong');
      return end(
        [is({ tries, state: 'failed' }), answer('link.over', true), numberTask(me, job.workspace, now, newId())],
        'over',
      );
    }
    const numbers = (loaded['numbers'] ?? []).filter((row) => row['person_id'] === right['person_id']);
    if (right['person_id'] === me)
      return end([is({ state: 'done' }), ...doubt(numbers, null), answer('link.confirmed', true)], 'trusted');
    const keep = String(right['person_id']);
    const merge = jobRow(
      { operation: 'person.merge', input: { keep, gone: me, why: 'code' }, at: now, workspace: job.workspace },
      { now, newId },
    );
    // She no longer has the old one, and whoever writes from it next may be anybody.
    const lost = right['by_phone'] === 1 ? [] : doubt(numbers, now);
    return end([is({ state: 'done' }), ...lost, merge], 'linked');
  },
};

function doubt(numbers: readonly SqlRow[], since: number | null): RowWrite[] {
  return numbers.map((row) => ({
    op: 'update',
    table: 'address',
    key: { id: row['address_id']! },
    set: { doubt_at: since },
  }));
}
