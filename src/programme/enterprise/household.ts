import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation } from '../../store/port.ts';

const name = z.string().trim().min(1).max(80);

export const householdFields = {
  programme: name,
  /** What the team calls it: never an address. */
  name,
  /** How many live there, children too; never who. */
  people: z.number().int().min(1).max(50).optional(),
  /** Ids of those who take part. */
  members: z.array(z.string().min(1).max(64)).min(1).max(20),
};

const input = z.strictObject({ ...householdFields, workspace: z.string().default('main') });
type Input = z.output<typeof input>;

/** Keeps a household by its name: 100 families and 300 people are two figures of one programme. Throws NOT_ENROLLED. */
export const householdSave: Operation<Input, { readonly id: string; readonly created: boolean }> = {
  name: 'household.save',
  input: input as z.ZodType<Input>,
  reads: {
    known: ({ workspace, programme, name: called }) => ({
      sql: {
        sqlite: `select id, people, created_at from household
          where workspace = @workspace and programme = @programme and name = @called`,
      },
      params: { workspace, programme, called },
    }),
    people: ({ workspace, programme, members }) => ({
      sql: {
        sqlite: `select person_id from enrolment where workspace = @workspace and programme = @programme
          and person_id in (select value from json_each(@members))`,
      },
      params: { workspace, programme, members: JSON.stringify(members) },
    }),
  },
  decide({ known, people }, given, { now, newId }) {
    const { programme, workspace } = given;
    const members = new Set(given.members);
    if ((people ?? []).length < members.size)
      throw new RecadoError('NOT_ENROLLED', { programme, missing: members.size - (people ?? []).length });
    const was = known?.[0];
    const id = String(was?.['id'] ?? newId());
    return {
      rows: [
        {
          op: 'upsert',
          table: 'household',
          key: ['id'],
          values: {
            id,
            workspace,
            programme,
            name: given.name,
            people: given.people ?? was?.['people'] ?? null,
            created_at: was?.['created_at'] ?? now,
          },
        },
        ...[...members].map(
          (person_id) =>
            ({
              op: 'insert-new',
              table: 'household_member',
              values: { household_id: id, person_id, workspace, since: now },
            }) as const,
        ),
      ],
      output: { id, created: was === undefined },
    };
  },
};
