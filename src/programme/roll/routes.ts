import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { ATTENDANCE_STATUSES } from '../../domain/attendance.ts';
import { knownProgramme } from '../known-programme.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { type AnyRoute, defineRoute, fileReply, type RouteContext } from '../route.ts';
import { conflictsQuery } from './conflicts.ts';
import { rosterPaper } from './roster.ts';
import { dayOf } from './session.ts';
import { settle } from './settle.ts';
import { rollFields, take } from './take.ts';
import { rollUndo } from './undo.ts';
import { heldSeen, rollShape, rollShown, rollsQuery, seatShape, seatShown, seatsSeen } from './view.ts';

const id = z.string().min(1).max(100);
const params = z.strictObject({ id });
const millis = z.number().int().describe('epoch milliseconds');
const status = z.enum(ATTENDANCE_STATUSES);

const sessionRoster = defineRoute({
  name: 'sessions.roster',
  method: 'GET',
  path: '/sessions/{id}/roster',
  scope: 'records:read',
  summary: 'Who is expected at a session, under her number, and what is known of her and it',
  params,
  reply: z.strictObject({
    session: z.string(),
    label: z.string(),
    title: z.string(),
    cohort: z.string(),
    day: z.iso.date(),
    starts_at: millis,
    ends_at: millis,
    people: z.array(seatShape),
  }),
  async run({ params: { id: session } }, at) {
    const held = await heldSeen(session, at);
    const { label, title, cohort, starts, ends } = held;
    const people = (await seatsSeen(session, at)).map(seatShown);
    return { session, label, title, cohort, day: dayOf(held), starts_at: starts, ends_at: ends, people };
  },
});

const rosterFile = defineRoute({
  name: 'sessions.roster-pdf',
  method: 'GET',
  path: '/sessions/{id}/roster.pdf',
  scope: 'records:read',
  summary: 'The roster of its cohort on paper, with columns to mark this session and those after it by hand',
  params,
  file: ['application/pdf'],
  reply: fileReply,
  async run({ params: { id: session } }, at) {
    const { cohortId, cohort, programme, starts } = await heldSeen(session, at);
    const of = { id: cohortId, name: cohort };
    const sheet = await rosterPaper(of, knownProgramme(programme, at.programmes, at.sight), starts, at);
    return { bytes: await at.paper(sheet), type: 'application/pdf', name: 'roster.pdf' };
  },
});

const rollsList = defineRoute({
  name: 'rolls.list',
  method: 'GET',
  path: '/sessions/{id}/rolls',
  scope: 'records:read',
  summary: 'The rolls that were taken of a session, the newest first; those undone too',
  params,
  reply: z.strictObject({ items: z.array(rollShape) }),
  async run({ params: { id: session } }, at) {
    await heldSeen(session, at);
    const mine = new Set((await seatsSeen(session, at)).map(({ person }) => person));
    const rolls = (await at.read(rollsQuery(session))).map(rollShown);
    const items = rolls.map((roll) => ({ ...roll, marks: roll.marks.filter(({ person }) => mine.has(person)) }));
    return { items: items.filter(({ marks }) => marks.length > 0) };
  },
});

const rollTake = defineRoute({
  name: 'rolls.take',
  method: 'POST',
  path: '/sessions/{id}/rolls',
  scope: 'records:write',
  summary: 'Takes the roll of a session, also one that was on paper; nobody is told',
  params,
  body: z.strictObject(rollFields),
  reply: z.strictObject({
    id: z.string(),
    marks: z.number().int(),
    same: z.boolean().describe('it said what the roll before says: none was added'),
  }),
  async run({ params: { id: session }, body }, at) {
    await heldSeen(session, at);
    return at.operate(take, { session, ...given(body), within: within(at), ...asked(at) });
  },
});

const rollSettle = defineRoute({
  name: 'attendance.settle',
  method: 'POST',
  path: '/sessions/{id}/settlements',
  scope: 'records:write',
  summary: 'Says what holds of somebody where her own word and the roll disagree',
  params,
  body: z.strictObject({ person: id, status }),
  reply: z.strictObject({ roll: z.string().describe('undone like a roll') }),
  async run({ params: { id: session }, body }, at) {
    await heldSeen(session, at);
    const mine = await seatsSeen(session, at);
    if (!mine.some(({ person }) => person === body.person))
      throw new RecadoError('ROLL_STRANGER', { who: body.person });
    const made = await at.operate(settle, { session, ...body, ...asked(at) });
    return { roll: made.roll! };
  },
});

const rollBack = defineRoute({
  name: 'rolls.undo',
  method: 'POST',
  path: '/rolls/{id}/undo',
  scope: 'records:write',
  summary: 'Takes a roll back as a whole: the one before counts again',
  params,
  reply: z.strictObject({ did: z.enum(['undone', 'already']) }),
  async run({ params: { id: roll } }, at) {
    const [row] = await at.read({
      sql: { sqlite: 'select session_id from roll where id = @roll' },
      params: { roll },
    });
    if (!row) throw new RecadoError('ROLL_UNKNOWN', { id: roll });
    await heldSeen(String(row['session_id']), at);
    return at.operate(rollUndo, { roll, ...asked(at) });
  },
});

const conflictsList = defineRoute({
  name: 'attendance.conflicts',
  method: 'GET',
  path: '/attendance/conflicts',
  scope: 'records:read',
  summary: 'Where her own word and the roll disagree and nobody has settled it',
  query: z.strictObject({ programme: z.string().trim().min(1).max(80), ...pageInput }),
  reply: pageOf(
    z.strictObject({
      session: z.string(),
      label: z.string(),
      title: z.string(),
      cohort: z.string(),
      starts_at: millis,
      person: z.string(),
      name: z.string(),
      roll: status,
      self: status,
      said_at: millis.describe('when she said so'),
    }),
  ),
  async run({ query }, { read, sight, programmes }) {
    knownProgramme(query.programme, programmes, sight);
    const sort = { by: 'starts_at', id: 'id', down: true };
    return toPage(await read(paged(conflictsQuery(sight, query.programme), query, sort)), query, sort, (row) => ({
      session: String(row['session_id']),
      label: String(row['plan_id']),
      title: String(row['title']),
      cohort: String(row['cohort']),
      starts_at: Number(row['starts_at']),
      person: String(row['person_id']),
      name: String(row['name'] ?? ''),
      roll: row['roll'] as z.output<typeof status>,
      self: row['self'] as z.output<typeof status>,
      said_at: Number(row['said_at']),
    }));
  },
});

export const routes: readonly AnyRoute[] = [
  sessionRoster,
  rosterFile,
  rollsList,
  rollTake,
  rollSettle,
  rollBack,
  conflictsList,
];

const asked = ({ by, person, sight }: RouteContext) => ({
  by: person === null ? by : ({ kind: 'staff', id: person } as const),
  workspace: sight.workspace,
});
const within = ({ sight }: RouteContext): string[] | null => (sight.within === null ? null : [...sight.within]);

/** What the caller left out stays out: the operations take no `undefined`. */
function given<T extends object>(body: T) {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
