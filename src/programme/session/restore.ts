import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { jobDone } from '../job.ts';
import { packFactsQuery } from '../pack-facts.ts';
import { refused } from '../refusal.ts';
import { auditedChange, changed, changeReads, toldLines } from './change.ts';
import { namedFields, namedReads, refusal, sessionIn, varsOf } from './named.ts';

const input = z.strictObject(namedFields);
type Input = z.output<typeof input>;

/** A cancelled session takes place after all. Throws SESSION_UNKNOWN, SESSION_SEVERAL, SESSION_NOT_CANCELLED, SESSION_PAST. */
export const restore: Operation<
  Input,
  { readonly id?: string; readonly told?: number; readonly tells?: number | null }
> = {
  name: 'session.restore',
  input: input as z.ZodType<Input>,
  reads: { ...namedReads, ...changeReads, packs: () => packFactsQuery() },
  decide(loaded, asked, at) {
    const { now } = at;
    const { job } = asked;
    const found = sessionIn(loaded, asked, now);
    if ('line' in found) return refused(found, job, {}, now);
    const vars = varsOf(found);
    if (!found.cancelled) return refused(refusal('SESSION_NOT_CANCELLED', 'not-cancelled', vars), job, {}, now);
    const is = { ...found, cancelled: false };
    const change = changed(
      found,
      { kind: 'restored', was: found, is, quietly: found.ends <= now },
      asked,
      loaded['codes'] ?? [],
      at,
    );
    const lines = [
      { key: found.ends <= now ? 'sessions.counts-again' : 'sessions.restored', vars },
      ...toldLines(found, is, change, loaded['packs'], now),
    ];
    return {
      rows: [
        { op: 'update', table: 'session', key: { id: found.id }, set: { cancelled_at: null, why: null } },
        ...change.rows,
        auditedChange('session.restore', found, asked, now),
        ...jobDone(job, lines, now),
      ],
      statements: change.statements,
      output: { id: found.id, told: found.expected, tells: change.tells },
    };
  },
};
