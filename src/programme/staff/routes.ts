import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { CHANNELS } from '../../domain/channel.ts';
import { knownProgramme } from '../known-programme.ts';
import { ROLES, type Role } from '../on-duty.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute, type RouteContext } from '../route.ts';
import { staffAdd } from './add.ts';
import { staffEnd } from './end.ts';
import { staffScope } from './scope.ts';

const id = z.string().min(1).max(100);
const params = z.strictObject({ id });

export const staffRead = defineRoute({
  name: 'staff.list',
  method: 'GET',
  path: '/staff',
  scope: 'staff:read',
  summary: 'Who is on duty where',
  query: z.strictObject({ ...pageInput }),
  reply: pageOf(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      roles: z.array(z.strictObject({ role: z.enum(ROLES), programme: z.string().nullable().describe('null: all') })),
      within: z.array(z.string()).describe('ids of cohorts and units; none: everybody in her programmes'),
    }),
  ),
  async run({ query }, { read, sight }) {
    const sort = { by: 'name', id: 'id' };
    const all = {
      sql: {
        sqlite: `select p.id, coalesce(p.name, '') as name,
            json_group_array(json_object('role', s.role, 'programme', nullif(s.programme, ''))) as roles,
            (select json_group_array(of_id) from staff_scope where person_id = p.id) as within
          from staff s join person p on p.id = s.person_id
          where s.workspace = @workspace and s.until is null
            and (@programmes is null or s.programme in (select value from json_each(@programmes)))
            and (@within is null or exists (select 1 from staff_scope o where o.person_id = p.id
              and o.of_id in (select value from json_each(@within))))
          group by p.id`,
      },
      params: {
        workspace: sight.workspace,
        programmes: sight.programmes && JSON.stringify(sight.programmes),
        within: sight.within && JSON.stringify(sight.within),
      },
    };
    return toPage(await read(paged(all, query, sort)), query, sort, (row) => ({
      id: String(row['id']),
      name: String(row['name']),
      roles: JSON.parse(String(row['roles'])) as { role: Role; programme: string | null }[],
      within: JSON.parse(String(row['within'])) as string[],
    }));
  },
});

export const staffPut = defineRoute({
  name: 'staff.add',
  method: 'POST',
  path: '/staff',
  scope: 'staff:write',
  summary: 'Puts someone on duty; she is written to when a learner needs a person',
  body: z.strictObject({
    name: z.string().trim().min(1).max(80),
    role: z.enum(ROLES),
    programme: z.string().min(1).max(80).optional().describe('only in this one; absent: in all'),
    phone: z.string().min(5).max(40).describe('with its country code: +52…'),
    channel: z.enum(CHANNELS).optional(),
  }),
  reply: z.strictObject({ person: z.string(), already: z.boolean() }),
  async run({ body: { name, role, programme, phone, channel } }, at) {
    if (at.sight.within !== null) throw new RecadoError('SIGHT_TOO_NARROW');
    if (programme === undefined && at.sight.programmes !== null) throw new RecadoError('SIGHT_TOO_NARROW');
    if (programme !== undefined) knownProgramme(programme, at.programmes, at.sight);
    const only = programme === undefined ? {} : { programme };
    const place = await at.place(phone, channel);
    const done = await at.operate(staffAdd, { name, role, ...only, ...place, workspace: at.sight.workspace });
    return { person: done.personId, already: done.already };
  },
});

export const staffOff = defineRoute({
  name: 'staff.end',
  method: 'DELETE',
  path: '/staff/{id}',
  scope: 'staff:write',
  summary: 'Takes someone off duty in all her roles; her open cases look for somebody else',
  params,
  reply: z.strictObject({ roles: z.number().int(), waiting: z.number().int().describe('cases that look for someone') }),
  async run({ params: { id: person } }, at) {
    await mayRule(person, at);
    return at.operate(staffEnd, { person, workspace: at.sight.workspace });
  },
});

export const staffWithin = defineRoute({
  name: 'staff.scope',
  method: 'PATCH',
  path: '/staff/{id}',
  scope: 'staff:write',
  summary: 'Says anew which cohorts and units someone works with',
  params,
  body: z.strictObject({ within: z.array(id).max(200).describe('ids; none: her whole programme') }),
  reply: z.strictObject({ id: z.string(), within: z.number().int() }),
  async run({ params: { id: person }, body: { within } }, at) {
    await mayRule(person, at);
    return at.operate(staffScope, { person, within, workspace: at.sight.workspace });
  },
});

/** Nobody rules over someone who also works where the caller does not see. Throws STAFF_UNKNOWN, SIGHT_TOO_NARROW. */
async function mayRule(person: string, { read, sight }: RouteContext): Promise<void> {
  const roles = await read({
    sql: {
      sqlite: 'select programme from staff where person_id = @person and workspace = @workspace and until is null',
    },
    params: { person, workspace: sight.workspace },
  });
  const { programmes } = sight;
  const seen = roles.filter((row) => programmes === null || programmes.includes(String(row['programme'])));
  if (seen.length === 0) throw new RecadoError('STAFF_UNKNOWN', { name: person });
  if (seen.length < roles.length || sight.within !== null) throw new RecadoError('SIGHT_TOO_NARROW');
}
