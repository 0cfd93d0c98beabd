import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { knownProgramme } from '../known-programme.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute } from '../route.ts';
import { UNIT_KINDS, unitFields, unitNew } from './new.ts';
import { placeFields, unitPlace } from './place.ts';

const name = z.string().trim().min(1).max(80);
const places = (alias: string) =>
  ['group_id', 'site_id', 'stage_id', 'partner_id'].map((column) => `${alias}.${column} = u.id`).join(' or ');

export const unitsList = defineRoute({
  name: 'units.list',
  method: 'GET',
  path: '/units',
  scope: 'units:read',
  summary: 'Partners, sites, stages and groups by name, with how many people have them as their own',
  query: z.strictObject({ programme: name, kind: z.enum(UNIT_KINDS).optional(), ...pageInput }),
  reply: pageOf(
    z.strictObject({
      id: z.string(),
      kind: z.enum(UNIT_KINDS),
      name: z.string(),
      title: z.string(),
      cohort: z.string().nullable(),
      country: z.string().nullable(),
      timezone: z.string().nullable(),
      starts_on: z.string().nullable(),
      ends_on: z.string().nullable(),
      people: z.number().int(),
    }),
  ),
  async run({ query }, { read, sight, programmes }) {
    knownProgramme(query.programme, programmes, sight);
    const sort = { by: 'name', id: 'id' };
    const within = sight.within === null ? '' : 'and u.id in (select value from json_each(@within))';
    const all = {
      sql: {
        sqlite: `select u.id, u.kind, u.name, u.title, c.name as cohort, u.country, u.timezone, u.starts_on, u.ends_on,
            (select count(*) from enrolment e where e.programme = u.programme and (${places('e')})) as people
          from unit u left join cohort c on c.id = u.cohort_id
          where u.workspace = @workspace and u.programme = @programme and (@kind is null or u.kind = @kind) ${within}`,
      },
      params: {
        workspace: sight.workspace,
        programme: query.programme,
        kind: query.kind ?? null,
        ...(sight.within === null ? {} : { within: JSON.stringify(sight.within) }),
      },
    };
    return toPage(await read(paged(all, query, sort)), query, sort, (row) => ({
      id: String(row['id']),
      kind: row['kind'] as (typeof UNIT_KINDS)[number],
      name: String(row['name']),
      title: String(row['title']),
      cohort: row['cohort'] as string | null,
      country: row['country'] as string | null,
      timezone: row['timezone'] as string | null,
      starts_on: row['starts_on'] as string | null,
      ends_on: row['ends_on'] as string | null,
      people: Number(row['people']),
    }));
  },
});

export const unitsNew = defineRoute({
  name: 'units.new',
  method: 'POST',
  path: '/units',
  scope: 'units:write',
  summary: 'Begins a partner, a site, a stage, or a group of a cohort',
  body: z.strictObject(unitFields),
  reply: z.strictObject({ id: z.string() }),
  async run({ body }, { operate, sight, programmes }) {
    if (sight.within !== null) throw new RecadoError('SIGHT_TOO_NARROW');
    knownProgramme(body.programme, programmes, sight);
    return operate(unitNew, { ...body, workspace: sight.workspace });
  },
});

export const unitsPlace = defineRoute({
  name: 'units.place',
  method: 'POST',
  path: '/units/place',
  scope: 'units:write',
  summary: 'Puts persons, a cohort or a session into a unit; a null unit takes them out',
  body: z.strictObject(placeFields),
  reply: z.strictObject({ placed: z.number().int() }),
  async run({ body }, { operate, sight, programmes }) {
    if (sight.within !== null) throw new RecadoError('SIGHT_TOO_NARROW');
    knownProgramme(body.programme, programmes, sight);
    return operate(unitPlace, { ...body, workspace: sight.workspace });
  },
});
