import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { localMoment } from '../../domain/time.ts';
import type { Operation } from '../../store/port.ts';
import { bySchema } from '../audit.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { HOUR_KINDS } from './query.ts';

export const hoursFields = {
  programme: z.string().trim().min(1).max(80),
  kind: z.enum(HOUR_KINDS),
  minutes: z.number().int().min(1).max(1_440),
  /** Ids of those who were there. */
  people: z.array(z.string().min(1).max(64)).min(1).max(500),
  /** Id of a business it was for, where it was for one. */
  enterprise: z.string().min(1).max(64).optional(),
  day: z.iso.date(),
  note: z.string().trim().max(500).default(''),
};

const input = z.strictObject({
  ...hoursFields,
  by: bySchema,
  workspace: z.string().default('main'),
});
type Input = z.output<typeof input>;

/**
 * Hours that are neither a session of a cohort nor a visit. The same entered twice counts twice: it is put right by
 * `hours.take-back`. Throws NOT_ENROLLED, RECORD_UNKNOWN.
 */
export const hoursAdd: Operation<Input, { readonly id: string }> = {
  name: 'hours.add',
  input: input as unknown as z.ZodType<Input>,
  reads: {
    people: ({ workspace, programme, people }) => ({
      sql: {
        sqlite: `select person_id from enrolment where workspace = @workspace and programme = @programme
          and person_id in (select value from json_each(@people))`,
      },
      params: { workspace, programme, people: JSON.stringify(people) },
    }),
    enterprise: ({ workspace, programme, enterprise }) => ({
      sql: { sqlite: 'select id from enterprise where workspace = @workspace and programme = @programme and id = @id' },
      params: { workspace, programme, id: enterprise ?? null },
    }),
    packs: ({ programme }) => packFactsQuery(programme),
  },
  decide({ people = [], enterprise = [], packs }, given, { now, newId }) {
    const { programme, workspace, by } = given;
    const hers = [...new Set(given.people)];
    if (people.length < hers.length)
      throw new RecadoError('NOT_ENROLLED', { programme, missing: hers.length - people.length });
    if (given.enterprise !== undefined && enterprise.length === 0)
      throw new RecadoError('RECORD_UNKNOWN', { what: 'enterprise', id: given.enterprise });
    const id = newId();
    const zone = packFactsIn(packs)[0]?.timezone ?? 'UTC';
    return {
      rows: [
        {
          op: 'insert',
          table: 'hours_entry',
          values: {
            id,
            workspace,
            programme,
            kind: given.kind,
            enterprise_id: given.enterprise ?? null,
            minutes: given.minutes,
            happened_at: localMoment(given.day, '12:00', zone),
            note: given.note,
            by_kind: by.kind,
            by_id: by.id,
            entered_at: now,
          },
        },
        ...hers.map((person_id) => ({
          op: 'insert' as const,
          table: 'hours_person',
          values: { entry_id: id, person_id, workspace },
        })),
      ],
      output: { id },
    };
  },
};

const back = z.strictObject({ id: z.string().min(1), workspace: z.string().default('main') });

/** Hours that were entered wrongly count no more; the line stays. Throws RECORD_UNKNOWN. */
export const hoursTakeBack: Operation<z.output<typeof back>, { readonly id: string }> = {
  name: 'hours.take-back',
  input: back as unknown as z.ZodType<z.output<typeof back>>,
  reads: {
    found: ({ id, workspace }) => ({
      sql: { sqlite: 'select id from hours_entry where id = @id and workspace = @workspace and undone_at is null' },
      params: { id, workspace },
    }),
  },
  decide({ found = [] }, { id }, { now }) {
    if (found.length === 0) throw new RecadoError('RECORD_UNKNOWN', { what: 'entry of hours', id });
    return { rows: [{ op: 'update', table: 'hours_entry', key: { id }, set: { undone_at: now } }], output: { id } };
  },
};
