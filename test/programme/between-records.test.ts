import { beforeEach, describe, expect, test } from 'vitest';
import { tallied } from '../../src/programme/held.ts';
import { personMerge } from '../../src/programme/linking/merge.ts';
import { personUnmerge } from '../../src/programme/linking/unmerge.ts';
import { eraseStep } from '../../src/programme/privacy/erase-step.ts';
import { personErase } from '../../src/programme/privacy/index.ts';
import { nextJob } from '../../src/store/jobs.ts';
import { type Database_, NOW, openPeople } from '../store/merge/people.ts';

/** What falls between the records of learning: each holds alone and could break where two become one, or one nobody. */
let house: Database_;
beforeEach(() => {
  house = openPeople([personMerge, personUnmerge, personErase, eraseStep, nextJob]);
  for (const who of ['ana-1', 'luz'])
    house.run(
      `insert into enrolment (person_id, programme, state, since, cohort_id) values (?, 'p', 'active', 0, 'k1')`,
      who,
    );
  house.run(
    `insert into enrolment (person_id, programme, state, since, cohort_id) values ('ana-2', 'p', 'active', 0, 'k2')`,
  );
  house.run(
    `insert into roster (cohort_id, person_id, number, since) values ('k1', 'ana-1', 1, 0), ('k1', 'luz', 2, 0), ('k2', 'ana-2', 1, 0)`,
  );
});

const came = (session: string, who: string, status = 'present', method = 'roll') =>
  house.run(
    `insert into attendance_fact (id, session_id, person_id, method, status, happened_at, sent_by, entered_at)
      values (?, ?, ?, ?, ?, 1, 'arrival', 1)`,
    `${session} ${who} ${method}`,
    session,
    who,
    method,
    status,
  );
/** What the report and the fact count, over all people. */
const totals = () => {
  const tally = tallied(['held', 'attended'], { who: 'who', now: '@now' });
  const sql = `with who as materialized (select person_id from enrolment), ${tally} select sum(held) as held, sum(attended) as attended from tally`;
  const seen = house.db
    .prepare(
      `select count(*) as held, count(*) filter (where a.status in ('present', 'late', 'represented')) as attended
      from expected x left join attendance a on a.session_id = x.session_id and a.person_id = x.person_id
      where exists (select 1 from attendance o where o.session_id = x.session_id) and x.ends_at <= ?`,
    )
    .get(NOW);
  const counted = house.db.prepare(sql).get({ now: NOW });
  expect(counted).toEqual(seen);
  return counted;
};
const erase = (person: string) => {
  house.operate('person.erase', { person, why: 'x', by: { kind: 'shell', id: 'shell' }, days: 0, workspace: 'main' });
  for (;;) {
    const { job } = house.operate<{ job?: { id: string; operation: string; input: string } }>('store.jobs.next', {});
    if (!job) return;
    const job_ = { id: job.id, workspace: 'main', lane: null, person: null };
    house.operate(job.operation, { ...(JSON.parse(job.input) as object), job: job_ });
  }
};
const merge = () => house.operate('person.merge', { keep: 'ana-1', gone: 'ana-2', why: 'shell' });

describe('two records of one woman', () => {
  test('who stood on the rolls of two cohorts is expected from now on only where she is enrolled', () => {
    house.run(
      `insert into session (id, cohort_id, plan_id, title, starts_at, ends_at) values ('past', 'k2', 's1', 'S', ?, ?), ('next', 'k2', 's2', 'S', ?, ?)`,
      NOW - 2,
      NOW - 1,
      NOW + 10,
      NOW + 20,
    );
    const before = house.dump();
    merge();
    const expectedAt = house.all(`select session_id from expected where person_id = 'ana-1' and cohort_id = 'k2'`);
    expect(expectedAt).toEqual([{ session_id: 'past' }]);
    house.operate('person.unmerge', { person: 'ana-1' });
    expect(house.dump()['roster']).toEqual(before['roster']);
  });

  test('the paper of the certificate that goes leads to the one that stays, and is her own again after', () => {
    const given = (id: string, who: string, code: string, number: number) =>
      house.run(
        `insert into certificate (id, person_id, programme, rule, code, issued_at, year, number, name) values (?, ?, 'p', 'r', ?, ?, 2026, ?, 'Ana')`,
        id,
        who,
        code,
        number,
        number,
      );
    given('c1', 'ana-1', 'AAAA', 1);
    given('c2', 'ana-2', 'BBBB', 2);
    const before = house.dump();
    merge();
    expect(house.all(`select code, certificate_id from certificate_code`)).toEqual([
      { code: 'BBBB', certificate_id: 'c1' },
    ]);
    house.operate('person.unmerge', { person: 'ana-1' });
    expect([house.dump()['certificate'], house.dump()['certificate_code']]).toEqual([before['certificate'], []]);
  });

  test('numbers of a list and codes to undo mean her who stays', () => {
    house.run(
      `insert into numbered (person_id, list, n, about, programme, at) values ('luz', 'calls', 2, 'ana-2', 'p', 1)`,
    );
    house.run(
      `insert into undoable (id, by_id, code, operation, input, made_at) values ('u', 'luz', 4821, 'follow-up.undo', '{"person":"ana-2"}', 1)`,
    );
    const before = house.dump();
    merge();
    expect(house.all('select about from numbered')).toEqual([{ about: 'ana-1' }]);
    expect(house.all('select input from undoable')).toEqual([{ input: '{"person":"ana-1"}' }]);
    house.operate('person.unmerge', { person: 'ana-1' });
    for (const table of ['numbered', 'undoable']) expect(house.dump()[table]).toEqual(before[table]);
  });

  test('what each of them was at counts once, and comes apart again', () => {
    house.run(`update enrolment set cohort_id = 'k1' where person_id = 'ana-2'`);
    house.run(`update roster set cohort_id = 'k1', number = 3 where person_id = 'ana-2'`);
    came('s1', 'ana-1', 'absent');
    came('s1', 'ana-2', 'present', 'self');
    came('s2', 'ana-2');
    const before = house.dump();
    merge();
    expect(
      house.all(`select session_id, status, conflict from attendance where person_id = 'ana-1' order by 1`),
    ).toEqual([
      { session_id: 's1', status: 'absent', conflict: 1 },
      { session_id: 's2', status: 'present', conflict: 0 },
    ]);
    house.operate('person.unmerge', { person: 'ana-1' });
    for (const table of ['attendance', 'attendance_fact', 'roster', 'enrolment'])
      expect(house.dump()[table]).toEqual(before[table]);
  });
});

