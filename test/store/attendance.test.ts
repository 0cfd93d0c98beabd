import Sqlite from 'better-sqlite3';
import { beforeEach, expect, test } from 'vitest';
import { applyMigrations } from '../../src/store/sqlite/apply-migrations.ts';
import { migrations } from './setup.ts';

let db: Sqlite.Database;

beforeEach(() => {
  db = new Sqlite(':memory:');
  applyMigrations(db, migrations(), 0);
  db.exec(`insert into lane (id, created_at) values ('l', 0);
    insert into person (id, lane_id, name, created_at) values ('ana', 'l', 'Ana', 0), ('luz', 'l', 'Luz', 0), ('eva', 'l', 'Eva', 0);
    insert into cohort (id, programme, name, starts_on, timezone, created_at) values ('c', 'llera', 'a', '2026-03-02', 'UTC', 0);
    insert into unit (id, programme, kind, name, title, cohort_id, created_at) values ('g', 'llera', 'group', 'g1', 'G1', 'c', 0);
    insert into roster (cohort_id, person_id, number, since, until) values ('c', 'ana', 1, 0, null), ('c', 'luz', 2, 0, 150), ('c', 'eva', 3, 0, null);
    insert into enrolment (person_id, programme, cohort_id, state, since, group_id) values ('ana', 'llera', 'c', 'active', 0, 'g');
    insert into session (id, cohort_id, plan_id, title, starts_at, ends_at) values ('s1', 'c', 's1', 'Uno', 100, 110), ('s2', 'c', 's2', 'Dos', 200, 210);`);
});

let n = 0;
function fact(method: string, status: string, entered: number, person = 'ana'): string {
  const id = `f${n++}`;
  db.prepare(
    `insert into attendance_fact (id, session_id, person_id, method, status, happened_at, sent_by, entered_at)
      values (?, 's1', ?, ?, ?, 0, 'arrival', ?)`,
  ).run(id, person, method, status, entered);
  return id;
}
const holds = () => db.prepare('select person_id, status, method, conflict from attendance').all();

test('the strongest word holds, the newest of the strongest, and what disagrees is a conflict until somebody settles it', () => {
  fact('self', 'present', 1);
  expect(holds()).toEqual([{ person_id: 'ana', status: 'present', method: 'self', conflict: 0 }]);
  fact('roll', 'absent', 2);
  expect(holds()).toEqual([{ person_id: 'ana', status: 'absent', method: 'roll', conflict: 1 }]);
  const late = fact('roll', 'late', 3);
  expect(holds()).toEqual([{ person_id: 'ana', status: 'late', method: 'roll', conflict: 0 }]);
  db.prepare('update attendance_fact set undone_at = 4 where id = ?').run(late);
  expect(holds()).toEqual([{ person_id: 'ana', status: 'absent', method: 'roll', conflict: 1 }]);
  fact('settled', 'excused', 5);
  expect(holds()).toEqual([{ person_id: 'ana', status: 'excused', method: 'settled', conflict: 0 }]);
});

test('it follows a fact to another person, and goes with the last of them', () => {
  const id = fact('roll', 'present', 1);
  db.prepare("update attendance_fact set person_id = 'luz' where id = ?").run(id);
  expect(holds()).toEqual([{ person_id: 'luz', status: 'present', method: 'roll', conflict: 0 }]);
  db.prepare('delete from attendance_fact').run();
  expect(holds()).toEqual([]);
});

test('expected are those on the roster while it was held, of its group, and those who signed up to an event', () => {
  const expected = () =>
    db.prepare('select session_id, person_id from expected order by session_id, person_id').all() as {
      session_id: string;
      person_id: string;
    }[];
  const at = (session: string) => expected().flatMap((row) => (row.session_id === session ? [row.person_id] : []));
  expect([at('s1'), at('s2')]).toEqual([
    ['ana', 'eva', 'luz'],
    ['ana', 'eva'],
  ]);
  db.exec("update session set group_id = 'g' where id = 's2'");
  expect(at('s2')).toEqual(['ana']);
  db.exec("update session set cancelled_at = 1 where id = 's1'");
  expect(at('s1')).toEqual([]);
  db.exec(`insert into session (id, cohort_id, plan_id, title, starts_at, ends_at, kind) values ('e', 'c', 'e1', 'Feria', 300, 310, 'event');
    insert into sign_up (session_id, person_id, state, since) values ('e', 'luz', 'in', 0), ('e', 'eva', 'waiting', 0)`);
  expect(at('e')).toEqual(['luz']);
});
