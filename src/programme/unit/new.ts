import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation } from '../../store/port.ts';

export const UNIT_KINDS = ['partner', 'site', 'stage', 'group'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export const unitName = z
  .string()
  .trim()
  .max(40)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'small letters, digits and hyphens are expected');

export const unitFields = {
  programme: z.string().min(1).max(80),
  kind: z.enum(UNIT_KINDS),
  /** What staff type: `la-mesa`. */
  name: unitName,
  /** As people say it: «Ejido La Mesa». */
  title: z.string().trim().min(1).max(80).optional(),
  /** Of a group: the name of its cohort. */
  cohort: z.string().min(1).max(80).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'two capital letters are expected: MX')
    .optional(),
  timezone: z.string().min(1).max(60).optional(),
  starts_on: z.iso.date().optional(),
  ends_on: z.iso.date().optional(),
};

const input = z
  .strictObject({ ...unitFields, workspace: z.string().default('main') })
  .refine((unit) => (unit.kind === 'group') === (unit.cohort !== undefined), {
    message: 'a group names its cohort, and nothing else has one',
    path: ['cohort'],
  })
  .refine((unit) => !unit.starts_on || !unit.ends_on || unit.starts_on <= unit.ends_on, {
    message: 'it ends before it begins',
    path: ['ends_on'],
  })
  .refine((unit) => unit.timezone === undefined || isZone(unit.timezone), {
    message: 'no such time zone; America/Merida is one',
    path: ['timezone'],
  });
type Input = z.output<typeof input>;

/** Begins a partner, a site (community, village), a stage, or a group of a cohort. Throws UNIT_EXISTS, COHORT_UNKNOWN. */
export const unitNew: Operation<Input, { readonly id: string }> = {
  name: 'unit.new',
  input: input as z.ZodType<Input>,
  reads: {
    cohort: ({ workspace, programme, cohort }) => ({
      sql: {
        sqlite: 'select id from cohort where workspace = @workspace and programme = @programme and name = @cohort',
      },
      params: { workspace, programme, cohort: cohort ?? null },
    }),
    same: ({ workspace, programme, kind, name, cohort }) => ({
      sql: {
        sqlite: `select u.id from unit u left join cohort c on c.id = u.cohort_id
          where u.workspace = @workspace and u.programme = @programme and u.kind = @kind and u.name = @name
            and c.name is @cohort`,
      },
      params: { workspace, programme, kind, name, cohort: cohort ?? null },
    }),
  },
  decide({ cohort, same }, given, { now, newId }) {
    const { programme, kind, name, workspace } = given;
    const within = cohort?.[0]?.['id'] ?? null;
    if (given.cohort !== undefined && within === null)
      throw new RecadoError('COHORT_UNKNOWN', { name: given.cohort, programme });
    if (same?.length) throw new RecadoError('UNIT_EXISTS', { kind, name });
    const id = newId();
    return {
      rows: [
        {
          op: 'insert',
          table: 'unit',
          values: {
            id,
            workspace,
            programme,
            kind,
            name,
            title: given.title ?? name,
            cohort_id: within,
            country: given.country ?? null,
            timezone: given.timezone ?? null,
            starts_on: given.starts_on ?? null,
            ends_on: given.ends_on ?? null,
            created_at: now,
          },
        },
      ],
      output: { id },
    };
  },
};

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
