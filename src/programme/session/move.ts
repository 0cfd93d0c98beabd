import { z } from 'zod';
import { MINUTE } from '../../base/clock.ts';
import { localDate, localMoment, localTime } from '../../domain/time.ts';
import type { Operation } from '../../store/port.ts';
import { jobDone } from '../job.ts';
import { packFactsQuery } from '../pack-facts.ts';
import { refused } from '../refusal.ts';
import { auditedChange, changed, changeReads, toldLines } from './change.ts';
import { namedFields, namedReads, refusal, sessionIn, varsOf } from './named.ts';
import type { Held } from './state.ts';

const input = z.strictObject({
  ...namedFields,
  /** Local day and hour; absent: as it was. */
  day: z.iso.date().optional(),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'an hour such as 16:00 is expected')
    .optional(),
  minutes: z.number().int().min(5).max(1_440).optional(),
  place: z.string().trim().min(1).max(120).optional(),
  why: z.string().trim().max(200).default(''),
  /** It was held, at another time than was written down: nobody is told. */
  correct: z.boolean().default(false),
});
type Input = z.output<typeof input>;

export interface Moved {
  readonly id?: string;
  readonly starts?: number;
  readonly ends?: number;
  /** People who are told. */
  readonly told?: number;
  readonly tells?: number | null;
}

/**
 * A session is at another time or place. Everybody expected is told once, and reminded anew. What is over is only put
 * right. Throws SESSION_UNKNOWN, SESSION_SEVERAL, SESSION_CANCELLED, SESSION_SAME, SESSION_PAST, SESSION_OVER.
 */
export const move: Operation<Input, Moved> = {
  name: 'session.move',
  input: input as z.ZodType<Input>,
  reads: { ...namedReads, ...changeReads, packs: () => packFactsQuery() },
  decide(loaded, asked, at) {
    const { now } = at;
    const { job, correct, why } = asked;
    const found = sessionIn(loaded, asked, now);
    if ('line' in found) return refused(found, job, {}, now);
    const is = movedTo(found, asked);
    const vars = varsOf({ ...found, ...is });
    if (found.cancelled) return refused(refusal('SESSION_CANCELLED', 'is-cancelled', varsOf(found)), job, {}, now);
    if (is.starts === found.starts && is.ends === found.ends && is.place === found.place)
      return refused(refusal('SESSION_SAME', 'same', vars), job, {}, now);
    if (found.ends <= now && !correct) return refused(refusal('SESSION_OVER', 'over', varsOf(found)), job, {}, now);
    if (correct && is.starts > now) return refused(refusal('SESSION_FUTURE', 'not-yet', vars), job, {}, now);
    if (!correct && is.starts <= now && is.starts !== found.starts)
      return refused(refusal('SESSION_PAST', 'past', vars), job, {}, now);
    const change = changed(
      found,
      { kind: correct ? 'corrected' : 'moved', was: found, is, why, quietly: correct },
      asked,
      loaded['codes'] ?? [],
      at,
    );
    const before = varsOf(found);
    const lines = [
      { key: correct ? 'sessions.corrected' : is.place ? 'sessions.moved-at' : 'sessions.moved', vars },
      { key: 'sessions.was', vars: { day: before.day, hour: before.hour } },
      ...toldLines(found, is, change, loaded['packs'], now),
    ];
    return {
      rows: [
        {
          op: 'update',
          table: 'session',
          key: { id: found.id },
          set: {
            starts_at: is.starts,
            ends_at: is.ends,
            place: is.place,
            // A word that was given away for another hour proves nothing at this one.
            ...(is.starts === found.starts || correct ? {} : { word: null, word_at: null }),
            ...(why === '' ? {} : { why }),
          },
        },
        ...change.rows,
        auditedChange('session.move', found, asked, now),
        ...jobDone(job, lines, now),
      ],
      statements: change.statements,
      output: { id: found.id, starts: is.starts, ends: is.ends, told: found.expected, tells: change.tells },
    };
  },
};

function movedTo(
  found: Held & { readonly timezone: string },
  { day, at, minutes, place }: Pick<Input, 'day' | 'at' | 'minutes' | 'place'>,
): Held {
  const zone = found.timezone;
  const starts =
    day === undefined && at === undefined
      ? found.starts
      : localMoment(day ?? localDate(found.starts, zone), at ?? localTime(found.starts, zone), zone);
  const ends = starts + (minutes === undefined ? found.ends - found.starts : minutes * MINUTE);
  return { title: found.title, starts, ends, place: place ?? found.place, cancelled: false };
}
