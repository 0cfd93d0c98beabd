import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { knownProgramme } from '../known-programme.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute } from '../route.ts';
import { householdFields, householdSave } from './household.ts';
import { enterpriseQuery } from './query.ts';
import { enterpriseFields, enterpriseSave } from './save.ts';

const name = z.string().trim().min(1).max(80);

export const enterprisesList = defineRoute({
  name: 'enterprises.list',
  method: 'GET',
  path: '/enterprises',
  scope: 'units:read',
  summary: 'Enterprises by name; one family business of three people is one line',
  query: z.strictObject({ programme: name, site: name.optional(), stage: name.optional(), ...pageInput }),
  reply: pageOf(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      sector: z.string().nullable(),
      line: z.string().nullable(),
      family_run: z.boolean(),
      site: z.string().nullable(),
      stage: z.string().nullable(),
      people: z.number().int(),
      ended: z.boolean(),
    }),
  ),
  async run({ query }, { read, sight, programmes }) {
    knownProgramme(query.programme, programmes, sight);
    const sort = { by: 'name', id: 'id' };
    return toPage(await read(paged(enterpriseQuery(query, sight), query, sort)), query, sort, (row) => ({
      id: String(row['id']),
      name: String(row['name']),
      sector: row['sector'] as string | null,
      line: row['line'] as string | null,
      family_run: row['family_run'] === 1,
      site: row['site'] as string | null,
      stage: row['stage'] as string | null,
      people: Number(row['people']),
      ended: row['ended_at'] !== null,
    }));
  },
});

export const enterprisesSave = defineRoute({
  name: 'enterprises.save',
  method: 'POST',
  path: '/enterprises',
  scope: 'units:write',
  summary: 'Keeps an enterprise by its name: what is given is set, what is left out stays',
  body: z.strictObject(enterpriseFields),
  reply: z.strictObject({ id: z.string(), created: z.boolean() }),
  async run({ body }, { operate, sight, programmes }) {
    if (sight.within !== null) throw new RecadoError('SIGHT_TOO_NARROW');
    knownProgramme(body.programme, programmes, sight);
    return operate(enterpriseSave, { ...body, workspace: sight.workspace });
  },
});

export const householdsSave = defineRoute({
  name: 'households.save',
  method: 'POST',
  path: '/households',
  scope: 'units:write',
  summary: 'Keeps a household by its name: how many live there, and which of them take part',
  body: z.strictObject(householdFields),
  reply: z.strictObject({ id: z.string(), created: z.boolean() }),
  async run({ body }, { operate, sight, programmes }) {
    if (sight.within !== null) throw new RecadoError('SIGHT_TOO_NARROW');
    knownProgramme(body.programme, programmes, sight);
    return operate(householdSave, { ...body, workspace: sight.workspace });
  },
});
