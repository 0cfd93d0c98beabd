import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { AnyOperation, Operation } from '../../store/port.ts';
import { cohortInSight } from '../in-sight.ts';
import { knownProgramme } from '../known-programme.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { eventFields } from '../planned-session.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../route.ts';
import { add } from './add.ts';
import { cancel } from './cancel.ts';
import { copy } from './copy.ts';
import { move } from './move.ts';
import { restore } from './restore.ts';
import { setFields, setSession } from './set.ts';
import { SESSION_SQL, sessionShape, shownSession } from './shape.ts';

const name = z.string().trim().min(1).max(80);
const params = z.strictObject({ id: z.string().min(1).max(100) });
const millis = z.number().int().describe('epoch milliseconds');
const told = {
  told: z.number().int().describe('people who hear of it'),
  tells: millis.nullable().describe('when they do; null: nobody is told'),
};
const done = z.strictObject({ id: z.string(), ...told });
const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const sessionsList = defineRoute({
  name: 'sessions.list',
  method: 'GET',
  path: '/sessions',
  scope: 'programmes:read',
  summary: 'Sessions and events of cohorts by time; the check-in word only for those who work with the group',
  query: z.strictObject({ programme: name.optional(), cohort: name.optional().describe('its name'), ...pageInput }),
  reply: pageOf(sessionShape),
  async run({ query }, { read, sight, programmes }) {
    if (query.programme !== undefined) knownProgramme(query.programme, programmes, sight);
    const seen = cohortInSight(sight);
    const sort = { by: 'starts_at', id: 'id' };
    const all = {
      sql: {
        sqlite: `${SESSION_SQL} where ${seen.sql}
            and (@programme is null or c.programme = @programme) and (@cohort is null or c.name = @cohort)`,
      },
      params: { ...seen.params, programme: query.programme ?? null, cohort: query.cohort ?? null },
    };
    return toPage(await read(paged(all, query, sort)), query, sort, (row) => shownSession(row, sight));
  },
});

const sessionRead = defineRoute({
  name: 'sessions.read',
  method: 'GET',
  path: '/sessions/{id}',
  scope: 'programmes:read',
  summary: 'One session or event',
  params,
  reply: sessionShape,
  run: async ({ params: { id } }, at) => shownSession(await mine(id, at), at.sight),
});

const sessionAdd = defineRoute({
  name: 'sessions.add',
  method: 'POST',
  path: '/sessions',
  scope: 'records:write',
  summary: 'One more session of a cohort or group, which is told, or an event, to which people are asked',
  body: z.strictObject({
    programme: name,
    cohort: name,
    group: name.optional(),
    title: z.string().trim().min(1).max(120),
    day: z.iso.date().describe('local day'),
    at: hour.describe('local hour, hh:mm'),
    minutes: z.number().int().min(5).max(1_440).default(120),
    place: z.string().trim().min(1).max(120).optional(),
    kind: eventFields.kind,
    open_to: eventFields.openTo,
    capacity: eventFields.capacity,
    language: eventFields.language,
    host: eventFields.host,
    agenda: eventFields.agenda,
    objectives: eventFields.objectives,
    sdg: eventFields.sdg,
    reflection: eventFields.reflection,
    invite_days: z.number().int().min(0).max(365).optional().describe('so many days before it people are asked'),
  }),
  reply: z.strictObject({ id: z.string(), session: z.string().describe('what staff type: s5'), starts_at: millis }),
  async run({ body: { open_to, invite_days, programme, ...body } }, at) {
    knownProgramme(programme, at.programmes, at.sight);
    await myCohort(programme, body.cohort, at);
    const invite = invite_days === undefined ? {} : { invite: invite_days * 86_400_000 };
    const made = await at.operate(add, {
      ...given(body),
      programme,
      openTo: open_to,
      ...invite,
      ...asked(at),
    } as never);
    const { id, session, starts } = made as { id: string; session: string; starts: number };
    return { id, session, starts_at: starts };
  },
});

const sessionMove = changing('move', 'Moves a session: everybody expected is told once', move, {
  day: z.iso.date().optional(),
  at: hour.optional(),
  minutes: z.number().int().min(5).max(1_440).optional(),
  place: z.string().trim().min(1).max(120).optional(),
  why: z.string().trim().max(200).optional(),
  correct: z.boolean().optional().describe('it was held at that time; nobody is told'),
});
const sessionCancel = changing(
  'cancel',
  'Cancels a session: it counts for nobody, and everybody expected is told once',
  cancel,
  {
    why: z.string().trim().max(200).optional().describe('is told to those who are expected'),
  },
);
const sessionRestore = changing('restore', 'A cancelled session takes place after all', restore, {});

