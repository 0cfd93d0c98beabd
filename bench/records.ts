import type Sqlite from 'better-sqlite3';
import { MONDAY } from './people.ts';

export const SESSIONS = 20;
export const COHORTS = 100;
const SITES = 76;
const PARTNERS = 5;
const LESSONS = ['dos-botes', 'cuanto-me-cuesta', 'poner-precio', 'apartar', 'cinco-preguntas'];
const WEEK = 7 * 86_400_000;

/**
 * A programme of twenty weeks behind everybody of `llera`: a cohort of a hundredth of them each, a session a week with its roll
 * (people × 20 facts), lessons, quiz answers, homeworks with reviews, messages. Facts are written without the trigger that
 * keeps `attendance`, and `attendance` from them: it is the same and takes a minute less.
 */
export function fillRecords(db: InstanceType<typeof Sqlite>): void {
  const begins = MONDAY - SESSIONS * WEEK;
  const triggers = db
    .prepare("select name, sql from sqlite_master where type = 'trigger' and tbl_name = 'attendance_fact'")
    .all() as { name: string; sql: string }[];
  const numbers = (to: number, name: string) =>
    `${name} (i) as (select 1 union all select i + 1 from ${name} where i < ${to})`;
  const lessons = `lesson (i, name) as (values ${LESSONS.map((name, i) => `(${i}, '${name}')`).join(', ')})`;
  db.exec(`begin;
    ${triggers.map(({ name }) => `drop trigger ${name};`).join(' ')}
    with recursive ${numbers(SITES, 'n')} insert into unit (id, programme, kind, name, title, created_at)
      select 'site' || i, 'llera', 'site', 'sitio-' || i, 'Sitio ' || i, 0 from n;
    with recursive ${numbers(PARTNERS, 'n')} insert into unit (id, programme, kind, name, title, created_at)
      select 'partner' || i, 'llera', 'partner', 'socia-' || i, 'Socia ' || i, 0 from n;
    with recursive ${numbers(COHORTS, 'n')} insert into cohort (id, programme, name, starts_on, timezone, created_at, partner_id)
      select 'c' || i, 'llera', 'grupo-' || i, '2025-10-13', 'America/Monterrey', ${begins}, 'partner' || (1 + i % ${PARTNERS}) from n;
    create temp table them as select person_id as id, row_number() over (order by person_id) as i from enrolment where programme = 'llera';
    create unique index temp.them_id on them (id);
    delete from roster;
    update enrolment set cohort_id = 'c' || (select 1 + i % ${COHORTS} from them where id = person_id),
      site_id = 'site' || (select 1 + i % ${SITES} from them where id = person_id),
      state = (select iif(i % 11 = 0, 'completed', iif(i % 13 = 0, 'paused', 'active')) from them where id = person_id), since = ${MONDAY - WEEK}
      where programme = 'llera';
    insert into roster (cohort_id, person_id, number, since) select 'c' || (1 + i % ${COHORTS}), id, i, ${begins} from them;
    update person set profile = json_object('sexo', iif(rowid % 10 < 8, 'mujer', 'hombre')) where rowid % 20 > 0;
    with recursive ${numbers(SESSIONS, 'n')} insert into session (id, cohort_id, plan_id, title, starts_at, ends_at)
      select c.id || 's' || i, c.id, 's' || i, 'Sesión ' || i, ${begins} + i * ${WEEK}, ${begins} + i * ${WEEK} + 7200000
      from n, cohort c where c.id <> 'c';
    insert into attendance_fact (id, session_id, person_id, status, method, happened_at, sent_by, entered_at)
      select 'f' || s.id || r.person_id, s.id, r.person_id,
        iif((r.number + s.rowid) % 9 = 0, 'absent', iif((r.number + s.rowid) % 31 = 0, 'excused', 'present')), 'roll', s.starts_at, 'arrival', s.ends_at
      from session s join roster r on r.cohort_id = s.cohort_id;
    insert into attendance (session_id, person_id, status, method, fact_id)
      select session_id, person_id, status, method, id from attendance_fact order by session_id, person_id;
    with ${lessons} insert or ignore into flow_progress (person_id, flow, version, released_at, opened_at, finished_at)
      select t.id, 'llera/' || l.name, 'v', ${begins} + l.i * ${WEEK}, iif((t.i + l.i) % 7 = 0, null, ${begins} + l.i * ${WEEK} + 3600000),
        iif((t.i + l.i) % 7 = 0 or (t.i + l.i) % 5 = 0, null, ${begins} + l.i * ${WEEK} + 7200000) from them t, lesson l;
    with ${lessons}, step (k) as (values (1), (2)) insert into answer (id, person_id, programme, flow, version, step, question_id, type, value, plain, raw, correct, happened_at, entered_at)
      select 'x' || l.i || k || t.id, t.id, 'llera', 'llera/' || l.name, 'v', 'paso-' || k, 'q', 'choice', '{}', '"NEGOCIO"', 'negocio',
        iif(k = 1, (t.i + l.i) % 3 > 0, null), ${begins} + l.i * ${WEEK} * 4, ${begins} + l.i * ${WEEK} * 4 from them t, lesson l, step where (t.i + l.i) % 7 > 0;
    with ${lessons} insert into homework (id, person_id, programme, name, state, assigned_at, received_at, due_at)
      select 'h' || l.i || t.id, t.id, 'llera', 'tarea-' || l.i, case (t.i + l.i) % 4 when 0 then 'assigned' when 1 then 'received' else 'accepted' end,
        ${begins} + l.i * ${WEEK}, iif((t.i + l.i) % 4 = 0, null, ${begins} + l.i * ${WEEK} + 86400000), ${begins} + (l.i + 1) * ${WEEK} from them t, lesson l;
    with recursive ${numbers(10, 'n')} insert into outbox (id, lane_id, person_id, address_id, channel, our_number, group_id, part, kind, priority,
        message, next_at, created_at, state, segments, cost, currency, why)
      select 'o' || n.i || t.id, p.lane_id, p.id, a.id, a.channel, a.our_number, 'o' || n.i || t.id, 0, 'lesson', 1,
        '{"text":"' || hex(zeroblob(120)) || '"}', 0, ${begins} + n.i * ${WEEK} * 2, iif(t.i % 17 = 0, 'failed', iif(t.i % 3 = 0, 'delivered', 'read')), 1, 12000, 'MXN',
        iif(t.i % 17 = 0, 'not-reachable', null)
      from n, them t join person p on p.id = t.id join person_address pa on pa.person_id = p.id join address a on a.id = pa.address_id;
    insert into certificate (id, person_id, programme, rule, code, issued_at, year)
      select 'k' || id, id, 'llera', 'true', 'code' || id, ${MONDAY - WEEK}, 2026 from them where i % 11 = 0;
    ${triggers.map(({ sql }) => `${sql};`).join(' ')}
    drop table them;
    commit`);
}
