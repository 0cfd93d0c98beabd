import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { type Audience, audienceSchema, PARTICIPATION } from '../audience.ts';
import { mayAsk } from '../classes.ts';
import { personInSight } from '../in-sight.ts';
import { knownProgramme } from '../known-programme.ts';
import { type PageInput, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute, type RouteContext } from '../route.ts';
import { BY_NAME, briefOf, peopleQuery, type Sought } from './query.ts';
import { recordsOf } from './records.ts';
import { brief, whole } from './shape.ts';

const name = z.string().trim().min(1).max(80);
const one = name.optional();

export const peopleList = defineRoute({
  name: 'people.list',
  method: 'GET',
  path: '/people',
  scope: 'people:read',
  summary: 'People of a programme by name; everything asked for must hold',
  query: z.strictObject({
    programme: name,
    cohort: one,
    group: one,
    site: one,
    stage: one,
    partner: one,
    language: one,
    tag: one,
    state: z.enum(PARTICIPATION).optional().describe('absent: active and completed'),
    ...pageInput,
  }),
  reply: pageOf(brief),
  run({ query: { programme, cohort, group, site, stage, partner, language, tag, state, ...page } }, at) {
    const audience: Audience = {
      programme,
      ...(cohort === undefined ? {} : { cohorts: [cohort] }),
      ...(group === undefined ? {} : { groups: [group] }),
      ...(site === undefined ? {} : { sites: [site] }),
      ...(stage === undefined ? {} : { stages: [stage] }),
      ...(partner === undefined ? {} : { partners: [partner] }),
      ...(language === undefined ? {} : { languages: [language] }),
      ...(tag === undefined ? {} : { tags: [tag] }),
      ...(state === undefined ? {} : { states: [state] }),
    };
    return list(audience, page, at);
  },
});

export const peopleSearch = defineRoute({
  name: 'people.search',
  method: 'POST',
  path: '/people/search',
  scope: 'people:read',
  summary:
    'People by any filter of an audience, by a part of a name, or by phone: what names a person never stands in an address',
  body: z.strictObject({
    audience: audienceSchema,
    name: one.describe('a part of it'),
    phone: z.string().min(5).max(40).optional().describe('with its country code: +52…; only for tokens of the team'),
    ...pageInput,
  }),
  reply: pageOf(brief),
  async run({ body: { audience, name: part, phone, ...page } }, at) {
    // Whoever may not read a phone must not learn by trying whose it is.
    if (phone !== undefined && !at.sight.classes.includes('team'))
      throw new RecadoError('SCOPE_MISSING', { scope: 'team' });
    return list(audience, page, at, { name: part, phone: phone && (await at.place(phone)).phone });
  },
});

export const peopleGet = defineRoute({
  name: 'people.get',
  method: 'GET',
  path: '/people/{id}',
  scope: 'people:read',
  summary: 'One person, with her lessons and homework',
  params: z.strictObject({ id: z.string().min(1).max(100) }),
  reply: whole,
  async run({ params: { id } }, at) {
    const seen = personInSight(at.sight, '@id');
    const enrolled = await at.read({
      sql: { sqlite: `select programme from enrolment where person_id = @id and ${seen.sql} order by programme` },
      params: { ...seen.params, id },
    });
    const programmes = enrolled
      .map((row) => String(row['programme']))
      .filter((programme) => at.sight.programmes === null || at.sight.programmes.includes(programme));
    const found = await Promise.all(programmes.map((programme) => recordsOf(id, programme, at)));
    const there = found.flatMap((record) => record ?? []);
    if (there.length === 0) throw new RecadoError('RECORD_UNKNOWN', { what: 'person', id });
    return { id, programmes: there };
  },
});

async function list(
  audience: Audience,
  page: PageInput,
  { read, sight, programmes, now }: RouteContext,
  sought: Sought = {},
) {
  const programme = knownProgramme(audience.programme, programmes, sight);
  const rows = await read(peopleQuery(mayAsk(audience, programme, sight), sight, now, page, sought));
  return toPage(rows, page, BY_NAME, (row) => briefOf(row, programme, sight));
}
