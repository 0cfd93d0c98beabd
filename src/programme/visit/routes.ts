import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { personInSight } from '../in-sight.ts';
import { knownProgramme } from '../known-programme.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute, type RouteContext } from '../route.ts';
import { cancel } from './cancel.ts';
import { commitmentSchema } from './commitments.ts';
import { COMMITMENT_STATES, VISIT_KINDS } from './kinds.ts';
import { NOTE_PARTS, notesOf, notesSchema } from './notes.ts';
import { plan } from './plan.ts';
import { record } from './record.ts';
import { settle } from './settle.ts';
import { MOST_AT_ONCE, VISITORS } from './whom.ts';

const id = z.string().min(1).max(100);
const name = z.string().trim().min(1).max(80);
const people = z.array(id).min(1).max(MOST_AT_ONCE).describe('ids; those of one business together are one visit to it');
const clock = z.string().regex(/^\d\d:\d\d$/);
const done = z.strictObject({ id: z.string() });

const visitSeen = z.strictObject({
  id: z.string(),
  kind: z.enum(VISIT_KINDS),
  state: z.enum(['planned', 'done', 'cancelled']),
  people: z.array(z.string()),
  enterprise: z.string().nullable(),
  planned_at: z.number().int().nullable(),
  happened_at: z.number().int().nullable(),
  minutes: z.number().int().nullable(),
  by: z.string().describe('id of who visits; else token or shell'),
  topic: z.string(),
  notes: z
    .partialRecord(z.enum(NOTE_PARTS), z.string())
    .nullable()
    .describe('null: they are for few eyes, and not for this token'),
  files: z.number().int(),
  entered_at: z.number().int(),
});

export const visitsList = defineRoute({
  name: 'visits.list',
  method: 'GET',
  path: '/visits',
  scope: 'records:read',
  summary: 'Visits, the newest first; what was noted is told to focal points, counsellors and whoever wrote it',
  query: z.strictObject({
    programme: name,
    state: z.enum(['planned', 'done', 'cancelled']).optional(),
    person: id.optional(),
    ...pageInput,
  }),
  reply: pageOf(visitSeen),
  async run({ query }, { read, sight, programmes, person: me }) {
    knownProgramme(query.programme, programmes, sight);
    const seen = personInSight(sight, 'p.person_id');
    const sort = { by: 'sorted', id: 'id', down: true };
    const all = {
      sql: {
        sqlite: `select v.*, coalesce(v.happened_at, v.planned_at, v.entered_at) as sorted,
            (select json_group_array(p.person_id) from visit_person p where p.visit_id = v.id and ${seen.sql}) as people,
            (select count(*) from visit_file f where f.visit_id = v.id) as files,
            not exists (select 1 from visit_person p where p.visit_id = v.id and p.applicant = 0) as applicant
          from visit v where v.programme = @programme and v.undone_at is null and (@state is null or v.state = @state)
            and exists (select 1 from visit_person p where p.visit_id = v.id and (@person is null or p.person_id = @person) and ${seen.sql})`,
      },
      params: { ...seen.params, programme: query.programme, state: query.state ?? null, person: query.person ?? null },
    };
    return toPage(await read(paged(all, query, sort)), query, sort, (row) => {
      const closed = row['applicant'] === 1 ? 'team' : 'restricted';
      const mine = me !== null && row['by_id'] === me;
      return {
        id: String(row['id']),
        kind: row['kind'] as (typeof VISIT_KINDS)[number],
        state: row['state'] as 'planned' | 'done' | 'cancelled',
        people: JSON.parse(String(row['people'])) as string[],
        enterprise: row['enterprise_id'] as string | null,
        planned_at: row['planned_at'] as number | null,
        happened_at: row['happened_at'] as number | null,
        minutes: row['minutes'] as number | null,
        by: row['by_kind'] === 'staff' ? String(row['by_id']) : String(row['by_kind']),
        topic: String(row['topic']),
        notes: mine || sight.classes.includes(closed) ? notesOf(row['notes']) : null,
        files: Number(row['files']),
        entered_at: Number(row['entered_at']),
      };
    });
  },
});

