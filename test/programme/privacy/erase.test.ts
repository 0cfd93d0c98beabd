import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/base/clock.ts';
import { eraseStep } from '../../../src/programme/privacy/erase-step.ts';
import { exportOf, SECTIONS, UNTOLD } from '../../../src/programme/privacy/export.ts';
import { personErase, personUnblock } from '../../../src/programme/privacy/index.ts';
import { RULES } from '../../../src/store/erase/tables.ts';
import { nextJob } from '../../../src/store/jobs.ts';
import { TABLES } from '../../../src/store/read/tables.ts';
import { type Database_, NOW, openPeople } from '../../store/merge/people.ts';

const open = () => openPeople([personErase, personUnblock, eraseStep, nextJob]);
const by = { kind: 'shell', id: 'shell' } as const;
const begin = (house: Database_, person = 'ana-1', days = 0) =>
  house.operate<{ id: string; already: boolean }>('person.erase', {
    person,
    why: 'she asked',
    by,
    days,
    workspace: 'main',
  });

/** Runs jobs as the worker does, at most so many. Returns how many there were. */
function work(house: Database_, most = Number.POSITIVE_INFINITY, now = NOW): number {
  let n = 0;
  for (; n < most; n++) {
    const { job } = house.operate<{ job?: { id: string; operation: string; input: string } }>(
      'store.jobs.next',
      {},
      now,
    );
    if (!job) break;
    const whole = {
      ...(JSON.parse(job.input) as object),
      job: { id: job.id, workspace: 'main', lane: null, person: null },
    };
    house.operate(job.operation, whole, now);
  }
  return n;
}

/** Everything that the database holds, as one text. */
const everything = (house: Database_) =>
  JSON.stringify({
    ...house.dump(),
    ...Object.fromEntries(['merge', 'merge_row'].map((table) => [table, house.all(`select * from ${table}`)])),
  });

const marks = (text: string) => [...text.matchAll(/XYZZY ([a-z0-9_.]+)/g)].map((match) => match[1]!).sort();
/** Ids of her emptied lane and address, which this test has named after her. */
const isHusk = (text: string) => /(lane|phone) ana-1/.test(text);

/** Columns in which JSON of a form stands. */
const JSON_IN: Readonly<Record<string, (words: string, who: string) => string>> = {
  'inbox.inbound': (text) => JSON.stringify({ content: { kind: 'text', text } }),
  'outbox.message': (text) => JSON.stringify({ text }),
  'answer.plain': (text) => JSON.stringify(text),
  'import_slice.rows': (name, who) => JSON.stringify([{ line: 1, row: { name, phone: `+52${who}` } }]),
};

