import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { enrolmentInSight, personInSight } from '../in-sight.ts';
import { defineRoute, type RouteContext } from '../route.ts';
import { personErase } from './erase.ts';
import { exportOf } from './export.ts';
import { listedOf, privacyClose, registerQuery } from './register.ts';

const millis = z.number().int();
const id = z.string().min(1).max(100);

export const requestsList = defineRoute({
  name: 'privacy.list',
  method: 'GET',
  path: '/privacy/requests',
  scope: 'people:export',
  summary: 'What people have asked about their data, what is due first at the head',
  query: z.strictObject({ state: z.enum(['open', 'done']).default('open') }),
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        person: z.string(),
        first_name: z.string(),
        kind: z.string().describe('access, erasure or rectification'),
        state: z.string(),
        asked_at: millis,
        due_at: millis,
        overdue: z.boolean(),
        term: z.string().describe('what the law of her country gives; to be checked with a lawyer'),
        done_at: millis.nullable(),
        did: z.string().nullable(),
      }),
    ),
  }),
  async run({ query }, { read, sight, now }) {
    const { sql, params } = enrolmentInSight(sight);
    const seen = `exists (select 1 from enrolment e left join cohort c on c.id = e.cohort_id where e.person_id = r.person_id and ${sql})`;
    const rows = await read(registerQuery(sight.workspace, query.state, { sql: seen, params }));
    return {
      items: rows
        .map((row) => listedOf(row, now))
        .map(({ id: of, person, name, kind, state, askedAt, dueAt, overdue, term, doneAt, did }) => ({
          id: of,
          person,
          first_name: name,
          kind,
          state,
          asked_at: askedAt,
          due_at: dueAt,
          overdue,
          term,
          done_at: doneAt,
          did,
        })),
    };
  },
});

export const requestsClose = defineRoute({
  name: 'privacy.close',
  method: 'POST',
  path: '/privacy/requests/{id}/close',
  scope: 'people:export',
  summary: 'A request is answered: what was done about it',
  params: z.strictObject({ id }),
  body: z.strictObject({ did: z.string().trim().min(1).max(200) }),
  reply: z.strictObject({ id: z.string() }),
  async run({ params, body }, at) {
    const { sql, params: seen } = enrolmentInSight(at.sight);
    const found = await at.read({
      sql: {
        sqlite: `select r.id from privacy_request r where r.id = @id and exists
          (select 1 from enrolment e left join cohort c on c.id = e.cohort_id where e.person_id = r.person_id and ${sql})`,
      },
      params: { ...seen, id: params.id },
    });
    if (found.length === 0) throw new RecadoError('RECORD_UNKNOWN', { what: 'open request', id: params.id });
    return at.operate(privacyClose, { id: params.id, did: body.did, by: at.by });
  },
});

export const personErased = defineRoute({
  name: 'person.erase',
  method: 'POST',
  path: '/people/{id}/erase',
  scope: 'people:export',
  summary: 'Blocks somebody at once and erases her after the days that her programme says',
  params: z.strictObject({ id }),
  body: z.strictObject({ why: z.string().trim().max(200).default('') }),
  reply: z.strictObject({ id: z.string(), begins_at: millis }),
  async run({ params, body }, at) {
    const days = await mayHandle(params.id, at);
    const done = await at.operate(personErase, {
      person: params.id,
      why: body.why,
      by: at.by,
      days,
      workspace: at.sight.workspace,
    });
    return { id: done.id, begins_at: done.beginsAt };
  },
});

export const personExported = defineRoute({
  name: 'person.export',
  method: 'POST',
  path: '/people/{id}/export',
  scope: 'people:export',
  summary: 'Everything that is kept of somebody, to be given to her and to nobody else; only for tokens of an admin',
  params: z.strictObject({ id }),
  reply: z.strictObject({ sections: z.record(z.string(), z.array(z.record(z.string(), z.json()))) }),
  async run({ params }, at) {
    await mayHandle(params.id, at);
    const told = await exportOf(params.id, at.read);
    return {
      sections: Object.fromEntries(Object.entries(told).map(([name, rows]) => [name, rows.map((row) => ({ ...row }))])),
    };
  },
});

/** Days that her programmes block before they erase. Throws SCOPE_MISSING, RECORD_UNKNOWN. */
async function mayHandle(person: string, { sight, read, programmes }: RouteContext): Promise<number> {
  // What is `never` leaves in an export, so that the widest role alone makes one.
  if (!sight.roles.includes('admin') || sight.within !== null)
    throw new RecadoError('SCOPE_MISSING', { scope: 'people:export' });
  const seen = personInSight(sight, '@id');
  const rows = await read({
    sql: { sqlite: `select programme from enrolment where person_id = @id and ${seen.sql}` },
    params: { ...seen.params, id: person },
  });
  const known = rows.map((row) => String(row['programme']));
  // One programme's admin does not dispose of what she has in another's.
  if (known.length === 0 || (sight.programmes !== null && known.some((one) => !sight.programmes!.includes(one))))
    throw new RecadoError('RECORD_UNKNOWN', { what: 'person', id: person });
  return Math.max(0, ...known.map((one) => programmes.get(one)?.privacy?.blockDays ?? 0));
}