export const visitsPlan = defineRoute({
  name: 'visits.plan',
  method: 'POST',
  path: '/visits/planned',
  scope: 'records:write',
  summary:
    'Plans a visit; who is visited is told once, but where writing to her is not safe, or the visit private and her phone shared',
  body: z.strictObject({
    programme: name,
    people,
    kind: z.enum(VISIT_KINDS).optional(),
    day: z.iso.date(),
    at: clock.describe('local clock of the programme'),
    topic: z.string().trim().max(200).optional(),
    private: z.boolean().optional(),
  }),
  reply: z.strictObject({ id: z.string(), told: z.number().int().describe('so many were told') }),
  async run({ body: { people: who, kind, topic = '', private: isPrivate = false, ...body } }, at) {
    await mayVisit(who, body.programme, at);
    const given = { ...asked(who, at), ...body, topic, private: isPrivate, move: false, ...(kind ? { kind } : {}) };
    const { id: made, told } = await at.operate(plan, given);
    return { id: made!, told: told! };
  },
});

export const visitsRecord = defineRoute({
  name: 'visits.record',
  method: 'POST',
  path: '/visits',
  scope: 'records:write',
  summary: 'Enters a visit that was made; one that the same person had planned is done by it',
  body: z.strictObject({
    programme: name,
    people,
    kind: z.enum(VISIT_KINDS).optional(),
    day: z.iso.date().optional().describe('local; today without it'),
    minutes: z.number().int().min(1).max(1_440),
    topic: z.string().trim().max(200).optional(),
    notes: notesSchema.optional(),
    commitments: z.array(commitmentSchema).max(10).optional().describe('each of the people means to do each of them'),
  }),
  reply: done,
  async run({ body: { people: who, kind, day, topic = '', notes = {}, commitments = [], ...body } }, at) {
    await mayVisit(who, body.programme, at);
    const given = { ...body, topic, notes, commitments, files: [], private: false };
    const made = await at.operate(record, {
      ...asked(who, at),
      ...given,
      ...(kind ? { kind } : {}),
      ...(day ? { day } : {}),
    });
    return { id: made.id! };
  },
});

export const visitsCancel = defineRoute({
  name: 'visits.cancel',
  method: 'POST',
  path: '/visits/{id}/cancel',
  scope: 'records:write',
  summary: 'A planned visit will not be; who was told of it is told so',
  params: z.strictObject({ id }),
  reply: done,
  async run({ params: { id: visit } }, at) {
    const rows = await at.read({
      sql: {
        sqlite: `select p.person_id, v.programme from visit_person p join visit v on v.id = p.visit_id
          where v.id = @visit and v.state = 'planned' and v.undone_at is null`,
      },
      params: { visit },
    });
    const who = rows.map((row) => String(row['person_id']));
    if (who.length === 0) throw new RecadoError('RECORD_UNKNOWN', { what: 'planned visit', id: visit });
    await mayVisit(who, String(rows[0]!['programme']), at);
    // Whoever may steer it may cancel it, whoever planned it.
    const by = { kind: at.by.kind === 'staff' ? ('token' as const) : at.by.kind, id: at.by.id };
    await at.operate(cancel, { ...asked(who, at), by, programme: String(rows[0]!['programme']), visit });
    return { id: visit };
  },
});

