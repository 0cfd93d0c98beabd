import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Scalar } from '../../store/port.ts';
import { personInSight } from '../in-sight.ts';
import { firstName } from '../on-duty.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute } from '../route.ts';
import type { Sight } from '../sight.ts';
import { caseCloseAsked } from './close-asked.ts';
import { COMPLAINT, SAFEGUARDING_TOPIC } from './owner.ts';

/** Who hears complaints: never those who work in her group. */
const HEAR_COMPLAINTS = ['admin', 'complaints'] as const;

/** Cases of people in sight. A call for help stands only where restricted notes may be read, a complaint only for those who hear them. */
function casesInSight(sight: Sight): { readonly sql: string; readonly params: Readonly<Record<string, Scalar>> } {
  const seen = personInSight(sight, 'k.person_id');
  const sql = ['k.workspace = @sight_workspace', seen.sql];
  if (!sight.classes.includes('team')) sql.push('0');
  if (!sight.classes.includes('restricted')) sql.push(`k.topic <> '${SAFEGUARDING_TOPIC}'`);
  if (!HEAR_COMPLAINTS.some((role) => sight.roles.includes(role))) sql.push(`k.topic <> '${COMPLAINT}'`);
  return { sql: sql.join(' and '), params: seen.params };
}

export const casesList = defineRoute({
  name: 'cases.list',
  method: 'GET',
  path: '/cases',
  scope: 'people:read',
  summary: 'Requests for a person, the oldest first; what was written stays on the phones',
  query: z.strictObject({ state: z.enum(['open', 'closed']).default('open'), ...pageInput }),
  reply: pageOf(
    z.strictObject({
      id: z.string(),
      number: z.number().int().describe('what staff type: CERRAR 14'),
      person: z.string(),
      first_name: z.string(),
      topic: z.string(),
      state: z.enum(['open', 'closed']),
      owner: z.string().nullable().describe('first name of who has it'),
      waiting_since: z.number().int().nullable().describe('her words without an answer'),
      opened_at: z.number().int(),
      closed_at: z.number().int().nullable(),
    }),
  ),
  async run({ query }, { read, sight }) {
    const seen = casesInSight(sight);
    const sort = { by: 'number', id: 'id' };
    const all = {
      sql: {
        sqlite: `select k.id, k.number, k.person_id, p.name, k.topic, k.state, o.name as owner, k.waiting_since,
            k.opened_at, k.closed_at
          from care_case k join person p on p.id = k.person_id left join person o on o.id = k.owner_id
          where k.state = @state and ${seen.sql}`,
      },
      params: { ...seen.params, state: query.state },
    };
    return toPage(await read(paged(all, query, sort)), query, sort, (row) => ({
      id: String(row['id']),
      number: Number(row['number']),
      person: String(row['person_id']),
      first_name: firstName(row['name']),
      topic: String(row['topic']),
      state: row['state'] as 'open' | 'closed',
      owner: row['owner'] === null ? null : firstName(row['owner']),
      waiting_since: row['waiting_since'] as number | null,
      opened_at: Number(row['opened_at']),
      closed_at: row['closed_at'] as number | null,
    }));
  },
});

export const casesClose = defineRoute({
  name: 'cases.close',
  method: 'POST',
  path: '/cases/{id}/close',
  scope: 'people:write',
  summary: "Closes a case in the name of the token's person; the learner is told in one line",
  params: z.strictObject({ id: z.string().min(1).max(100) }),
  reply: z.strictObject({ id: z.string() }),
  async run({ params: { id } }, { read, operate, sight, person }) {
    if (person === null) throw new RecadoError('TOKEN_OF_NOBODY');
    const seen = casesInSight(sight);
    const found = await read({
      sql: { sqlite: `select k.id from care_case k where k.id = @id and ${seen.sql}` },
      params: { ...seen.params, id },
    });
    if (found.length === 0) throw new RecadoError('RECORD_UNKNOWN', { what: 'open case', id });
    return operate(caseCloseAsked, { case: id, by: person, workspace: sight.workspace });
  },
});
