import { z } from 'zod';
import { DAY } from '../../base/clock.ts';
import { RecadoError } from '../../base/errors.ts';
import type { Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { ROLES } from '../on-duty.ts';
import { SCOPES } from '../route.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const names = z.array(z.string().min(1)).min(1);

const input = z.strictObject({
  name: z.string().trim().min(1).max(80),
  hash,
  scopes: z.array(z.enum(SCOPES)).min(1),
  /** What of a person it may see; with `person` hers count. */
  role: z.enum(ROLES),
  programmes: names.optional(),
  /** Names of cohorts and units. */
  within: names.optional(),
  /** The name of someone of the team: the token sees what she sees, for as long as she does. */
  person: z.string().trim().min(1).optional(),
  /** It expires after so many; absent: never. */
  days: z.number().int().min(1).max(3_650).optional(),
  workspace: z.string().default('main'),
});
export type NewToken = z.output<typeof input>;

/** Makes a token. Its secret is the caller's to show once; only the hash comes here. Throws UNIT_UNKNOWN, STAFF_UNKNOWN. */
export const tokenNew: Operation<NewToken, { readonly id: string }> = {
  name: 'token.new',
  input: input as z.ZodType<NewToken>,
  reads: {
    places: ({ workspace, within, programmes }) => ({
      sql: {
        sqlite: `select id, name from (select id, name, programme, workspace from cohort
            union all select id, name, programme, workspace from unit)
          where workspace = @workspace and name in (select value from json_each(@within))
            and (@programmes is null or programme in (select value from json_each(@programmes)))`,
      },
      params: {
        workspace,
        within: JSON.stringify(within ?? []),
        programmes: programmes ? JSON.stringify(programmes) : null,
      },
    }),
    staff: ({ workspace }) => ({
      sql: {
        sqlite: `select distinct s.person_id as id, p.name from staff s join person p on p.id = s.person_id
          where s.workspace = @workspace and s.until is null`,
      },
      params: { workspace },
    }),
  },
  decide({ places = [], staff = [] }, given, { now, newId }) {
    const { name, scopes, role, programmes, within, person, days, workspace } = given;
    const id = newId();
    const row: RowWrite = {
      op: 'insert',
      table: 'token',
      values: {
        id,
        workspace,
        name,
        secret_sha256: given.hash,
        scopes: JSON.stringify(scopes),
        role: person === undefined ? role : null,
        programmes: programmes ? JSON.stringify(programmes) : null,
        within: within ? JSON.stringify(within.map((one) => placeNamed(places, one))) : null,
        person_id: person === undefined ? null : personNamed(staff, person),
        created_at: now,
        expires_at: days === undefined ? null : now + days * DAY,
      },
    };
    return { rows: [row], output: { id } };
  },
};

function placeNamed(places: readonly SqlRow[], name: string): string {
  const [found, ...others] = places.filter((row) => row['name'] === name);
  if (!found || others.length > 0) throw new RecadoError('UNIT_UNKNOWN', { name });
  return String(found['id']);
}

function personNamed(staff: readonly SqlRow[], name: string): string {
  const [found, ...others] = staff.filter((row) => normalise(String(row['name'])) === normalise(name));
  if (!found || others.length > 0) throw new RecadoError('STAFF_UNKNOWN', { name });
  return String(found['id']);
}

const first = z.strictObject({ hash, workspace: z.string().default('main') });

/** The token that may do everything, for an installation that never had one; null where it had. */
export const tokenFirst: Operation<z.output<typeof first>, { readonly id: string } | null> = {
  name: 'token.first',
  input: first as z.ZodType<z.output<typeof first>>,
  reads: { any: () => ({ sql: { sqlite: 'select id from token limit 1' }, params: {} }) },
  decide({ any }, { workspace, hash: secret }, { now, newId }) {
    if (any?.length) return { rows: [], output: null };
    const id = newId();
    const values = {
      id,
      workspace,
      name: 'first',
      secret_sha256: secret,
      scopes: JSON.stringify(SCOPES),
      role: 'admin',
      created_at: now,
    };
    return { rows: [{ op: 'insert', table: 'token', values }], output: { id } };
  },
};
