import { z } from 'zod';
import type { SqlRow } from '../../store/port.ts';
import type { Sight } from '../sight.ts';

const millis = z.number().int().describe('epoch milliseconds');

/** A session as the API shows it. */
export const sessionShape = z.strictObject({
  id: z.string(),
  plan: z.string().describe('id in the plan, which staff type: s1'),
  programme: z.string(),
  cohort: z.string(),
  group: z.string().nullable().describe('of the group that has its own copy'),
  title: z.string(),
  kind: z.enum(['session', 'event']),
  starts_at: millis,
  ends_at: millis,
  place: z.string().nullable(),
  word: z.string().nullable().optional().describe('drawn an hour before it'),
  cancelled: z.boolean(),
  why: z.string().nullable().describe('it was moved or cancelled'),
  open_to: z.enum(['cohort', 'programme']),
  capacity: z.number().int().nullable(),
  expected: z.number().int().describe('on the roster, or signed up'),
  waiting: z.number().int().describe('for a seat'),
  language: z.string().nullable(),
  host: z.string().nullable(),
  agenda: z.string().nullable(),
  objectives: z.array(z.string()),
  outputs: z.array(
    z.strictObject({ text: z.string(), link: z.string().optional(), objective: z.number().int().optional() }),
  ),
  sdg: z.array(z.string()),
});
export type ShownSession = z.output<typeof sessionShape>;

/** Without its `where`; wants `cohort c` named so. */
export const SESSION_SQL = `select s.id, s.plan_id, c.programme, c.name as cohort, g.name as group_name, s.title, s.kind, s.starts_at,
    s.ends_at, s.place, s.word, s.cancelled_at, s.why, s.open_to, s.capacity, s.language, s.host, s.agenda, s.objectives,
    s.outputs, s.sdg, c.timezone, (select count(*) from expected x where x.session_id = s.id) as expected,
    (select count(*) from sign_up u where u.session_id = s.id and u.state = 'waiting') as waiting
  from session s join cohort c on c.id = s.cohort_id left join unit g on g.id = s.group_id`;

export function shownSession(row: SqlRow, sight: Sight): ShownSession {
  const text = (column: string) => row[column] as string | null;
  return {
    id: String(row['id']),
    plan: String(row['plan_id']),
    programme: String(row['programme']),
    cohort: String(row['cohort']),
    group: text('group_name'),
    title: String(row['title']),
    kind: row['kind'] as ShownSession['kind'],
    starts_at: Number(row['starts_at']),
    ends_at: Number(row['ends_at']),
    place: text('place'),
    ...(sight.classes.includes('team') ? { word: text('word') } : {}),
    cancelled: row['cancelled_at'] !== null,
    why: text('why'),
    open_to: row['open_to'] as ShownSession['open_to'],
    capacity: row['capacity'] as number | null,
    expected: Number(row['expected']),
    waiting: Number(row['waiting']),
    language: text('language'),
    host: text('host'),
    agenda: text('agenda'),
    objectives: JSON.parse(String(row['objectives'])),
    outputs: JSON.parse(String(row['outputs'])),
    sdg: JSON.parse(String(row['sdg'])),
  };
}