/** In every table, a row of hers in which every text of its own bears her mark; beside it one of Luz's with Luz's. */
function mark(house: Database_) {
  const { db } = house;
  db.pragma('foreign_keys = off'); // parents come by name, whatever the order
  for (const [who, other, mark] of [
    ['ana-1', 'luz', 'XYZZY'],
    ['luz', 'ana-2', 'LUZLUZ'],
  ] as const) {
    for (const { table, does } of RULES) {
      if (
        does === 'keep' ||
        ['person', 'lane', 'address', 'person_address', 'erasure', 'idempotency_key'].includes(table)
      )
        continue;
      const columns = db.pragma(`table_info(${table})`) as {
        name: string;
        type: string;
        notnull: number;
        pk: number;
        dflt_value: unknown;
      }[];
      const values: Record<string, unknown> = {};
      for (const { name, type, pk } of columns) {
        if (
          name === 'workspace' ||
          (name === 'seq' && table !== 'import_problem') ||
          (table === 'care_case' && name === 'number')
        )
          continue;
        if (JSON_IN[`${table}.${name}`]) {
          values[name] = JSON_IN[`${table}.${name}`]!(`${mark} ${table}.${name}`, who);
          continue;
        }
        if (name === 'person_id' || name === 'gone_id') values[name] = who;
        else if (/^(by_person|owner_id|closed_by|stood_in)$/.test(name)) values[name] = other;
        else if (name === 'lane_id') values[name] = `lane ${who}`;
        else if (name === 'address_id') values[name] = `phone ${who}`;
        else if (name === 'state') values[name] = type === 'TEXT' ? (table === 'care_case' ? 'open' : 'kept') : 1;
        else if (name === 'id' || name === 'of_id') values[name] = `${table} of ${mark[0]}`;
        else if (
          /^(case|claim|homework|merge|import|inscription|enterprise|household|broadcast|token|cohort|session|roll|visit|entry|delivery|certificate)_id$/.test(
            name,
          )
        )
          values[name] = `${name.slice(0, -3)} of ${mark[0]}`
            .replace('case', 'care_case')
            .replace('claim', 'link_claim')
            .replace('entry', 'hours_entry');
        else if (type === 'TEXT')
          values[name] = pk
            ? `${table} of ${mark[0]}`
            : /^(payload|input|then_events)$/.test(name)
              ? JSON.stringify({ who, words: `${mark} ${table}.${name}` })
              : `${mark} ${table}.${name}`;
        // The photos of a visit are gone with it; the file of the other rows is nobody's photo.
        else if (table === 'visit_file' && name === 'inbox_seq') values[name] = 99;
        else values[name] = table === 'outbox' && name === 'cause' ? null : 1;
      }
      if (table === 'address_key') values['value'] = `phone:+52${who}-long-enough`;
      if (table === 'set_aside') values['item'] = `${mark} from +52${who}-long-enough`;
      if (table === 'outbox') values['kind'] = 'reply';
      const names = Object.keys(values);
      db.prepare(
        `insert or replace into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
      ).run(Object.values(values));
    }
    db.prepare('update person set name = ?, profile = ?, person_values = ?, language = ? where id = ?').run(
      `${mark} ${who}`,
      `{"estatus":"${mark}"}`,
      `{"x":"${mark}"}`,
      'es',
      who,
    );
    db.prepare('update lane set state = ? where id = ?').run(`{"speaking":{"x":"${mark} ${who}"}}`, `lane ${who}`);
  }
  db.pragma('foreign_keys = on');
}

/**
 * Columns of the facts that stay: words of the programme and ids of its own things (`document.file` until the disk is
 * cleared: `trash`), none that she or somebody of the team wrote about her. A new column of such a table stands here or is emptied.
 */
const STAYS = `application.source application_decision.by_id application_decision.by_kind application_decision.decision
  application_decision.programme application_score.by_id application_score.by_kind application_score.criterion
  application_score.programme application_visit.by_id application_visit.by_kind application_visit.programme
  recording.programme recording.flow recording.step recording.language recording.source recording.replaced_by
  flow_progress.version consent.purpose consent.wording consent.by_kind consent.by_id consent.withdraws consent.programme
  enrolment.site_id enrolment.stage_id attendance_fact.method attendance_fact.status attendance_fact.sent_by
  homework.programme homework.name homework_part.kind review.by_id review.by_kind review.verdict survey_answer.programme survey_answer.survey survey_answer.wave survey_answer.step
  certificate.programme certificate.rule certificate.printed certificate.evidence certificate.run_id document.file enterprise.programme enterprise.sector enterprise.line enterprise.site_id
  enterprise.stage_id household.programme household.site_id broadcast.programme broadcast.texts broadcast.template
  broadcast.audience broadcast.sight broadcast.source_id broadcast.moment broadcast.by_kind broadcast.key broadcast.same
  broadcast.tally broadcast.last_person broadcast_recipient.zone broadcast_recipient.way broadcast_recipient.reason
  token.name token.secret_sha256 token.scopes token.role token.programmes token.within token.last_used_on
  visit.kind visit.programme visit.by_kind visit.by_id commitment.programme commitment.due_on commitment.settled_visit_id
  commitment.by_kind commitment.by_id hours_entry.programme hours_entry.kind hours_entry.by_kind hours_entry.by_id
  input_entry.programme input_entry.kind input_entry.line input_entry.item input_entry.supplier input_entry.currency
  input_entry.happened_on input_entry.by_kind input_entry.by_id delivery.programme delivery.delivered_on delivery.answer
  delivery.answered_by delivery.by_kind delivery.by_id
  survey_answer.type survey_answer.currency survey_answer.wording survey_answer.mode survey_answer.response_id
  survey_response.programme survey_response.survey survey_response.wave survey_response.mode survey_response.by_kind
  survey_response.by_id ladder_step.programme ladder_step.on_day ladder_step.source ladder_step.by_kind ladder_step.by_id
  outcome.programme outcome.kind outcome.on_day outcome.evidence outcome.by_kind outcome.by_id
  privacy_request.kind privacy_request.did privacy_request.by_kind privacy_request.by_id`
  .split(/\s+/)
  .sort();

describe('every table has its rule', () => {
  const { db } = open();
  test('a table that nobody has thought of is named here', () => {
    const ruled = new Set(RULES.map(({ table }) => table));
    expect(Object.keys(TABLES).filter((table) => !ruled.has(table))).toEqual([]);
    expect([...ruled].filter((table) => !(table in TABLES))).toEqual([]);
  });

  test('what is kept as it is names no person, lane, address or phone', () => {
    const derived = 'attendance'; // its triggers follow attendance_fact
    const kept = RULES.filter(({ table, does }) => does === 'keep' && table !== derived).map(({ table }) => table);
    const naming = kept.flatMap((table) =>
      (db.pragma(`table_info(${table})`) as { name: string }[])
        .filter(({ name }) => /^(person_id|by_person|owner_id|lane_id|address_id|phone|raw|name_of|text)$/.test(name))
        .map(({ name }) => `${table}.${name}`),
    );
    expect(naming).toEqual([]);
  });

  test('a column that refers to a person is emptied or pointed at the empty row', () => {
    const missing = Object.keys(TABLES).flatMap((table) => {
      const columns = (db.pragma(`foreign_key_list(${table})`) as { from: string; table: string }[])
        .filter((key) => key.table === 'person')
        .map(({ from }) => from);
      const rules = RULES.filter((rule) => rule.table === table);
      const named = rules.flatMap((rule) =>
        rule.does === 'refer'
          ? rule.persons
          : rule.does === 'delete' || rule.does === 'search'
            ? [...rule.where.matchAll(/t\.(\w+) = @person/g)].map((m) => m[1]!)
            : ['person_id'],
      );
      return columns.filter((column) => !named.includes(column)).map((column) => `${table}.${column}`);
    });
    expect(missing).toEqual([]);
  });
});

describe('erasing', () => {
  test('nothing that was hers is found in any table, and nothing of others is gone', () => {
    const house = open();
    mark(house);
    const luz = (text: string) => text.match(/LUZLUZ [a-z_.]+/g)!.sort();
    const before = luz(everything(house));
    expect(everything(house)).toContain('XYZZY answer.raw');
    begin(house);
    work(house);
    const after = everything(house);
    expect(marks(after)).toEqual(STAYS);
    expect(after.match(/"[^"]*ana-1[^"]*"/g)?.filter((text) => !isHusk(text)) ?? []).toEqual([]);
    expect(luz(after)).toEqual(before);
    expect(house.all(`select count(*) as n from person where erased_at is not null`)).toEqual([{ n: 1 }]);
  });

  test('what a verb has just asked somebody of the team about her does not keep her name', () => {
    const house = open();
    house.run(`insert into staff (person_id, role, programme, since) values ('luz', 'counsellor', '', 0)`);
    const asked = { verb: 'visit', about: '{"who":"Ana Ruiz"}', at: NOW };
    for (const [who, state] of [
      ['luz', { threads: [], staffAsked: asked, strays: 1 }],
      ['eva', { threads: [], staffAsked: asked }],
    ] as const) {
      house.run(`insert or ignore into lane (id, created_at) values ('lane eva', 0)`);
      house.run(`insert or ignore into person (id, lane_id, created_at) values ('eva', 'lane eva', 0)`);
      house.run(`delete from conversation where person_id = ?`, who);
      house.run(
        `insert into conversation (person_id, state, schema, updated_at) values (?, ?, 1, 0)`,
        who,
        JSON.stringify(state),
      );
    }
    begin(house);
    work(house);
    expect(house.all(`select state, rev from conversation where person_id = 'luz'`)).toEqual([
      { state: '{"threads":[],"strays":1}', rev: 1 },
    ]);
  });

  test('counts stay: attendance, progress, enrolments, rosters, certificates, waves', () => {
    const house = open();
    mark(house);
    const counts = () =>
      [
        'attendance_fact',
        'flow_progress',
        'enrolment',
        'roster',
        'certificate',
        'survey_answer',
        'homework',
        'consent',
      ].map((table) => house.all(`select count(*) as n from ${table}`)[0]!['n']);
    const before = counts();
    begin(house);
    work(house);
    expect(counts()).toEqual(before);
  });

  test('a crash between any two slices is taken up where it stood, and twice is once', () => {
    const house = open();
    mark(house);
    expect(begin(house).already).toBe(false);
    expect(begin(house).already).toBe(true);
    for (let i = 0; i < 200 && work(house, 1) > 0; i++) {
      // The process dies here: what the next one finds is the database alone.
    }
    expect(marks(everything(house))).toEqual(STAYS);
    expect(house.all('select state, who from erasure')).toEqual([{ state: 'done', who: null }]);
    expect(() => begin(house)).toThrow(expect.objectContaining({ code: 'PERSON_UNKNOWN' }));
  });

  test('each slice is small, however much she has said', () => {
    const house = open();
    house.db.transaction(() => {
      const one = house.db.prepare(
        `insert into inbox (channel, our_number, provider_id, address_id, inbound, sent_at, arrived_at, state) values ('c', 'n', ?, 'phone ana-1', '{}', 1, 1, 1)`,
      );
      for (let i = 0; i < 20_000; i++) one.run(`m${i}`);
      const event = house.db.prepare(
        `insert into event (lane_id, person_id, name, payload, at, state) values ('lane luz', 'luz', 'x', ?, 1, 1)`,
      );
      for (let i = 0; i < 20_000; i++)
        event.run(JSON.stringify({ case: `case-${i}`, words: 'some words that are as long as words are' }));
    })();
    begin(house);
    const left = () => Number(house.all('select count(*) as n from inbox')[0]!['n']);
    let widest = 0;
    for (let before = left(); work(house, 1) > 0; before = left()) widest = Math.max(widest, before - left());
    expect(left()).toBe(0);
    expect(widest).toBeLessThanOrEqual(1_000);
  });

  test('on a phone that two share the other keeps hers', () => {
    const house = open();
    house.run(`insert into person_address (person_id, address_id, since) values ('luz', 'phone ana-1', 0)`);
    const heard = (seq: number, words: string) =>
      house.run(
        `insert into inbox (seq, channel, our_number, provider_id, address_id, inbound, sent_at, arrived_at, state) values (?, 'c', 'n', ?, 'phone ana-1', ?, 1, 1, 1)`,
        seq,
        `m${seq}`,
        words,
      );
    const said = (id: string, who: string, cause: number) =>
      house.run(
        `insert into outbox (id, lane_id, person_id, address_id, channel, our_number, group_id, part, kind, priority, message, cause, next_at, created_at) values (?, 'lane ana-1', ?, 'phone ana-1', 'c', 'n', ?, 0, 'reply', 0, '{}', ?, 0, 0)`,
        id,
        who,
        id,
        cause,
      );
    heard(1, 'de ana');
    heard(2, 'de luz');
    heard(3, 'de nadie');
    said('a', 'ana-1', 1);
    said('b', 'luz', 2);
    begin(house);
    work(house);
    expect(house.all('select inbound from inbox')).toEqual([{ inbound: 'de luz' }]);
    expect(house.all('select person_id from outbox')).toEqual([{ person_id: 'luz' }]);
    expect(house.all(`select phone from address where id = 'phone ana-1'`)).toEqual([{ phone: '+52ana-1' }]);
  });

  test('blocked first: nothing goes before its day, and it can be taken back until then', () => {
    const house = open();
    mark(house);
    house.run(
      `insert into timer (id, person_id, key, request, phase, due_at, created_at) values ('t', 'ana-1', 'k', '{}', 'due', 1, 0)`,
    );
    begin(house, 'ana-1', 10);
    expect(work(house)).toBe(0);
    expect(house.all(`select state from timer where id = 't'`)).toEqual([{ state: 3 }]);
    house.operate('person.unblock', { person: 'ana-1' });
    expect(house.all(`select blocked_at from person where id = 'ana-1'`)).toEqual([{ blocked_at: null }]);
    expect(house.all(`select state from timer where id = 't'`)).toEqual([{ state: 0 }]);
    work(house, 99, NOW + 11 * DAY);
    expect(marks(everything(house))).toContain('answer.raw');
    begin(house, 'ana-1', 10);
    work(house, 999, NOW + 22 * DAY);
    expect(marks(everything(house))).toEqual(STAYS);
  });

  test('somebody on duty is not erased', () => {
    const house = open();
    house.run(`insert into staff (person_id, role, programme, since) values ('luz', 'coordinator', 'p', 0)`);
    expect(() => begin(house, 'luz')).toThrow(expect.objectContaining({ code: 'PERSON_ON_DUTY' }));
  });
});

describe('her own export', () => {
  const { db } = open();

  test('every table that names her is told, or it is said why not', () => {
    const told = new Set([...SECTIONS.flatMap(({ tables }) => tables), ...Object.keys(UNTOLD)]);
    const naming = Object.keys(TABLES).filter((table) =>
      (db.pragma(`table_info(${table})`) as { name: string }[]).some(({ name }) =>
        /^(person_id|address_id|lane_id|phone)$/.test(name),
      ),
    );
    expect(naming.filter((table) => !told.has(table))).toEqual([]);
    expect([...told].filter((table) => !(table in TABLES))).toEqual([]);
  });

  test('what stands in it is hers: no mark of somebody else in any section', async () => {
    const house = open();
    mark(house);
    const told = JSON.stringify(
      await exportOf('ana-1', async ({ sql, params }) => house.db.prepare(sql.sqlite).all(params) as never),
    );
    expect(told).toContain('XYZZY answer.raw');
    expect(told).toContain('"estatus":"XYZZY"');
    expect(told).not.toMatch(/LUZLUZ|restricted_note\.text/);
  });
});
