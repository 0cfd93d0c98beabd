import { z } from 'zod';
import { MINUTE } from '../../base/clock.ts';
import { localDate, localMoment } from '../../domain/time.ts';
import type { Operation } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone } from '../job.ts';
import { firstName } from '../on-duty.ts';
import { refused } from '../refusal.ts';
import { codeFor, codes } from '../undoable.ts';
import { zoneIn } from './day.ts';
import { VISIT_KINDS, type VisitKind } from './kinds.ts';
import { plannedIn, plannedOf } from './planned.ts';
import { tell } from './told.ts';
import { undo } from './undo.ts';
import { foundIn, refusal, whomFields, whomReads } from './whom.ts';

const input = z.strictObject({
  ...whomFields,
  kind: z.enum(VISIT_KINDS).optional(),
  /** Local day and clock of the programme; of a visit that is moved the day may stay. */
  day: z.iso.date().optional(),
  at: z.string().regex(/^\d\d:\d\d$/),
  topic: z.string().trim().max(200).default(''),
  private: z.boolean().default(false),
  /** The next one that is planned gets a new moment. */
  move: z.boolean().default(false),
});
type Input = z.output<typeof input>;

/** A visit that began a moment ago is still to come for whoever is on her way. */
const GRACE = 15 * MINUTE;

/**
 * A visit is planned, or the next planned one is moved; who is visited is told once (told.ts). Throws TARGET_UNKNOWN,
 * TARGET_SEVERAL, VISIT_PAST, VISIT_NONE.
 */
export const plan: Operation<Input, { readonly id?: string; readonly told?: number }> = {
  name: 'visit.plan',
  input: input as unknown as z.ZodType<Input>,
  reads: { ...whomReads, codes, planned: plannedOf },
  decide(loaded, asked, at) {
    const { by, job, workspace, move } = asked;
    const { now, newId } = at;
    const found = foundIn(loaded, asked);
    if ('code' in found) return refused(found, job, {}, now);
    const zone = zoneIn(loaded['packs'], found.programme);
    const was = move ? plannedIn(loaded['planned'], found.people)[0] : undefined;
    if (move && !was) return refused(refusal('VISIT_NONE', 'visit.none', { who: found.label }), job, {}, now);
    const day = asked.day ?? localDate(was?.planned_at ?? now, zone);
    const moment = localMoment(day, asked.at, zone);
    const when = { who: found.label, day, hour: asked.at };
    if (moment < now - GRACE) return refused(refusal('VISIT_PAST', 'visit.past', when), job, {}, now);
    const id = was?.id ?? newId();
    const kind: VisitKind = was?.kind ?? asked.kind ?? (found.several && !found.enterprise ? 'group' : 'home');
    const isPrivate = was ? was.private === 1 : asked.private;
    const person = firstName(loaded['me']?.[0]?.['name']);
    const told = tell(
      found.people,
      { what: was ? 'moved' : 'planned', kind, at: moment, by: person, private: isPrivate },
      { workspace, now },
    );
    const undone = codeFor(
      { operation: undo.name, input: { visit: id, back: was?.planned_at ?? null }, says: 'visit.undo' },
      asked,
      loaded['codes'],
      at,
    );
    const values = {
      id,
      workspace,
      programme: found.programme,
      kind,
      enterprise_id: found.enterprise,
      state: 'planned',
      planned_at: moment,
      topic: asked.topic,
      private: isPrivate ? 1 : 0,
      told_at: told.told > 0 ? now : null,
      by_kind: by.kind,
      by_id: by.id,
      entered_at: now,
    };
    return {
      rows: [
        ...(was
          ? [{ op: 'update' as const, table: 'visit', key: { id }, set: { planned_at: moment } }]
          : [
              { op: 'insert' as const, table: 'visit', values },
              ...found.people.map(({ id: person_id, applicant }) => ({
                op: 'insert' as const,
                table: 'visit_person',
                values: { visit_id: id, person_id, workspace, applicant: applicant ? 1 : 0 },
              })),
            ]),
        ...told.rows,
        ...undone.rows,
        ...(job ? [audited(by, move ? 'visit.move' : 'visit.plan', id, { kind, day }, { now, workspace })] : []),
        ...jobDone(
          job,
          [{ key: `visit.${was ? 'moved' : 'planned'}`, vars: when }, ...told.lines, ...undone.lines],
          now,
        ),
      ],
      output: { id, told: told.told },
    };
  },
};
