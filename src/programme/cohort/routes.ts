import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { cohortInSight } from '../in-sight.ts';
import { knownProgramme } from '../known-programme.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute } from '../route.ts';
import { cohortInput, cohortName, cohortNew } from './new.ts';

const name = z.string().trim().min(1).max(80);
const millis = z.number().int().describe('epoch milliseconds');

export const cohortsList = defineRoute({
  name: 'cohorts.list',
  method: 'GET',
  path: '/cohorts',
  scope: 'programmes:read',
  summary: 'Cohorts, those that begin first at the head',
  query: z.strictObject({ programme: name.optional(), ...pageInput }),
  reply: pageOf(
    z.strictObject({
      id: z.string(),
      programme: z.string(),
      name: z.string(),
      starts_on: z.iso.date(),
      timezone: z.string(),
      people: z.number().int().describe('on the roster now'),
    }),
  ),
  async run({ query }, { read, sight, programmes }) {
    if (query.programme !== undefined) knownProgramme(query.programme, programmes, sight);
    const seen = cohortInSight(sight);
    const sort = { by: 'starts_on', id: 'id' };
    const all = {
      sql: {
        sqlite: `select c.id, c.programme, c.name, c.starts_on, c.timezone,
            (select count(*) from roster r where r.cohort_id = c.id and r.until is null) as people
          from cohort c where ${seen.sql} and (@programme is null or c.programme = @programme)`,
      },
      params: { ...seen.params, programme: query.programme ?? null },
    };
    return toPage(await read(paged(all, query, sort)), query, sort, (row) => ({
      id: String(row['id']),
      programme: String(row['programme']),
      name: String(row['name']),
      starts_on: String(row['starts_on']),
      timezone: String(row['timezone']),
      people: Number(row['people']),
    }));
  },
});

export const cohortsNew = defineRoute({
  name: 'cohorts.new',
  method: 'POST',
  path: '/cohorts',
  scope: 'people:write',
  summary: 'Begins a cohort: copies the planned sessions, whose check-in words are drawn an hour before each',
  body: z.strictObject({ programme: name, name: cohortName, starts_on: z.iso.date() }),
  reply: z.strictObject({
    id: z.string(),
    sessions: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        starts_at: millis,
        pause: z.string().optional().describe('the rest of the programme into which it falls: it has to be moved'),
      }),
    ),
  }),
  async run({ body }, { operate, sight, programmes }) {
    if (sight.within !== null) throw new RecadoError('SIGHT_TOO_NARROW');
    const programme = knownProgramme(body.programme, programmes, sight);
    const input = { ...cohortInput(programme, body.name, body.starts_on), workspace: sight.workspace };
    const { id, sessions } = await operate(cohortNew, input);
    return { id, sessions: sessions.map(({ startsAt, ...rest }) => ({ ...rest, starts_at: startsAt })) };
  },
});