interface Steered {
  readonly told?: number;
  readonly tells?: number | null;
}

function changing(verb: string, summary: string, operation: AnyOperation, fields: z.ZodRawShape): AnyRoute {
  return defineRoute({
    name: `sessions.${verb}`,
    method: 'POST',
    path: `/sessions/{id}/${verb}`,
    scope: 'records:write',
    summary,
    params,
    body: z.strictObject(fields),
    reply: done,
    async run({ params: { id }, body }, at) {
      await mine(id, at);
      const steered: Operation<object, Steered> = operation;
      const made = await at.operate(steered, { session: id, ...given(body), ...asked(at) });
      return { id, told: made.told ?? 0, tells: made.tells ?? null };
    },
  });
}

const sessionSet = defineRoute({
  name: 'sessions.set',
  method: 'PATCH',
  path: '/sessions/{id}',
  scope: 'records:write',
  summary: 'What stands beside a session: seats, agenda, objectives, and at its closing what came of them',
  params,
  body: z.strictObject(setFields),
  reply: z.strictObject({ id: z.string() }),
  async run({ params: { id }, body }, at) {
    await mine(id, at);
    await at.operate(setSession, { session: id, ...given(body), ...asked(at) } as never);
    return { id };
  },
});

const sessionCopy = defineRoute({
  name: 'sessions.copy',
  method: 'POST',
  path: '/sessions/copies',
  scope: 'records:write',
  summary: "Gives a group its own copy of its cohort's sessions that are still to come",
  body: z.strictObject({ programme: name, cohort: name, group: name }),
  reply: z.strictObject({ copied: z.array(z.string()).describe('what staff type: s4') }),
  async run({ body }, at) {
    knownProgramme(body.programme, at.programmes, at.sight);
    await myCohort(body.programme, body.cohort, at);
    const { copied } = await at.operate(copy, { ...body, ...asked(at) } as never);
    return { copied: [...copied] };
  },
});

const signUps = defineRoute({
  name: 'sessions.sign-ups',
  method: 'GET',
  path: '/sessions/{id}/sign-ups',
  scope: 'records:read',
  summary: 'Who comes to an event, and who waits for a seat, in the order of the queue',
  params,
  query: z.strictObject(pageInput),
  reply: pageOf(
    z.strictObject({
      person: z.string(),
      name: z.string(),
      state: z.enum(['asked', 'in', 'waiting', 'out']),
      since: millis,
    }),
  ),
  async run({ params: { id }, query }, at) {
    await mine(id, at);
    const sort = { by: 'since', id: 'person_id' };
    const all = {
      sql: {
        sqlite: `select u.person_id, coalesce(p.name, '') as name, u.state, u.since from sign_up u join person p on p.id = u.person_id
          where u.session_id = @session and p.blocked_at is null and p.erased_at is null`,
      },
      params: { session: id },
    };
    return toPage(await at.read(paged(all, query, sort)), query, sort, (row) => ({
      person: String(row['person_id']),
      name: String(row['name']),
      state: row['state'] as 'asked' | 'in' | 'waiting' | 'out',
      since: Number(row['since']),
    }));
  },
});

export const ROUTES: readonly AnyRoute[] = [
  sessionsList,
  sessionRead,
  sessionAdd,
  sessionMove,
  sessionCancel,
  sessionRestore,
  sessionSet,
  sessionCopy,
  signUps,
];

/** Throws SESSION_UNKNOWN for one that is not the caller's to see. */
async function mine(id: string, { read, sight }: RouteContext) {
  const seen = cohortInSight(sight);
  const [row] = await read({
    sql: { sqlite: `${SESSION_SQL} where ${seen.sql} and s.id = @session` },
    params: { ...seen.params, session: id },
  });
  if (!row) throw new RecadoError('SESSION_UNKNOWN', { session: id });
  return row;
}

async function myCohort(programme: string, cohort: string, { read, sight }: RouteContext): Promise<void> {
  const seen = cohortInSight(sight);
  const [row] = await read({
    sql: {
      sqlite: `select c.id from cohort c where ${seen.sql} and c.programme = @programme and (c.name = @cohort or c.id = @cohort)`,
    },
    params: { ...seen.params, programme, cohort },
  });
  if (!row) throw new RecadoError('COHORT_UNKNOWN', { name: cohort, programme });
}

/** In the name of whose token it is, so that the operation sees what she may steer. */
const asked = ({ by, person, sight }: RouteContext) => ({
  by: person === null ? by : { kind: 'staff' as const, id: person },
  workspace: sight.workspace,
});

/** What the caller left out stays out: the operations take no `undefined`. */
function given<T extends object>(body: T) {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}
