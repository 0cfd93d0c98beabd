import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { jobDone } from '../job.ts';
import { packFactsQuery } from '../pack-facts.ts';
import { refused } from '../refusal.ts';
import { auditedChange, changed, changeReads, toldLines } from './change.ts';
import { namedFields, namedReads, refusal, sessionIn, varsOf } from './named.ts';

const input = z.strictObject({ ...namedFields, why: z.string().trim().max(200).default('') });
type Input = z.output<typeof input>;

export interface Cancelled {
  readonly id?: string;
  readonly told?: number;
  readonly tells?: number | null;
}

/**
 * A session does not take place: it counts for and against nobody, and everybody expected is told once. Throws
 * SESSION_UNKNOWN, SESSION_SEVERAL, SESSION_CANCELLED.
 */
export const cancel: Operation<Input, Cancelled> = {
  name: 'session.cancel',
  input: input as z.ZodType<Input>,
  reads: { ...namedReads, ...changeReads, packs: () => packFactsQuery() },
  decide(loaded, asked, at) {
    const { now } = at;
    const { job, why } = asked;
    const found = sessionIn(loaded, asked, now);
    if ('line' in found) return refused(found, job, {}, now);
    const vars = { ...varsOf(found), why };
    if (found.cancelled) return refused(refusal('SESSION_CANCELLED', 'is-cancelled', vars), job, {}, now);
    const is = { ...found, cancelled: true };
    // What was to be and was not is only noted: who came to a closed door knows.
    const quietly = found.starts <= now;
    const change = changed(
      found,
      { kind: 'cancelled', was: found, is, why, quietly },
      asked,
      loaded['codes'] ?? [],
      at,
    );
    const lines = [
      { key: `sessions.cancelled${why === '' ? '' : '-why'}`, vars },
      ...toldLines(found, is, change, loaded['packs'], now),
    ];
    return {
      rows: [
        {
          op: 'update',
          table: 'session',
          key: { id: found.id },
          set: { cancelled_at: now, word: null, word_at: null, ...(why === '' ? {} : { why }) },
        },
        ...change.rows,
        auditedChange('session.cancel', found, asked, now),
        ...jobDone(job, lines, now),
      ],
      statements: change.statements,
      output: { id: found.id, told: found.expected, tells: change.tells },
    };
  },
};