export const commitmentsList = defineRoute({
  name: 'commitments.list',
  method: 'GET',
  path: '/commitments',
  scope: 'records:read',
  summary:
    'The action plan: what was agreed at visits, of each person and enterprise, and what became of it; the oldest first',
  query: z.strictObject({
    programme: name,
    person: id.optional(),
    state: z.enum(COMMITMENT_STATES).optional(),
    ...pageInput,
  }),
  reply: pageOf(
    z.strictObject({
      id: z.string(),
      person: z.string(),
      enterprise: z.string().nullable(),
      text: z.string(),
      due: z.string().nullable(),
      state: z.enum(COMMITMENT_STATES),
      said: z.string().nullable().describe('what she answered to the reminder: done, not yet, cannot'),
      visit: z.string().nullable(),
      entered_at: z.number().int(),
      settled_at: z.number().int().nullable(),
    }),
  ),
  async run({ query }, { read, sight, programmes }) {
    knownProgramme(query.programme, programmes, sight);
    if (!sight.classes.includes('team')) throw new RecadoError('SIGHT_TOO_NARROW');
    const seen = personInSight(sight, 'c.person_id');
    const sort = { by: 'entered_at', id: 'id' };
    const all = {
      sql: {
        sqlite: `select c.* from commitment c where c.programme = @programme and c.undone_at is null
          and (@person is null or c.person_id = @person) and (@state is null or c.state = @state) and ${seen.sql}`,
      },
      params: { ...seen.params, programme: query.programme, person: query.person ?? null, state: query.state ?? null },
    };
    return toPage(await read(paged(all, query, sort)), query, sort, (row) => ({
      id: String(row['id']),
      person: String(row['person_id']),
      enterprise: row['enterprise_id'] as string | null,
      text: String(row['text']),
      due: row['due_on'] as string | null,
      state: row['state'] as (typeof COMMITMENT_STATES)[number],
      said: row['said'] as string | null,
      visit: row['visit_id'] as string | null,
      entered_at: Number(row['entered_at']),
      settled_at: row['settled_at'] as number | null,
    }));
  },
});

export const commitmentsSettle = defineRoute({
  name: 'commitments.settle',
  method: 'PATCH',
  path: '/commitments/{id}',
  scope: 'records:write',
  summary: 'What became of something that was agreed',
  params: z.strictObject({ id }),
  body: z.strictObject({ state: z.enum(COMMITMENT_STATES) }),
  reply: done,
  async run({ params: { id: commitment }, body: { state } }, at) {
    const seen = personInSight(at.sight, 'c.person_id');
    const found = await at.read({
      sql: { sqlite: `select c.id from commitment c where c.id = @id and c.undone_at is null and ${seen.sql}` },
      params: { ...seen.params, id: commitment },
    });
    if (found.length === 0) throw new RecadoError('RECORD_UNKNOWN', { what: 'commitment', id: commitment });
    const { by } = asked([], at);
    await at.operate(settle, { each: [{ commitment, state }], by, workspace: at.sight.workspace });
    return { id: commitment };
  },
});

/** In the name of whose token it is, so that her visits by phone and by this are one person's. */
const asked = (who: readonly string[], { person, by, sight }: RouteContext) => ({
  who: [...who],
  without: [],
  by: person === null ? by : ({ kind: 'staff', id: person } as const),
  workspace: sight.workspace,
});

/** Throws SIGHT_TOO_NARROW for who does not work with people, RECORD_UNKNOWN for somebody who is not the caller's to see. */
async function mayVisit(
  who: readonly string[],
  programme: string,
  { read, sight, programmes }: RouteContext,
): Promise<void> {
  knownProgramme(programme, programmes, sight);
  if (!sight.roles.some((role) => VISITORS.includes(role))) throw new RecadoError('SIGHT_TOO_NARROW');
  const seen = personInSight(sight, 'p.id');
  const found = await read({
    sql: { sqlite: `select p.id from person p where p.id in (select value from json_each(@people)) and ${seen.sql}` },
    params: { ...seen.params, people: JSON.stringify(who) },
  });
  const strange = who.find((one) => !found.some((row) => row['id'] === one));
  if (strange !== undefined) throw new RecadoError('RECORD_UNKNOWN', { what: 'person', id: strange });
}
