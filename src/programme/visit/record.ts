import { z } from 'zod';
import { DAY, HOUR } from '../../base/clock.ts';
import { localDate, localMoment } from '../../domain/time.ts';
import type { Operation, RowWrite } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { refused } from '../refusal.ts';
import { codeFor, codes } from '../undoable.ts';
import { agreed, askedLines, commitmentSchema, openIn } from './commitments.ts';
import { countLine, countsOf } from './counselling.ts';
import { zoneIn } from './day.ts';
import { fileRows, filesSchema } from './files.ts';
import { VISIT_KINDS, type VisitKind } from './kinds.ts';
import { notesSchema } from './notes.ts';
import { plannedIn, plannedOf } from './planned.ts';
import { undo } from './undo.ts';
import { CALLED, foundIn, rangesOf, refusal, whomFields, whomReads } from './whom.ts';

const input = z.strictObject({
  ...whomFields,
  kind: z.enum(VISIT_KINDS).optional(),
  /** Local; today and now where it is not said. */
  day: z.iso.date().optional(),
  at: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .optional(),
  minutes: z.number().int().min(1).max(1_440),
  topic: z.string().trim().max(200).default(''),
  notes: notesSchema.default({}),
  commitments: z.array(commitmentSchema).max(10).default([]),
  private: z.boolean().default(false),
  files: filesSchema,
});
type Input = z.output<typeof input>;

/** A planned visit that was due so long ago is the one that is written down now. */
const PLANNED_WITHIN = 3 * DAY;

/**
 * Somebody was visited: hours, notes, what was agreed, and the files that came with the message. A visit that the same
 * person had planned is done by it. Throws TARGET_UNKNOWN, TARGET_SEVERAL, VISIT_FUTURE.
 */
export const record: Operation<Input, { readonly id?: string }> = {
  name: 'visit.record',
  input: input as unknown as z.ZodType<Input>,
  reads: {
    ...whomReads,
    codes,
    planned: plannedOf,
    counts: countsOf,
    open: ({ who }) => ({
      sql: {
        sqlite: `with ${CALLED} select id, person_id, text, due_on, said from commitment
          where person_id in (select id from called) and undone_at is null and state in ('open', 'partly') order by entered_at, id`,
      },
      params: { ranges: rangesOf(who) },
    }),
  },
  decide(loaded, asked, at) {
    const { by, job, workspace, minutes, notes, files } = asked;
    const { now, newId } = at;
    const found = foundIn(loaded, asked);
    if ('code' in found) return refused(found, job, {}, now);
    const zone = zoneIn(loaded['packs'], found.programme);
    const day = asked.day ?? localDate(now, zone);
    const happened =
      asked.day === undefined && asked.at === undefined ? now : localMoment(day, asked.at ?? '12:00', zone);
    if (day > localDate(now, zone))
      return refused(refusal('VISIT_FUTURE', 'visit.future', { who: found.label, day }), job, {}, now);
    const was = plannedIn(loaded['planned'], found.people).find(
      ({ planned_at: planned }) => planned < happened + 12 * HOUR && planned > happened - PLANNED_WITHIN,
    );
    const id = was?.id ?? newId();
    const kind: VisitKind = asked.kind ?? was?.kind ?? (found.several && !found.enterprise ? 'group' : 'home');
    const done = { state: 'done', happened_at: happened, minutes, topic: asked.topic, notes: JSON.stringify(notes) };
    const values = {
      id,
      workspace,
      programme: found.programme,
      kind,
      enterprise_id: found.enterprise,
      ...done,
      private: asked.private ? 1 : 0,
      by_kind: by.kind,
      by_id: by.id,
      entered_at: now,
    };
    const { topic, ...rest } = done;
    const visit: readonly RowWrite[] = was
      ? [{ op: 'update', table: 'visit', key: { id }, set: { ...rest, kind, ...(topic === '' ? {} : { topic }) } }]
      : [
          { op: 'insert', table: 'visit', values },
          ...found.people.map(
            ({ id: person_id, applicant }): RowWrite => ({
              op: 'insert',
              table: 'visit_person',
              values: { visit_id: id, person_id, workspace, applicant: applicant ? 1 : 0 },
            }),
          ),
        ];
    const open = openIn(loaded['open']).filter(({ person }) => found.people.some((one) => one.id === person));
    const undone = codeFor(
      { operation: undo.name, input: { visit: id, back: was?.planned_at ?? null }, says: 'visit.undo' },
      asked,
      loaded['codes'],
      at,
    );
    const lines: StaffLine[] = [
      {
        key: `visit.recorded${found.several ? '-several' : ''}`,
        vars: { who: found.label, minutes, day, n: found.people.length },
      },
      ...countLine(loaded, found, kind),
      ...asked.commitments.map(
        ({ text, due }): StaffLine => ({
          key: due === undefined ? 'visit.commitment' : 'visit.commitment-day',
          vars: { text, ...(due === undefined ? {} : { day: due }) },
        }),
      ),
      ...(files.length > 0 ? [{ key: 'visit.files', vars: { n: files.length } }] : []),
      ...askedLines(found.label, open),
      ...(open.length === 0 ? [{ key: 'visit.more', vars: {} }] : []),
      ...undone.lines,
    ];
    const about = JSON.stringify({ visit: id, who: found.label, open: open.map((one) => one.id) });
    return {
      rows: [
        ...visit,
        ...fileRows(id, files, workspace),
        ...agreed(found.people, asked.commitments, { visit: id, programme: found.programme, by, workspace }, at),
        ...undone.rows,
        ...(job ? [audited(by, 'visit.record', id, { kind, people: found.people.length }, { now, workspace })] : []),
        ...jobDone(job, lines, now, { asks: { verb: 'visit', about } }),
      ],
      output: { id },
    };
  },
};
