import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { AttendanceStatus } from '../../domain/attendance.ts';
import type { Operation } from '../../store/port.ts';
import { bySchema } from '../audit.ts';
import { mark, withRest } from './judge.ts';
import { rollRows, sameAs } from './record.ts';
import { type Mark, type Seat, seatsOf, seatsQuery } from './seat.ts';
import { dayOf, heldOf, heldQuery, opens, sourceOf } from './session.ts';

/** Somebody by her number on the roster or her id. */
const ref = z.union([z.number().int().positive(), z.string().min(1).max(100)]);
const refs = z.array(ref).max(500).optional();

/** A roll as the API takes it. */
export const rollFields = {
  present: refs.describe('others expected were absent; an empty list: nobody came'),
  absent: refs.describe('others expected were present; an empty list: nobody was missing'),
  late: refs,
  excused: refs,
  represented: z
    .array(z.strictObject({ who: ref, by: z.string().min(1).max(100).optional().describe('person id of who came') }))
    .max(500)
    .optional(),
  minutes: z
    .array(z.strictObject({ who: ref, minutes: z.number().int().min(1).max(1_440) }))
    .max(500)
    .optional()
    .describe('of who was not there for all of it'),
  happened_on: z.iso.date().optional().describe("must be the session's own local day"),
  sheet: z.string().trim().min(1).max(80).optional().describe('the mark on the paper it was taken on'),
};

const input = z.strictObject({
  session: z.string().min(1),
  ...rollFields,
  /** Cohorts and units that the caller sees; null: all. */
  within: z.array(z.string()).nullable().default(null),
  by: bySchema,
  workspace: z.string().default('main'),
});
type Input = z.output<typeof input>;

/**
 * Takes a roll. Who is in no list was absent where `present` is given, present where only `absent` is, and otherwise stays
 * as she was. Throws ROLL_SESSION, ROLL_CANCELLED, ROLL_TOO_EARLY, ROLL_DAY, ROLL_STRANGER, ROLL_TWICE, ROLL_EMPTY.
 */
export const take: Operation<Input, { readonly id: string; readonly marks: number; readonly same: boolean }> = {
  name: 'roll.take',
  input: input as z.ZodType<Input>,
  reads: {
    held: ({ session, workspace }) => heldQuery(session, workspace),
    seats: ({ session }) => seatsQuery(session),
  },
  decide(loaded, asked, at) {
    const { by, workspace } = asked;
    const [row] = loaded['held'] ?? [];
    if (!row) throw new RecadoError('ROLL_SESSION', { session: asked.session });
    const held = heldOf(row);
    if (held.cancelled) throw new RecadoError('ROLL_CANCELLED', { id: held.id });
    if (opens(held) > at.now) throw new RecadoError('ROLL_TOO_EARLY', { session: held.id });
    const day = dayOf(held);
    if (asked.happened_on !== undefined && asked.happened_on !== day)
      throw new RecadoError('ROLL_DAY', { session: held.id, day, on: asked.happened_on });
    const seats = seatsOf(loaded['seats'], asked);
    const rest: AttendanceStatus | null = asked.present ? 'absent' : asked.absent ? 'present' : null;
    const marks = withRest(seats, given(asked, seats), () => rest);
    if (marks.size === 0) throw new RecadoError('ROLL_EMPTY', { session: held.id });
    const same = sameAs(marks, seats);
    if (same !== undefined) return { rows: [], output: { id: same, marks: marks.size, same: true } };
    const id = at.newId();
    const source = asked.sheet === undefined ? sourceOf(held, at.now, 'api') : 'paper';
    const rows = rollRows(
      id,
      { held, marks, method: 'roll', source, sheet: asked.sheet, code: null, by, workspace },
      at,
    );
    return { rows, output: { id, marks: marks.size, same: false } };
  },
};

function given(asked: Input, seats: readonly Seat[]): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  const seatOf = (who: string | number): Seat => {
    const found = seats.find(({ person, number }) => (typeof who === 'number' ? number === who : person === who));
    if (!found) throw new RecadoError('ROLL_STRANGER', { who });
    return found;
  };
  const put = (who: string | number, one: Mark): void => {
    const { person } = seatOf(who);
    const before = marks.get(person);
    if (before && before.status !== one.status) throw new RecadoError('ROLL_TWICE', { who });
    marks.set(person, one);
  };
  for (const status of ['present', 'absent', 'late', 'excused'] as const)
    for (const who of asked[status] ?? []) put(who, mark(status));
  for (const { who, by } of asked.represented ?? []) put(who, mark('represented', by ?? null));
  for (const { who, minutes } of asked.minutes ?? []) {
    const { person } = seatOf(who);
    marks.set(person, { ...(marks.get(person) ?? mark('present')), minutes });
  }
  return marks;
}
