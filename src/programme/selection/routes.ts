import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { enrolmentInSight } from '../in-sight.ts';
import { knownProgramme } from '../known-programme.ts';
import type { Role } from '../on-duty.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute, type RouteContext } from '../route.ts';
import { type Application, applicationOf, applicationsQuery } from './applications.ts';
import { DECIDERS, SCORERS } from './asked.ts';
import { decide } from './decide.ts';
import { funnelOf, funnelQuery } from './funnel.ts';
import { pointsOf } from './lines.ts';
import { score } from './score.ts';
import { APPLICATION_STATES, DECISIONS } from './state.ts';
import { undo } from './undo.ts';
import { visit } from './visit.ts';
import { applicantVisit, visitShown, visitsQuery } from './visits.ts';

const id = z.string().min(1).max(100);
const name = z.string().trim().min(1).max(80);
const params = z.strictObject({ id });
const programme = { programme: name };
const done = z.strictObject({ person: z.string() });

const application = z.strictObject({
  person: z.string(),
  name: z.string(),
  state: z.enum(APPLICATION_STATES),
  source: z.string(),
  applied_at: z.number().int(),
  cohort: z.string().nullable(),
  site: z.string().nullable(),
  visits: z.number().int(),
  minutes: z.number().int(),
  rank: z.number().int().nullable().describe('1 is the best of those this list is narrowed to; equal points share it'),
  tied: z.boolean(),
  points: z.number(),
  of: z.number().describe('the most there could be'),
  scored: z.number().int(),
  criteria: z.number().int(),
  scores: z.array(
    z.strictObject({
      criterion: z.string(),
      title: z.string(),
      max: z.number(),
      mean: z.number(),
      each: z.array(z.strictObject({ by: z.string(), score: z.number() })),
    }),
  ),
  decisions: z
    .array(
      z.strictObject({
        decision: z.enum(DECISIONS),
        why: z.string(),
        by: z.string(),
        at: z.number().int(),
        told: z.boolean(),
        undone: z.boolean(),
      }),
    )
    .describe('oldest first; the last that is not undone counts'),
});

export const applicationsList = defineRoute({
  name: 'applications.list',
  method: 'GET',
  path: '/applications',
  scope: 'people:read',
  summary: 'Who asks to be let in, the best scored first',
  query: z.strictObject({
    ...programme,
    site: name.optional().describe('its name'),
    state: z.enum(APPLICATION_STATES).optional(),
    ...pageInput,
  }),
  reply: pageOf(application),
  async run({ query }, { read, sight, programmes }) {
    knownProgramme(query.programme, programmes, sight);
    const sort = { by: 'points', id: 'id', down: true };
    const { site, state } = query;
    const all = applicationsQuery({ programme: query.programme, seen: enrolmentInSight(sight), site, state });
    return toPage(await read(paged(all, query, sort)), query, sort, (row) => shown(applicationOf(row)));
  },
});

export const selectionRead = defineRoute({
  name: 'selection.funnel',
  method: 'GET',
  path: '/selection',
  scope: 'people:read',
  summary: 'How many applied, were visited, scored and chosen; what they are scored by',
  query: z.strictObject({ ...programme, site: name.optional() }),
  reply: z.strictObject({
    applicants: z.number().int(),
    visited: z.number().int(),
    scored: z.number().int(),
    selected: z.number().int(),
    waitlisted: z.number().int(),
    declined: z.number().int(),
    withdrawn: z.number().int(),
    places: z.number().int().nullable(),
    criteria: z.array(z.strictObject({ id: z.string(), title: z.string(), weight: z.number(), max: z.number() })),
  }),
  async run({ query }, { read, sight, programmes }) {
    const { selection } = knownProgramme(query.programme, programmes, sight);
    const asked = { programme: query.programme, seen: enrolmentInSight(sight), site: query.site };
    const funnel = funnelOf(await read(funnelQuery(asked)));
    return { ...funnel, places: selection?.places ?? null, criteria: [...(selection?.criteria ?? [])] };
  },
});

export const applicationVisits = defineRoute({
  name: 'applications.visits',
  method: 'GET',
  path: '/applications/{id}/visits',
  scope: 'people:read',
  summary: 'Who of the team has been to see an applicant, when, and what was noted',
  params,
  query: z.strictObject(programme),
  reply: z.strictObject({ visits: z.array(applicantVisit) }),
  async run({ params: { id: person }, query }, at) {
    await mayWork(person, query.programme, SCORERS, at);
    const rows = await at.read(visitsQuery(person, query.programme));
    return { visits: rows.map((row) => visitShown(row, at.sight.classes.includes('team'))) };
  },
});

