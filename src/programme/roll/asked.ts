import { z } from 'zod';
import { DAY } from '../../base/clock.ts';
import type { Json } from '../../base/json.ts';
import { localMoment } from '../../domain/time.ts';
import type { Operation } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { sessionsBetween, sessionsNamed } from './in-sight.ts';
import { line, varsOf } from './lines.ts';
import { called, heldOf } from './session.ts';
import { headForms, headOf, whichOf } from './which.ts';

const input = z.strictObject({
  /** The operation that does it, once the session is known: it is given `{session, words, job}` and `more`. */
  does: z.string().min(1),
  more: z.record(z.string(), z.json()).default({}),
  /** What follows the verb: the session, if she named it, and the rest. */
  words: z.string().max(2_000),
  /** A local day that she named. */
  on: z.iso.date().optional(),
  job: jobSchema,
});
type Input = z.output<typeof input>;

/** A session longer ago than this is named by its label. */
const RECENT = 120 * DAY;
const OPTIONS = 6;

/** Finds the session that somebody of the team means, and hands the rest of her words on; what is not clear is asked back. */
export const asked: Operation<Input, null> = {
  name: 'roll.asked',
  input: input as z.ZodType<Input>,
  reads: {
    named: ({ words, job }) => sessionsNamed(job, headForms(words)),
    recent: ({ on, job }, now) => {
      const day = on === undefined ? undefined : localMoment(on, '12:00', 'UTC');
      return day === undefined
        ? sessionsBetween(job, now - RECENT, now + DAY)
        : sessionsBetween(job, day - 2 * DAY, day + 2 * DAY);
    },
  },
  decide(loaded, { does, more, words, on, job }, at) {
    const { now } = at;
    const say = (...lines: StaffLine[]) => ({ rows: jobDone(job, lines, now), output: null });
    const named = (loaded['named'] ?? []).map(heldOf);
    const recent = (loaded['recent'] ?? []).map(heldOf);
    const head = headOf(words, named);
    const byName = head.label !== undefined || head.cohort !== undefined;
    if (head.unknown !== undefined && head.label === undefined) {
      const known = [...new Set((byName ? named : recent).map(({ label }) => label))];
      const vars = { label: head.unknown, known: known.slice(0, OPTIONS).sort().join(', ') || '-' };
      return say(line('no-session', vars));
    }
    const which = whichOf(byName ? named : recent, { ...head, ...(on === undefined ? {} : { on }) }, now);
    switch (which.is) {
      case 'none':
        return say(line(on === undefined ? 'none' : 'none-on', { day: on ?? '' }));
      case 'several':
        return say(line('which-session', { options: which.sessions.slice(0, OPTIONS).map(called).join(', ') }));
      case 'cancelled':
        return say(line('cancelled', varsOf(which.held)));
      case 'other-day':
        return say(line('other-day', { ...varsOf(which.held), on: on! }));
      case 'this': {
        const given: Record<string, Json> = { ...more, session: which.held.id, words: head.rest };
        const { lane, person, workspace } = job;
        const to = { ...(lane === null ? {} : { lane }), ...(person === null ? {} : { person }) };
        return {
          rows: [jobRow({ ...to, operation: does, input: given, at: now, workspace }, at), ...jobDone(job, [], now)],
          output: null,
        };
      }
    }
  },
};
