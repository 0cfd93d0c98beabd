import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { personInSight } from '../in-sight.ts';
import { firstName } from '../on-duty.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute } from '../route.ts';
import { taskClose } from './close.ts';

export const tasksList = defineRoute({
  name: 'tasks.list',
  method: 'GET',
  path: '/tasks',
  scope: 'people:read',
  summary: 'What waits for a person of the team, the oldest first',
  query: z.strictObject({ state: z.enum(['open', 'done']).default('open'), ...pageInput }),
  reply: pageOf(
    z.strictObject({
      id: z.string(),
      person: z.string(),
      first_name: z.string(),
      topic: z.string(),
      why: z.string().describe('a key; its words are `why.<key>` of locales/<language>/system.json'),
      about: z.string().describe('title of the lesson or homework'),
      state: z.enum(['open', 'done']),
      opened_at: z.number().int(),
      done_at: z.number().int().nullable(),
    }),
  ),
  async run({ query }, { read, sight }) {
    const seen = personInSight(sight, 't.person_id');
    const sort = { by: 'opened_at', id: 'id' };
    const all = {
      sql: {
        sqlite: `select t.id, t.person_id, p.name, t.topic, t.why, t.about, t.state, t.opened_at, t.done_at
          from task t join person p on p.id = t.person_id where t.state = @state and ${seen.sql}`,
      },
      params: { ...seen.params, state: query.state },
    };
    return toPage(await read(paged(all, query, sort)), query, sort, (row) => ({
      id: String(row['id']),
      person: String(row['person_id']),
      first_name: firstName(row['name']),
      topic: String(row['topic']),
      why: String(row['why']),
      about: String(row['about']),
      state: row['state'] as 'open' | 'done',
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
  params: z.strictObject({ id: z.string().min(1).max(100) }),
  reply: z.strictObject({ id: z.string() }),
  async run({ params: { id } }, { read, operate, sight }) {
    const seen = personInSight(sight, 't.person_id');
    const found = await read({
      sql: { sqlite: `select t.id from task t where t.id = @id and ${seen.sql}` },
      params: { ...seen.params, id },
    });
    if (found.length === 0) throw new RecadoError('RECORD_UNKNOWN', { what: 'open task', id });
    return operate(taskClose, { id, workspace: sight.workspace });
  },
});
