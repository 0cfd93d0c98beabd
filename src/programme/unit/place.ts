import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation, Query, RowWrite } from '../../store/port.ts';
import { UNIT_KINDS, unitName } from './new.ts';

const id = z.string().min(1).max(64);

export const placeFields = {
  programme: z.string().min(1).max(80),
  kind: z.enum(UNIT_KINDS),
  /** Null: out of whatever unit of that kind they are in. */
  unit: unitName.nullable(),
  /** Ids of persons; ids or names of the rest. One of them is given. */
  persons: z.array(id).min(1).max(5_000).optional(),
  cohort: z.string().min(1).max(80).optional(),
  /** Id of a session. */
  session: id.optional(),
};

const input = z
  .strictObject({ ...placeFields, workspace: z.string().default('main') })
  .refine(
    ({ persons, cohort, session }) => [persons, cohort, session].filter((one) => one !== undefined).length === 1,
    {
      message: 'name persons, a cohort or a session, one of them',
    },
  )
  .refine(({ kind, persons }) => kind !== 'group' || persons !== undefined, { message: 'only persons are in a group' })
  .refine(({ kind, session }) => session === undefined || kind === 'site' || kind === 'stage', {
    message: 'a session has a site and a stage',
  });
type Input = z.output<typeof input>;

/**
 * Puts persons, a cohort or a session into a unit: where they stand from now on. A cohort's unit counts for those of its
 * people who have none of their own. Throws UNIT_UNKNOWN, COHORT_UNKNOWN, SESSION_UNKNOWN, NOT_ENROLLED.
 */
export const unitPlace: Operation<Input, { readonly placed: number }> = {
  name: 'unit.place',
  input: input as z.ZodType<Input>,
  reads: {
    unit: ({ workspace, programme, kind, unit }) => ({
      sql: {
        sqlite: `select id, cohort_id from unit
          where workspace = @workspace and programme = @programme and kind = @kind and name = @unit`,
      },
      params: { workspace, programme, kind, unit },
    }),
    cohort: ({ workspace, programme, cohort }) => ({
      sql: {
        sqlite: 'select id from cohort where workspace = @workspace and programme = @programme and name = @cohort',
      },
      params: { workspace, programme, cohort: cohort ?? null },
    }),
    session: ({ workspace, programme, session }) => ({
      sql: {
        sqlite: `select s.id from session s join cohort c on c.id = s.cohort_id
          where c.workspace = @workspace and c.programme = @programme and s.id = @session`,
      },
      params: { workspace, programme, session: session ?? null },
    }),
    people: ({ workspace, programme, persons }) => ({
      sql: {
        sqlite: `select person_id, cohort_id from enrolment where workspace = @workspace and programme = @programme
          and person_id in (select value from json_each(@persons))`,
      },
      params: { workspace, programme, persons: JSON.stringify(persons ?? []) },
    }),
  },
  decide(loaded, given) {
    const { kind, programme, persons } = given;
    const people = loaded['people'] ?? [];
    if (persons && people.length < new Set(persons).size)
      throw new RecadoError('NOT_ENROLLED', { programme, missing: new Set(persons).size - people.length });
    // Two cohorts may each have a group of one name: hers is that of her own cohort.
    const units = (loaded['unit'] ?? []).filter(
      (row) => kind !== 'group' || people.every((one) => one['cohort_id'] === row['cohort_id']),
    );
    if (given.unit !== null && units.length !== 1) throw new RecadoError('UNIT_UNKNOWN', { name: given.unit });
    const to = given.unit === null ? null : String(units[0]!['id']);
    const column = `${kind}_id`;
    if (persons) return { rows: [], statements: [ofPersons(column, to, given)], output: { placed: people.length } };
    if (given.session !== undefined) {
      if (!loaded['session']?.length) throw new RecadoError('SESSION_UNKNOWN', { session: given.session, programme });
      return { rows: [set('session', given.session, column, to)], output: { placed: 1 } };
    }
    const cohort = loaded['cohort']?.[0]?.['id'];
    if (cohort === undefined) throw new RecadoError('COHORT_UNKNOWN', { name: given.cohort!, programme });
    return { rows: [set('cohort', String(cohort), column, to)], output: { placed: 1 } };
  },
};

const set = (table: string, id: string, column: string, to: string | null): RowWrite => ({
  op: 'update',
  table,
  key: { id },
  set: { [column]: to },
});

/** `column` is one of four names of ours, never input. */
function ofPersons(column: string, to: string | null, { workspace, programme, persons }: Input): Query {
  return {
    sql: {
      sqlite: `update enrolment set ${column} = @to where workspace = @workspace and programme = @programme
        and person_id in (select value from json_each(@persons))`,
    },
    params: { to, workspace, programme, persons: JSON.stringify(persons) },
  };
}
