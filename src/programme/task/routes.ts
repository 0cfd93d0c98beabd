import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { personInSight } from '../in-sight.ts';
import { firstName } from '../on-duty.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute, type RouteContext } from '../route.ts';
import { taskClose } from './close.ts';
import { taskAssign, taskCall } from './give.ts';

const id = z.string().min(1).max(100);

export const tasksList = defineRoute({
  name: 'tasks.list',
  method: 'GET',
  path: '/tasks',
  scope: 'people:read',
  summary: 'What waits for a person of the team, the oldest first',
  query: z.strictObject({
    state: z.enum(['open', 'done']).default('open'),
    owner: id.optional().describe('of the team; absent: all'),
    ...pageInput,
  }),
  reply: pageOf(
    z.strictObject({
      id: z.string(),
      person: z.string(),
      first_name: z.string(),
      topic: z.string(),
      why: z.string().describe('a key; its words are `why.<key>` of locales/<language>/system.json'),
      about: z.string().describe('title of the lesson or homework'),
      state: z.enum(['open', 'done']),
      owner: z.string().nullable().describe('of the team; null: nobody has it'),
      due_on: z.string().nullable().describe('yyyy-mm-dd; null: soon'),
      opened_at: z.number().int(),
      done_at: z.number().int().nullable(),
    }),
  ),
  async run({ query }, { read, sight }) {
    const seen = personInSight(sight, 't.person_id');
    const sort = { by: 'opened_at', id: 'id' };
    const all = {
      sql: {
        sqlite: `select t.id, t.person_id, p.name, t.topic, t.why, t.about, t.state, t.owner_id, t.due_on, t.opened_at, t.done_at
          from task t join person p on p.id = t.person_id where t.state = @state
            and (@owner is null or t.owner_id = @owner) and ${seen.sql}`,
      },
      params: { ...seen.params, state: query.state, owner: query.owner ?? null },
    };
    return toPage(await read(paged(all, query, sort)), query, sort, (row) => ({
      id: String(row['id']),
      person: String(row['person_id']),
      first_name: firstName(row['name']),
      topic: String(row['topic']),
      why: String(row['why']),
      about: String(row['about']),
      state: row['state'] as 'open' | 'done',
      owner: row['owner_id'] as string | null,
      due_on: row['due_on'] as string | null,
      opened_at: Number(row['opened_at']),
      done_at: row['done_at'] as number | null,
    }));
  },
});

export const tasksClose = defineRoute({
  name: 'tasks.close',
  method: 'POST',
  path: '/tasks/{id}/close',
  scope: 'people:write',
  summary: 'A task is done',
  params: z.strictObject({ id }),
  reply: z.strictObject({ id: z.string() }),
  async run({ params }, at) {
    await mustSee('task t', 't.person_id', 't.id', params.id, 'open task', at);
    return at.operate(taskClose, { id: params.id, workspace: at.sight.workspace });
  },
});

const given = {
  owner: id.nullable().optional().describe('somebody on duty; null: nobody has it'),
  due_on: z.iso.date().nullable().optional(),
};

export const tasksAssign = defineRoute({
  name: 'tasks.assign',
  method: 'POST',
  path: '/tasks/{id}/assign',
  scope: 'people:write',
  summary: 'Gives a task to somebody of the team, by a day; what is not said stays',
  params: z.strictObject({ id }),
  body: z.strictObject(given),
  reply: z.strictObject({ id: z.string() }),
  async run({ params, body }, at) {
    await mustSee('task t', 't.person_id', 't.id', params.id, 'open task', at);
    return at.operate(taskAssign, { id: params.id, ...body, workspace: at.sight.workspace });
  },
});

export const tasksCall = defineRoute({
  name: 'tasks.call',
  method: 'POST',
  path: '/tasks',
  scope: 'people:write',
  summary: '"Call her", for somebody of the team: without an owner the facilitator of her cohort has it',
  body: z.strictObject({ person: id, ...given }),
  reply: z.strictObject({ id: z.string() }),
  async run({ body }, at) {
    await mustSee('person p', 'p.id', 'p.id', body.person, 'person', at);
    return at.operate(taskCall, { ...body, workspace: at.sight.workspace });
  },
});

/** Throws RECORD_UNKNOWN for what the caller may not see. Table and columns are names of ours. */
async function mustSee(
  table: string,
  person: string,
  column: string,
  value: string,
  what: string,
  { read, sight }: Pick<RouteContext, 'read' | 'sight'>,
): Promise<void> {
  const seen = personInSight(sight, person);
  const found = await read({
    sql: { sqlite: `select 1 from ${table} where ${column} = @value and ${seen.sql}` },
    params: { ...seen.params, value },
  });
  if (found.length === 0) throw new RecadoError('RECORD_UNKNOWN', { what, id: value });
}
