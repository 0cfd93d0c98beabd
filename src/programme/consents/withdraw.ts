import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { eventRow } from '../../store/event-row.ts';
import type { Operation, Query, RowWrite } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';
import { by, PARTICIPATING } from './input.ts';
import { lastLine, lineOf } from './line.ts';

const input = z.strictObject({
  person: z.string().min(1),
  programme: z.string().min(1),
  purpose: z.string().min(1).default(PARTICIPATING),
  channel: z.string().nullable().default(null),
  /** When she said it; absent: now. */
  at: z.number().int().optional(),
  /** Who entered it for her; null: she herself. */
  by: by.nullable().default(null),
  /** She has been told already, and her conversation has ended. */
  told: z.boolean().default(false),
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/**
 * She takes a consent back, at any time. The ledger gets a line that names the one it takes back. Of taking part itself:
 * nothing that still waited for her is sent, she stands on no roll, and one message confirms it. Twice changes nothing.
 * Throws NOT_ENROLLED, CONSENT_NONE.
 */
export const consentWithdraw: Operation<Input, { readonly id: string | null }> = {
  name: 'consent.withdraw',
  input: input as z.ZodType<Input>,
  reads: {
    last: lastLine,
    enrolment: ({ person, programme }) => ({
      sql: {
        sqlite: `select e.state, p.lane_id, p.language from enrolment e join person p on p.id = e.person_id
          where e.person_id = @person and e.programme = @programme`,
      },
      params: { person, programme },
    }),
  },
  decide(loaded, given, { now, newId }) {
    const { person, programme, purpose, workspace, job } = given;
    const enrolled = loaded['enrolment']?.[0];
    const last = loaded['last']?.[0];
    const done = jobDone(job, [], now);
    const nothing = { rows: done, output: { id: null } };
    if (!enrolled) {
      if (job) return nothing;
      throw new RecadoError('NOT_ENROLLED', { missing: 1, programme });
    }
    const holds = last !== undefined && last['given'] === 1;
    if (purpose !== PARTICIPATING && !holds) {
      if (last) return nothing;
      throw new RecadoError('CONSENT_NONE', { purpose });
    }
    if (purpose === PARTICIPATING && enrolled['state'] === 'withdrawn') return nothing;
    const id = newId();
    const rows: RowWrite[] = [
      lineOf({
        id,
        given: false,
        wording: String(last?.['wording'] ?? ''),
        language: enrolled['language'] as string | null,
        withdraws: holds ? String(last['id']) : null,
        person,
        programme,
        purpose,
        channel: given.channel,
        by: given.by,
        proof: null,
        happenedAt: given.at ?? now,
        enteredAt: now,
        workspace,
      }),
      ...done,
    ];
    if (purpose !== PARTICIPATING) return { rows, output: { id } };
    rows.push({
      op: 'update',
      table: 'enrolment',
      key: { person_id: person, programme },
      set: { state: 'withdrawn', since: now, reason: null },
    });
    if (!given.told)
      rows.push(
        eventRow(
          { id: person, lane: String(enrolled['lane_id']) },
          'programme.withdrawn',
          { programme },
          { workspace, now },
        ),
      );
    return { rows, statements: [offTheRolls(given, now), notSent(given, now)], output: { id } };
  },
};

function offTheRolls({ person, programme }: Input, now: number): Query {
  return {
    sql: {
      sqlite: `update roster set until = @now where person_id = @person and until is null
        and cohort_id in (select id from cohort where programme = @programme)`,
    },
    params: { person, programme, now },
  };
}

/** Whatever was made before she said it, and answers nothing of hers. */
function notSent({ person, at }: Input, now: number): Query {
  return {
    sql: {
      sqlite: `update outbox set state = 'dropped', why = 'withdrawn', ended_at = @now
        where person_id = @person and state = 'pending' and cause is null and created_at <= @said`,
    },
    params: { person, now, said: at ?? now },
  };
}
