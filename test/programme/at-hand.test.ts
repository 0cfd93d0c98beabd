import { beforeEach, expect, test } from 'vitest';
import { records } from '../../src/programme/certificate/fact.ts';
import { count, homework } from '../../src/programme/homework/facts.ts';
import { openDatabase, type TestDatabase } from '../turn/database.ts';

/** Ana takes part in two programmes: what proves one proves nothing of the other. */
let db: TestDatabase;
beforeEach(() => {
  db = openDatabase();
  db.person('ana');
  for (const [programme, status, state] of [
    ['llera', 'present', 'accepted'],
    ['rio', 'absent', 'assigned'],
  ] as const) {
    db.db.exec(`insert into cohort (id, programme, name, starts_on, timezone, created_at) values ('c-${programme}', '${programme}', 'g', '2026-03-02', 'America/Monterrey', 0);
      insert into enrolment (person_id, programme, cohort_id, state, since) values ('ana', '${programme}', 'c-${programme}', 'active', 0);
      insert into roster (cohort_id, person_id, number, since) values ('c-${programme}', 'ana', 1, 0);
      insert into session (id, cohort_id, plan_id, title, starts_at, ends_at) values ('s-${programme}', 'c-${programme}', 's1', 'S', 0, 3600000);
      insert into attendance_fact (id, session_id, person_id, method, status, happened_at, sent_by, entered_at)
        values ('f-${programme}', 's-${programme}', 'ana', 'roll', '${status}', 0, 'arrival', 0);
      insert into homework (id, person_id, programme, name, state, assigned_at) values ('h-${programme}', 'ana', '${programme}', 'botes', '${state}', 0);
      insert into setting (name, value, updated_at) values ('pack.${programme}', '{"lessons":["${programme}/uno"]}', 0)`);
  }
});

const of = (fact: typeof records, programme?: string) =>
  fact.value(db.fact(fact.source, 'ana'), { now: 7_200_000, programme });

test("the evidence of a certificate is that of its own programme's sessions, homework, lessons and hours", () => {
  expect(of(records, 'llera')).toEqual({
    sessions: { n: 1, of: 1 },
    homework: { n: 1, of: 1 },
    lessons: { n: 0, of: 1, share: 0 },
    minutes: 60,
  });
  expect(of(records, 'rio')).toEqual({
    sessions: { n: 0, of: 1 },
    homework: { n: 0, of: 1 },
    lessons: { n: 0, of: 1, share: 0 },
    minutes: 0,
  });
  expect(of(records)).toMatchObject({ sessions: { n: 1, of: 2 } });
});

test('homework is counted, and found by its name, in its own programme', () => {
  expect(of(count, 'llera')).toEqual({ homework: { assigned: 1, submitted: 1, accepted: 1 } });
  expect(of(count, 'rio')).toEqual({ homework: { assigned: 1, submitted: 0, accepted: 0 } });
  expect(of(homework, 'llera')).toMatchObject({ botes: { state: 'accepted' } });
  expect(of(homework, 'rio')).toMatchObject({ botes: { state: 'assigned' } });
});
