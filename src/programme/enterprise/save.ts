import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation, Query, RowWrite, SqlRow } from '../../store/port.ts';

const name = z.string().trim().min(1).max(80);
const id = z.string().min(1).max(64);

export const enterpriseFields = {
  programme: name,
  name,
  /** The programme's own word: food, crafts. */
  sector: z.string().trim().min(1).max(40).nullable().optional(),
  /** Of financing: idea, strengthening, innovation. */
  line: z.string().trim().min(1).max(40).nullable().optional(),
  /** Relatives work in it. Left out: as it was, else whether it has several people. */
  family_run: z.boolean().optional(),
  /** Names of units. */
  site: name.nullable().optional(),
  stage: name.nullable().optional(),
  /** Ids of those who work in it now; left out: as it was. Somebody may be in several. */
  people: z.array(id).max(100).optional(),
  /** It has closed. */
  ended: z.boolean().optional(),
};

const input = z.strictObject({ ...enterpriseFields, workspace: z.string().default('main') });
type Input = z.output<typeof input>;

/**
 * Keeps an enterprise by its name: what is given is set, what is left out stays. Who left it stays on record with the day.
 * Throws UNIT_UNKNOWN, NOT_ENROLLED.
 */
export const enterpriseSave: Operation<Input, { readonly id: string; readonly created: boolean }> = {
  name: 'enterprise.save',
  input: input as z.ZodType<Input>,
  reads: {
    known: ({ workspace, programme, name: called }) => ({
      sql: {
        sqlite: 'select * from enterprise where workspace = @workspace and programme = @programme and name = @called',
      },
      params: { workspace, programme, called },
    }),
    members: ({ workspace, programme, name: called }) => ({
      sql: {
        sqlite: `select m.person_id from enterprise e join enterprise_member m on m.enterprise_id = e.id
          where e.workspace = @workspace and e.programme = @programme and e.name = @called and m.until is null`,
      },
      params: { workspace, programme, called },
    }),
    site: (given) => unitQuery(given, 'site', given.site),
    stage: (given) => unitQuery(given, 'stage', given.stage),
    people: ({ workspace, programme, people }) => ({
      sql: {
        sqlite: `select person_id from enrolment where workspace = @workspace and programme = @programme
          and person_id in (select value from json_each(@people))`,
      },
      params: { workspace, programme, people: JSON.stringify(people ?? []) },
    }),
  },
  decide(loaded, given, { now, newId }) {
    const { programme, workspace } = given;
    const known = loaded['known']?.[0];
    const people = given.people === undefined ? undefined : new Set(given.people);
    if (people && (loaded['people'] ?? []).length < people.size)
      throw new RecadoError('NOT_ENROLLED', { programme, missing: people.size - (loaded['people'] ?? []).length });
    const enterprise = String(known?.['id'] ?? newId());
    const were = (loaded['members'] ?? []).map((row) => String(row['person_id']));
    const are = people ?? new Set(were);
    const values: SqlRow = {
      id: enterprise,
      workspace,
      programme,
      name: given.name,
      sector: given.sector === undefined ? (known?.['sector'] ?? null) : given.sector,
      line: given.line === undefined ? (known?.['line'] ?? null) : given.line,
      family_run:
        given.family_run === undefined ? (known?.['family_run'] ?? (are.size > 1 ? 1 : 0)) : +given.family_run,
      site_id: unitOf(loaded['site'], given.site, known?.['site_id']),
      stage_id: unitOf(loaded['stage'], given.stage, known?.['stage_id']),
      created_at: known?.['created_at'] ?? now,
      ended_at: given.ended === undefined ? (known?.['ended_at'] ?? null) : given.ended ? now : null,
    };
    const key = (person: string) => ({ enterprise_id: enterprise, person_id: person });
    return {
      rows: [
        { op: 'upsert', table: 'enterprise', key: ['id'], values },
        ...were
          .filter((person) => !are.has(person))
          .map(
            (person): RowWrite => ({ op: 'update', table: 'enterprise_member', key: key(person), set: { until: now } }),
          ),
        ...[...are]
          .filter((person) => !were.includes(person))
          .map(
            (person): RowWrite => ({
              op: 'upsert',
              table: 'enterprise_member',
              key: ['enterprise_id', 'person_id'],
              values: { ...key(person), workspace, since: now, until: null },
            }),
          ),
      ],
      output: { id: enterprise, created: known === undefined },
    };
  },
};

function unitQuery({ workspace, programme }: Input, kind: string, unit: string | null | undefined): Query {
  return {
    sql: {
      sqlite: `select id from unit
        where workspace = @workspace and programme = @programme and kind = @kind and name = @unit`,
    },
    params: { workspace, programme, kind, unit: unit ?? null },
  };
}

function unitOf(
  found: readonly SqlRow[] | undefined,
  unit: string | null | undefined,
  was: string | number | null | undefined,
): string | null {
  if (unit === undefined) return was === undefined || was === null ? null : String(was);
  if (unit === null) return null;
  const row = found?.[0];
  if (!row) throw new RecadoError('UNIT_UNKNOWN', { name: unit });
  return String(row['id']);
}
