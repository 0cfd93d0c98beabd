import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { CHANNELS } from '../../domain/channel.ts';
import { cohortInSight } from '../in-sight.ts';
import { knownProgramme } from '../known-programme.ts';
import { defineRoute, type RouteContext } from '../route.ts';
import { enrol } from './one.ts';

const name = z.string().trim().min(1).max(80);

export const peopleEnrol = defineRoute({
  name: 'people.enrol',
  method: 'POST',
  path: '/enrolments',
  scope: 'people:write',
  summary: 'Puts someone into a programme and its cohort; she gets the invitation, and nothing else before her yes',
  body: z.strictObject({
    programme: name,
    cohort: name.optional().describe('its name'),
    name,
    phone: z.string().min(5).max(40).describe('with its country code: +52…'),
    channel: z.enum(CHANNELS).optional().describe('where to write to her first'),
    language: z.string().min(2).max(20).optional().describe('BCP 47'),
  }),
  reply: z.strictObject({
    person: z.string(),
    created: z.boolean().describe('she was not known before'),
    number: z.number().int().nullable().describe("on the cohort's roster"),
  }),
  async run({ body: { programme, cohort, name: called, phone, channel, language } }, at) {
    knownProgramme(programme, at.programmes, at.sight);
    await mayFill(cohort, programme, at);
    const done = await at.operate(enrol, {
      programme,
      name: called,
      ...(await at.place(phone, channel)),
      workspace: at.sight.workspace,
      ...(cohort === undefined ? {} : { cohort }),
      ...(language === undefined ? {} : { language }),
      by: at.by,
    });
    return { person: done.personId, created: done.created, number: done.number ?? null };
  },
});

/** Whoever sees a part of the people enrols into a cohort of that part. Throws SIGHT_TOO_NARROW, COHORT_UNKNOWN. */
async function mayFill(cohort: string | undefined, programme: string, { sight, read }: RouteContext): Promise<void> {
  if (sight.within === null) return;
  if (cohort === undefined) throw new RecadoError('SIGHT_TOO_NARROW');
  const seen = cohortInSight(sight);
  const found = await read({
    sql: { sqlite: `select c.id from cohort c where ${seen.sql} and c.programme = @programme and c.name = @cohort` },
    params: { ...seen.params, programme, cohort },
  });
  if (found.length === 0) throw new RecadoError('COHORT_UNKNOWN', { name: cohort, programme });
}
