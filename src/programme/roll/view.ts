import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { ATTENDANCE_METHODS, ATTENDANCE_STATUSES } from '../../domain/attendance.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { cohortInSight } from '../in-sight.ts';
import type { RouteContext } from '../route.ts';
import { type Seat, seatsOf, seatsQuery } from './seat.ts';
import { HELD_COLUMNS, type Held, heldOf } from './session.ts';

const status = z.enum(ATTENDANCE_STATUSES);

/** Somebody expected at a session, as the API shows her. */
export const seatShape = z.strictObject({
  person: z.string(),
  number: z.number().int().nullable().describe('on the roster, for the whole cohort'),
  name: z.string(),
  status: status.nullable().describe('what holds; null: nothing is known'),
  method: z.enum(ATTENDANCE_METHODS).nullable(),
  self: status.nullable().describe('what she said herself'),
  roll: status.nullable().describe('what the newest roll that counts says'),
  minutes: z.number().int().nullable(),
  represented_by: z.string().nullable().describe('person id'),
  conflict: z.boolean().describe('her own word and the roll disagree, and nobody has settled it'),
});

export const seatShown = (seat: Seat): z.output<typeof seatShape> => ({
  person: seat.person,
  number: seat.number,
  name: seat.whole,
  status: seat.status,
  method: seat.method,
  self: seat.self,
  roll: seat.roll?.status ?? null,
  minutes: seat.roll?.minutes ?? null,
  represented_by: seat.roll?.stoodIn ?? null,
  conflict: seat.conflict,
});

export const rollShape = z.strictObject({
  id: z.string(),
  source: z.enum(['phone', 'api', 'paper']),
  sheet: z.string().nullable(),
  by: z.strictObject({ kind: z.string(), id: z.string() }),
  settles: z.boolean().describe('it is no roll: it settles what disagreed'),
  happened_at: z.number().int(),
  entered_at: z.number().int(),
  undone_at: z.number().int().nullable(),
  marks: z.array(z.strictObject({ person: z.string(), status })),
});

/** All of a session, those undone too, the newest first. */
export const rollsQuery = (session: string): Query => ({
  sql: {
    sqlite: `select r.id, r.source, r.sheet, r.by_kind, r.by_id, r.happened_at, r.entered_at, r.undone_at,
        json_group_array(json_object('person', f.person_id, 'status', f.status) order by f.person_id) as marks,
        max(f.method = 'settled') as settles
      from roll r join attendance_fact f on f.session_id = r.session_id and f.roll_id = r.id
      where r.session_id = @session group by r.id order by r.entered_at desc, r.id desc`,
  },
  params: { session },
});

export const rollShown = (row: SqlRow): z.output<typeof rollShape> => ({
  id: String(row['id']),
  source: row['source'] as 'phone' | 'api' | 'paper',
  sheet: row['sheet'] as string | null,
  by: { kind: String(row['by_kind']), id: String(row['by_id']) },
  settles: row['settles'] === 1,
  happened_at: Number(row['happened_at']),
  entered_at: Number(row['entered_at']),
  undone_at: row['undone_at'] as number | null,
  marks: JSON.parse(String(row['marks'])),
});

/** A session of a cohort that the caller sees. Throws ROLL_SESSION. */
export async function heldSeen(session: string, { read, sight }: RouteContext): Promise<Held> {
  const seen = cohortInSight(sight);
  const [row] = await read({
    sql: {
      sqlite: `select ${HELD_COLUMNS} from session s join cohort c on c.id = s.cohort_id where s.id = @session and ${seen.sql}`,
    },
    params: { ...seen.params, session },
  });
  if (!row) throw new RecadoError('ROLL_SESSION', { session });
  return heldOf(row);
}

export const seatsSeen = async (session: string, { read, sight }: RouteContext): Promise<readonly Seat[]> =>
  seatsOf(await read(seatsQuery(session)), sight);
