import { z } from 'zod';
import { DAY } from '../../base/clock.ts';
import { RecadoError } from '../../base/errors.ts';
import type { Operation, Query, RowWrite } from '../../store/port.ts';
import { bySchema } from '../audit.ts';
import { jobRow } from '../job.ts';
import { eraseStep } from './erase-step.ts';

const input = z.strictObject({
  person: z.string().min(1),
  why: z.string().trim().max(200).default(''),
  by: bySchema,
  /** Days in which she is only blocked: the law of some countries blocks before it deletes. */
  days: z.number().int().min(0).max(365).default(0),
  workspace: z.string().default('main'),
});
type Input = z.output<typeof input>;

export interface EraseBegun {
  /** Of the erasure: hers is no more when it is done. */
  readonly id: string;
  readonly beginsAt: number;
  /** It was on its way before. */
  readonly already: boolean;
}

/** Rest of a blocked person's timers: nothing wakes them until she is unblocked. */
const ASLEEP = 3;

/**
 * From now on nobody sees her and nobody writes to her, and after `days` all that is hers goes, slice by slice (erase-step.ts).
 * What was about to leave for her is dropped. Saying it twice changes nothing. Throws PERSON_UNKNOWN, PERSON_ON_DUTY.
 */
export const personErase: Operation<Input, EraseBegun> = {
  name: 'person.erase',
  input: input as z.ZodType<Input>,
  reads: {
    person: ({ person, workspace }) => ({
      sql: { sqlite: 'select id from person where id = @person and workspace = @workspace and erased_at is null' },
      params: { person, workspace },
    }),
    duty: ({ person }) => ({
      sql: { sqlite: 'select 1 from staff where person_id = @person and until is null limit 1' },
      params: { person },
    }),
    open: ({ person }) => ({
      sql: { sqlite: "select id, begins_at from erasure where who = @person and state = 'open'" },
      params: { person },
    }),
  },
  decide({ person: found, duty, open }, { person, why, by, days, workspace }, { now, newId }) {
    if (!found?.[0]) throw new RecadoError('PERSON_UNKNOWN', { who: person });
    if (duty?.[0]) throw new RecadoError('PERSON_ON_DUTY');
    const before = open?.[0];
    if (before)
      return { rows: [], output: { id: String(before['id']), beginsAt: Number(before['begins_at']), already: true } };
    const id = newId();
    const beginsAt = now + days * DAY;
    const values = {
      id,
      workspace,
      who: person,
      why,
      by_kind: by.kind,
      by_id: by.id,
      asked_at: now,
      begins_at: beginsAt,
    };
    return {
      rows: [
        { op: 'update', table: 'person', key: { id: person }, set: { blocked_at: now, erase_at: beginsAt } },
        { op: 'insert', table: 'erasure', values },
        jobRow(
          { operation: eraseStep.name, input: { erasure: id, step: 0, after: 0 }, at: beginsAt, workspace },
          { now, newId },
        ),
      ],
      statements: [
        of(
          person,
          `update outbox set state = 'dropped', why = 'cancelled', ended_at = @now where person_id = @person and state = 'pending'`,
          { now },
        ),
        of(person, `update timer set state = ${ASLEEP} where person_id = @person and state = 0`),
      ],
      output: { id, beginsAt, already: false },
    };
  },
};

const undo = z.strictObject({ person: z.string().min(1) });

/** It was a mistake, or she thought better of it. Throws PERSON_UNKNOWN; ERASURE_BEGUN once anything is gone. */
export const personUnblock: Operation<z.output<typeof undo>, { readonly id: string }> = {
  name: 'person.unblock',
  input: undo,
  reads: {
    open: ({ person }) => ({
      sql: { sqlite: "select id, begins_at from erasure where who = @person and state = 'open'" },
      params: { person },
    }),
  },
  decide({ open }, { person }, { now }) {
    const erasure = open?.[0];
    if (!erasure) throw new RecadoError('PERSON_UNKNOWN', { who: person });
    if (Number(erasure['begins_at']) <= now) throw new RecadoError('ERASURE_BEGUN', { who: person });
    const id = String(erasure['id']);
    const rows: readonly RowWrite[] = [
      { op: 'update', table: 'person', key: { id: person }, set: { blocked_at: null, erase_at: null } },
      { op: 'update', table: 'erasure', key: { id }, set: { state: 'stopped', who: null, done_at: now } },
    ];
    return {
      rows,
      statements: [of(person, `update timer set state = 0 where person_id = @person and state = ${ASLEEP}`)],
      output: { id },
    };
  },
};

const of = (person: string, sqlite: string, more: Query['params'] = {}): Query => ({
  sql: { sqlite },
  params: { person, ...more },
});