export const applicationVisit = defineRoute({
  name: 'applications.visit',
  method: 'POST',
  path: '/applications/{id}/visits',
  scope: 'people:write',
  summary: 'Enters that somebody of the team has been to see an applicant',
  params,
  body: z.strictObject({
    ...programme,
    at: z.number().int().positive().optional().describe('epoch milliseconds; absent: now'),
    minutes: z.number().int().min(1).max(1_440).optional(),
    notes: z.string().trim().max(2_000).optional(),
  }),
  reply: done,
  async run({ params: { id: person }, body: { notes, ...body } }, at) {
    await mayWork(person, body.programme, SCORERS, at);
    await at.operate(visit, { ...asked(person, at), ...given(body), notes: notes ?? '' });
    return { person };
  },
});

export const applicationScore = defineRoute({
  name: 'applications.score',
  method: 'POST',
  path: '/applications/{id}/scores',
  scope: 'people:write',
  summary: 'Scores an applicant; an earlier score of the same evaluator counts no more',
  params,
  body: z.strictObject({
    ...programme,
    scores: z
      .array(
        z.strictObject({
          criterion: z.string().min(1).max(60).describe('its id or title'),
          score: z.number().int().min(0).nullable().describe('null takes it back'),
        }),
      )
      .min(1)
      .max(20),
  }),
  reply: done,
  async run({ params: { id: person }, body }, at) {
    await mayWork(person, body.programme, SCORERS, at);
    await at.operate(score, { ...asked(person, at), ...body });
    return { person };
  },
});

export const applicationDecide = defineRoute({
  name: 'applications.decide',
  method: 'POST',
  path: '/applications/{id}/decisions',
  scope: 'people:write',
  summary: 'Chooses an applicant, lets her wait, or does not choose her; she is told ten minutes later',
  params,
  body: z.strictObject({
    ...programme,
    decision: z.enum(DECISIONS),
    why: z.string().trim().max(200).optional().describe('needed where she is not chosen, or nobody scored her'),
    cohort: name.optional().describe('where she goes, of one who is selected'),
  }),
  reply: z.strictObject({
    person: z.string(),
    cohort: z.string().nullable(),
    selected: z.number().int(),
    places: z.number().int().nullable(),
    tells: z.number().int().describe('until then it can be undone'),
  }),
  async run({ params: { id: person }, body: { why, cohort, ...body } }, at) {
    await mayWork(person, body.programme, DECIDERS, at);
    const into = cohort === undefined ? {} : { cohort };
    const made = await at.operate(decide, { ...asked(person, at), ...body, ...into, why: why ?? '' });
    return {
      person,
      cohort: made.cohort ?? null,
      selected: made.selected!,
      places: made.places ?? null,
      tells: made.tells!,
    };
  },
});

export const applicationUndo = defineRoute({
  name: 'applications.undo',
  method: 'POST',
  path: '/applications/{id}/undo',
  scope: 'people:write',
  summary: 'Takes the last decision back, as long as she was not told',
  params,
  body: z.strictObject(programme),
  reply: done,
  async run({ params: { id: person }, body }, at) {
    await mayWork(person, body.programme, DECIDERS, at);
    await at.operate(undo, { ...asked(person, at), ...body });
    return { person };
  },
});

/** In the name of whose token it is, so that her scores by phone and by this are one evaluator's. */
const asked = (who: string, { person, by, sight }: RouteContext) => ({
  who,
  by: person === null ? by : ({ kind: 'staff', id: person } as const),
  workspace: sight.workspace,
});

/** What the caller left out stays out: the operations take no `undefined`. */
function given<T extends object>(body: T) {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** Throws SELECTION_NOT_YOURS, PERSON_UNKNOWN for somebody who is not the caller's to see. */
async function mayWork(
  person: string,
  inside: string,
  roles: readonly Role[],
  { read, sight, programmes }: RouteContext,
) {
  knownProgramme(inside, programmes, sight);
  if (!sight.roles.some((role) => roles.includes(role))) throw new RecadoError('SELECTION_NOT_YOURS');
  const seen = enrolmentInSight(sight);
  const found = await read(applicationsQuery({ programme: inside, seen, who: person }));
  if (!found.some((row) => row['id'] === person)) throw new RecadoError('TARGET_UNKNOWN', { who: person });
}

function shown(one: Application): z.output<typeof application> {
  const { name: called, state, source, cohort, site, visits, minutes, rank, tied, scored, criteria } = one;
  return {
    person: one.id,
    name: called,
    ...{ state, source, cohort, site, visits, minutes, rank, tied, scored, criteria },
    applied_at: one.appliedAt,
    points: Number(pointsOf(one.points)),
    of: Number(pointsOf(one.most)),
    scores: one.scores.map((scores) => ({ ...scores, each: [...scores.each] })),
    decisions: [...one.decisions],
  };
}
