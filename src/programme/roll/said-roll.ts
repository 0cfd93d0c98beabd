import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { sightOf, sightQuery } from '../sight.ts';
import { codesTaken, undoable } from '../undoable.ts';
import { asksFor, pageOf } from './answers.ts';
import { judge } from './judge.ts';
import { line, varsOf } from './lines.ts';
import { readBack } from './read-back.ts';
import { rollRows, sameAs } from './record.ts';
import { readSaid } from './said.ts';
import { kinOf, kinQuery, rosterQuery, seatsOf, seatsQuery, shortNames } from './seat.ts';
import { heldOf, heldQuery, opens, sourceOf } from './session.ts';
import { showRoster } from './show.ts';
import { rollUndo } from './undo.ts';

const input = z.strictObject({
  session: z.string().min(1),
  /** What is said of those whom the words only name. */
  first: z.enum(['present', 'absent']),
  words: z.string().max(2_000),
  job: jobSchema,
});
type Input = z.output<typeof input>;

/**
 * A roll as somebody of the team writes it, or, where nothing follows the session, its numbered roster. As long as one
 * entry is not clear nothing is recorded; the same roll twice is one.
 */
export const saidRoll: Operation<Input, { readonly roll?: string }> = {
  name: 'roll.said',
  input: input as z.ZodType<Input>,
  reads: {
    held: ({ session, job }) => heldQuery(session, job.workspace),
    seats: ({ session }) => seatsQuery(session),
    roster: ({ session }) => rosterQuery(session),
    kin: ({ session }) => kinQuery(session),
    roles: ({ job }) => sightQuery(job.workspace, job.person ?? ''),
    codes: ({ job }, now) => codesTaken(job.workspace, job.person, now),
    rolls: ({ session, job }) => ({
      sql: { sqlite: 'select id, code from roll where session_id = @session and by_id = @me and undone_at is null' },
      params: { session, me: job.person },
    }),
  },
  decide(loaded, { session, first, words, job }, at) {
    const { now } = at;
    const { workspace } = job;
    const say = (lines: readonly StaffLine[], beside: Parameters<typeof jobDone>[3] = {}) => ({
      rows: jobDone(job, lines, now, beside),
      output: {},
    });
    const held = heldOf(loaded['held']![0]!);
    const sight = sightOf(workspace, loaded['roles'] ?? []);
    const seats = seatsOf(loaded['seats'], { within: sight?.within ?? null });
    if (seats.length === 0) return say([line('empty', varsOf(held))]);
    const said = readSaid(words, first);
    if (said.entries.length === 0 && !said.all && !said.nobody) {
      if (first === 'absent') return say([line('how-absent', varsOf(held))]);
      const { lines, next } = showRoster(held, seats, said.from);
      return say(lines, next === undefined ? {} : { asks: pageOf(session, next) });
    }
    if (opens(held) > now) return say([line('too-early', varsOf(held))]);
    const expected = new Set(seats.map(({ number }) => number));
    const listed = (loaded['roster'] ?? []).filter((row) => !expected.has(Number(row['number'])));
    const names = shortNames(listed.map((row) => String(row['name'] ?? '')));
    const others = listed.map((row, i) => ({ number: Number(row['number']), name: names[i]! }));
    const judged = judge(said, first, seats, { others, kin: kinOf(loaded['kin']) });
    if ('unclear' in judged) {
      const asks = judged.which === undefined ? undefined : asksFor({ session, first, words }, judged.which);
      const lines = [...judged.unclear, line(asks ? 'answer-number' : 'nothing-yet')];
      return say(lines, asks ? { asks } : {});
    }
    const { marks, notes } = judged;
    const same = sameAs(marks, seats);
    const told = [...readBack(held, seats, marks), ...notes];
    if (same !== undefined) {
      const code = (loaded['rolls'] ?? []).find((row) => row['id'] === same)?.['code'];
      return say([line('already'), ...told, ...(code == null ? [] : [line('undo', { code: Number(code) })])]);
    }
    const by = { kind: 'staff', id: job.person ?? '' } as const;
    const roll = at.newId();
    const { code, row } = undoable(
      { operation: rollUndo.name, input: { roll }, me: by.id, workspace },
      loaded['codes'] ?? [],
      at,
    );
    const source = sourceOf(held, now, 'phone');
    const rows = rollRows(roll, { held, marks, method: 'roll', source, code, by, workspace }, at);
    const lines = [...told, ...(source === 'paper' ? [line('paper', varsOf(held))] : []), line('undo', { code })];
    return {
      rows: [
        ...rows,
        row,
        audited(by, 'roll.take', held.id, { marks: marks.size, source }, { now, workspace }),
        ...jobDone(job, lines, now),
      ],
      output: { roll },
    };
  },
};