describe('once she is erased', () => {
  test('attendance of the sessions of her group, and of a cohort whose group has its own, stays', () => {
    house.run(`update enrolment set group_id = 'u1' where person_id = 'ana-1'`);
    house.run(`update session set has_copies = 1 where id = 's1'`);
    house.run(
      `insert into session (id, cohort_id, plan_id, title, starts_at, ends_at, group_id) values ('g', 'k1', 's1', 'S', 0, 1, 'u1')`,
    );
    came('g', 'ana-1');
    came('s1', 'luz');
    came('s2', 'luz');
    came('s2', 'ana-1', 'absent');
    const before = totals();
    erase('ana-1');
    expect(totals()).toEqual(before);
  });

  test('attendance at events that were held stays; her seat at one to come is free', () => {
    house.run(
      `insert into session (id, cohort_id, plan_id, title, starts_at, ends_at, kind) values ('past', 'k1', 'e1', 'E', 0, 1, 'event'), ('next', 'k1', 'e2', 'E', ?, ?, 'event')`,
      NOW + 10,
      NOW + 20,
    );
    house.run(
      `insert into sign_up (session_id, person_id, state, since) values ('past', 'ana-1', 'in', 0), ('past', 'luz', 'in', 0), ('next', 'ana-1', 'in', 0)`,
    );
    came('past', 'ana-1');
    came('past', 'luz', 'absent');
    const before = totals();
    erase('ana-1');
    expect(totals()).toEqual(before);
    expect(house.all(`select * from sign_up where session_id = 'next'`)).toEqual([]);
  });

  test('how late her homework came and how soon it was looked at stays counted, and nothing that she sent or was told', () => {
    house.run(
      `insert into homework (id, person_id, programme, name, state, assigned_at) values ('h', 'ana-1', 'p', 'botes', 'redo', 1)`,
    );
    house.run(
      `insert into homework_part (id, homework_id, kind, text, happened_at, entered_at, late) values ('x', 'h', 'text', 'la milpa', 1, 2, 1)`,
    );
    house.run(`insert into review (id, homework_id, submission, by_kind, by_id, opened_at, received_at, decided_at, verdict, words)
      values ('r', 'h', 1, 'staff', 'luz', 1, 2, 9, 'redo', 'Ana, falta')`);
    erase('ana-1');
    expect(house.all('select late, text from homework_part')).toEqual([{ late: 1, text: null }]);
    expect(house.all('select decided_at - received_at as took, verdict, words from review')).toEqual([
      { took: 7, verdict: 'redo', words: null },
    ]);
  });

  test('recordings made for her and photos of her papers go with her; those of others stay', () => {
    for (const who of ['ana-1', 'ana-2']) {
      house.run(
        `insert into homework (id, person_id, programme, name, state, assigned_at) values (?, ?, 'p', 'botes', 'redo', 1)`,
        `h ${who}`,
        who,
      );
      house.run(
        `insert into review (id, homework_id, submission, by_kind, by_id, opened_at, media_id) values (?, ?, 1, 'staff', 'luz', 1, ?)`,
        `r ${who}`,
        `h ${who}`,
        `voice ${who}`,
      );
      house.run(
        `insert into outcome (id, programme, person_id, kind, on_day, evidence, proof, by_kind, by_id, entered_at)
          values (?, 'p', ?, 'registered', '2026-03-01', 'document', ?, 'staff', 'luz', 1)`,
        `o ${who}`,
        who,
        `inbox:${who === 'ana-1' ? 11 : 12}:0`,
      );
      media(`voice ${who}`, 'luz', who === 'ana-1' ? 21 : 22);
      media(`paper ${who}`, 'luz', who === 'ana-1' ? 11 : 12);
    }
    erase('ana-1');
    expect(house.all('select id from media order by 1')).toEqual([{ id: 'paper ana-2' }, { id: 'voice ana-2' }]);
  });
});

/** As it came from somebody's phone. */
function media(id: string, person: string, inbox: number): void {
  const columns = house.db.pragma('table_info(media)') as {
    name: string;
    type: string;
    notnull: number;
    dflt_value: unknown;
  }[];
  const needed = columns.filter(({ notnull, dflt_value }) => notnull === 1 && dflt_value === null);
  const given: Record<string, unknown> = { id, person_id: person, state: 'kept', inbox_seq: inbox };
  for (const { name, type } of needed) given[name] ??= type === 'INTEGER' ? 1 : 'x';
  const names = Object.keys(given);
  house.run(
    `insert into media (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
    ...Object.values(given),
  );
}
