import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { ATTENDANCE_STATUSES, type AttendanceStatus } from '../../domain/attendance.ts';
import type { Operation } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { audited, bySchema } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import { shellSight, sightOf, sightQuery } from '../sight.ts';
import { codesTaken, undoable } from '../undoable.ts';
import { mark, meant } from './judge.ts';
import { line, varsOf } from './lines.ts';
import { rollRows } from './record.ts';
import { readSaid } from './said.ts';
import { seatsOf, seatsQuery } from './seat.ts';
import { heldOf, heldQuery, opens, sourceOf } from './session.ts';
import { rollUndo } from './undo.ts';
import { STATUS_WORDS } from './words.ts';

const input = z.strictObject({
  session: z.string().min(1),
  /** Whom and what, in words: `Ana presente`, `3 7 faltaron`. */
  words: z.string().max(600).optional(),
  /** Instead of words: person.id. */
  person: z.string().optional(),
  status: z.enum(ATTENDANCE_STATUSES).optional(),
  by: bySchema.optional(),
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/**
 * The last word on somebody whose own and the roll disagree, or whom a roll has wrong: it holds before both, whatever roll
 * comes later, until it is taken back. Both facts stay. Throws ROLL_SESSION, ROLL_STRANGER, ROLL_TOO_EARLY.
 */
export const settle: Operation<Input, { readonly roll?: string }> = {
  name: 'roll.settle',
  input: input as z.ZodType<Input>,
  reads: {
    held: ({ session, workspace }) => heldQuery(session, workspace),
    seats: ({ session }) => seatsQuery(session),
    roles: ({ job, workspace }) => sightQuery(workspace, job?.person ?? ''),
    codes: ({ job, workspace }, now) => codesTaken(workspace, job?.person ?? null, now),
  },
  decide(loaded, asked, at) {
    const { job, workspace } = asked;
    const { now } = at;
    const [row] = loaded['held'] ?? [];
    if (!row) throw new RecadoError('ROLL_SESSION', { session: asked.session });
    const held = heldOf(row);
    const answer = (key: string, vars = varsOf(held)) => ({ rows: jobDone(job, [line(key, vars)], now), output: {} });
    const sight = job ? sightOf(workspace, loaded['roles'] ?? []) : shellSight(workspace);
    const seats = seatsOf(loaded['seats'], { within: sight?.within ?? null });
    if (opens(held) > now) {
      if (!job) throw new RecadoError('ROLL_TOO_EARLY', { session: held.id });
      return answer('too-early');
    }
    const told = asked.words === undefined ? undefined : statusIn(asked.words);
    const status = asked.status ?? told?.status;
    if (status === undefined) return answer('how-settle');
    const found = told ? meant(readSaid(told.rest, status), seats, { others: [], kin: [] }) : undefined;
    if (found && 'unclear' in found)
      return { rows: jobDone(job, [...found.unclear, line('nothing-yet')], now), output: {} };
    const she = seats.filter(({ person }) => (found ? found.marks.has(person) : person === asked.person));
    if (she.length === 0) {
      if (!job) throw new RecadoError('ROLL_STRANGER', { who: asked.person ?? '' });
      return answer('how-settle');
    }
    const marks = new Map(she.map(({ person }) => [person, mark(status)]));
    const by = asked.by ?? ({ kind: 'staff', id: job?.person ?? '' } as const);
    const roll = at.newId();
    const back = job
      ? undoable({ operation: rollUndo.name, input: { roll }, me: by.id, workspace }, loaded['codes'] ?? [], at)
      : undefined;
    const source = sourceOf(held, now, job ? 'phone' : 'api');
    const rows = rollRows(
      roll,
      { held, marks, method: 'settled', source, code: back?.code ?? null, by, workspace },
      at,
    );
    const names = she.map(({ name }) => name).join(', ');
    const lines = [
      line(`settled-${status}`, { ...varsOf(held), names }),
      ...(back ? [line('undo', { code: back.code })] : []),
    ];
    return {
      rows: [
        ...rows,
        ...(back ? [back.row] : []),
        ...(job ? [audited(by, 'roll.settle', held.id, { people: she.length }, { now, workspace })] : []),
        ...jobDone(job, lines, now),
      ],
      output: { roll },
    };
  },
};

/** The status may stand before the names or after them. */
function statusIn(words: string): { readonly status: AttendanceStatus; readonly rest: string } | undefined {
  const all = words.split(/\s+/);
  const statuses = all.flatMap((word) => STATUS_WORDS.get(normalise(word)) ?? []);
  if (new Set(statuses).size !== 1) return undefined;
  return { status: statuses[0]!, rest: all.filter((word) => !STATUS_WORDS.has(normalise(word))).join(' ') };
}
