import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Audience, audienceQuery, audienceSchema } from '../../src/programme/audience.ts';
import { type Sight, shellSight } from '../../src/programme/sight.ts';
import { MONDAY, openRecords, type Records } from './people-at-large.ts';

/**
 * Ana: cohort-a, group tejedoras, village xocen by her cohort. Luz: cohort-a, her own village yaxuna, Maya. Mar: cohort-b,
 * tagged. Sol: invited. Eva: another programme. Sim: a phone in the browser.
 */
let records: Records;
beforeAll(async () => {
  records = await openRecords();
  const { run } = records;
  const person = (id: string, language: string, simulated = 0) => {
    run('insert into lane (id, created_at) values (?, 0)', `l-${id}`);
    run(
      'insert into person (id, lane_id, name, language, simulated, created_at) values (?, ?, ?, ?, ?, 0)',
      id,
      `l-${id}`,
      id,
      language,
      simulated,
    );
  };
  const unit = (id: string, kind: string, cohort: string | null = null) =>
    run(
      `insert into unit (id, programme, kind, name, title, cohort_id, created_at) values (?, 'llera', ?, ?, ?, ?, 0)`,
      `u-${id}`,
      kind,
      id,
      id,
      cohort,
    );
  unit('xocen', 'site');
  unit('yaxuna', 'site');
  unit('crear', 'stage');
  unit('pnud', 'partner');
  for (const name of ['a', 'b'])
    run(
      `insert into cohort (id, programme, name, starts_on, timezone, created_at) values (?, 'llera', ?, '2026-01-05', 'America/Monterrey', 0)`,
      `c-${name}`,
      `cohort-${name}`,
    );
  run(`update cohort set site_id = 'u-xocen', stage_id = 'u-crear', partner_id = 'u-pnud' where id = 'c-a'`);
  unit('tejedoras', 'group', 'c-a');
  const enrol = (
    id: string,
    cohort: string | null,
    more: { programme?: string; state?: string; group?: string; site?: string } = {},
  ) =>
    run(
      'insert into enrolment (person_id, programme, cohort_id, state, group_id, site_id, since) values (?, ?, ?, ?, ?, ?, 0)',
      id,
      more.programme ?? 'llera',
      cohort,
      more.state ?? 'active',
      more.group ?? null,
      more.site ?? null,
    );
  for (const [id, language] of [
    ['ana', 'es-MX'],
    ['luz', 'yua-MX'],
    ['mar', 'es-MX'],
    ['sol', 'yua'],
    ['eva', 'es-MX'],
  ])
    person(id!, language!);
  person('sim', 'es-MX', 1);
  enrol('ana', 'c-a', { group: 'u-tejedoras' });
  enrol('luz', 'c-a', { site: 'u-yaxuna' });
  enrol('mar', 'c-b', { state: 'completed' });
  enrol('sol', 'c-b', { state: 'invited' });
  enrol('eva', null, { programme: 'rio' });
  enrol('sim', 'c-a');
  for (const tag of ['trabajo', 'coser']) run('insert into tag (person_id, tag, since) values (?, ?, 0)', 'mar', tag);
  run('insert into tag (person_id, tag, since) values (?, ?, 0)', 'ana', 'coser');
  // Four sessions of cohort-a, the last not held yet; the third was never recorded by anybody.
  [1, 2, 3, 4].forEach((n) => {
    const starts = n < 4 ? MONDAY - n * 86_400_000 : MONDAY + 86_400_000;
    run(
      `insert into session (id, cohort_id, plan_id, title, starts_at, ends_at) values (?, 'c-a', ?, ?, ?, ?)`,
      `s${n}`,
      `s${n}`,
      `s${n}`,
      starts,
      starts + 3_600_000,
    );
  });
  for (const id of ['ana', 'luz'])
    run(`insert into roster (cohort_id, person_id, number, since) values ('c-a', ?, ?, 0)`, id, id === 'ana' ? 1 : 2);
  const fact = (session: string, id: string, status: string, method = 'roll') =>
    run(
      `insert into attendance_fact (id, session_id, person_id, method, status, happened_at, sent_by, entered_at) values (?, ?, ?, ?, ?, 0, 'x', 0)`,
      `${session}-${id}-${method}`,
      session,
      id,
      method,
      status,
    );
  fact('s1', 'ana', 'present');
  fact('s2', 'ana', 'absent');
  fact('s2', 'ana', 'present', 'self'); // the roll goes before her own check-in
  fact('s1', 'luz', 'excused');
  fact('s2', 'luz', 'late');
  run(
    `insert into homework (id, person_id, programme, name, state, assigned_at) values ('h1', 'ana', 'llera', 'botes', 'assigned', 0)`,
  );
  run(
    `insert into homework (id, person_id, programme, name, state, assigned_at, received_at) values ('h2', 'luz', 'llera', 'botes', 'assigned', 0, 5)`,
  );
  const flow = (id: string, column: string) =>
    run(
      `insert into flow_progress (person_id, flow, version, released_at, ${column}) values (?, 'llera/apartar', 'v', 1, 2)`,
      id,
    );
  flow('luz', 'opened_at');
  flow('mar', 'finished_at');
  run(`insert into flow_progress (person_id, flow, version, released_at) values ('ana', 'llera/apartar', 'v', 1)`);
});
afterAll(() => records.close());

const who = (audience: Partial<Audience>, sight: Sight = shellSight('main'), options = {}) => {
  const { sql, params } = audienceQuery(
    audienceSchema.parse({ programme: 'llera', ...audience }),
    sight,
    MONDAY,
    options,
  );
  return (records.db.prepare(sql.sqlite).all(params) as { person_id: string }[]).map((row) => row.person_id).toSorted();
};

describe('A1: whom a filter means', () => {
  test.each<[string, Partial<Audience>, readonly string[]]>([
    ['nothing said: those who take part now', {}, ['ana', 'luz', 'mar']],
    ['a cohort', { cohorts: ['cohort-a'] }, ['ana', 'luz']],
    ['a cohort that is not there', { cohorts: ['cohort-x'] }, []],
    ['a group', { groups: ['tejedoras'] }, ['ana']],
    ['a village of her cohort; her own goes before it', { sites: ['xocen'] }, ['ana']],
    ['two villages', { sites: ['xocen', 'yaxuna'] }, ['ana', 'luz']],
    ['a stage and a partner of her cohort', { stages: ['crear'], partners: ['pnud'] }, ['ana', 'luz']],
    ['a language and its regions', { languages: ['yua'] }, ['luz']],
    ['a region is not its language', { languages: ['es-CL'] }, []],
    ['a state', { states: ['invited'] }, ['sol']],
    ['all of the tags', { tags: ['coser', 'trabajo'] }, ['mar']],
    ['none of the tags', { without_tags: ['trabajo', 'otra'] }, ['ana', 'luz']],
    ['homework that she has not sent', { homework: { name: 'botes', state: 'missing' } }, ['ana']],
    ['homework in a state', { homework: { name: 'botes', state: 'assigned' } }, ['ana', 'luz']],
    ['a lesson let go', { lesson: { name: 'apartar', state: 'released' } }, ['ana', 'luz', 'mar']],
    ['a lesson not opened', { lesson: { name: 'apartar', state: 'unopened' } }, ['ana', 'mar']],
    ['a lesson finished', { lesson: { name: 'apartar', state: 'finished' } }, ['mar']],
    [
      'attendance: the roll counts, excused on neither side, what nobody recorded not at all',
      { attendance: { below: 0.6 } },
      ['ana'],
    ],
    ['attendance at least', { attendance: { at_least: 1 } }, ['luz']],
    ['persons by id', { persons: ['mar', 'sol', 'eva'] }, ['mar']],
    ['everything given must hold', { cohorts: ['cohort-a'], languages: ['yua'], tags: ['coser'] }, []],
  ])('%s', (_, audience, expected) => {
    expect(who(audience)).toEqual(expected);
  });

  test('a slice of it goes on where the one before ended, and the parts are the whole', () => {
    for (const audience of [{}, { cohorts: ['cohort-a'] }]) {
      const parts: string[] = [];
      for (let after = ''; ; ) {
        const part = who(audience, shellSight('main'), { slice: { after, most: 1 } });
        if (part.length === 0) break;
        parts.push(...part);
        after = part.at(-1)!;
      }
      expect(parts).toEqual(who(audience));
    }
  });

  test('phones in the browser only where they are asked for', () => {
    expect(who({}, shellSight('main'), { simulated: true })).toContain('sim');
  });
});

describe('whom a sight reaches', () => {
  const sight = (more: Partial<Sight>): Sight => ({ ...shellSight('main'), roles: ['facilitator'], ...more });

  test('a programme that is not hers is refused, not empty', () => {
    expect(() => who({}, sight({ programmes: ['rio'] }))).toThrow(/not yours to see/);
    expect(who({}, sight({ programmes: ['llera'] }))).toHaveLength(3);
  });

  test('only her cohorts, groups and villages, whatever the filter says', () => {
    expect(who({}, sight({ within: ['c-b'] }))).toEqual(['mar']);
    expect(who({}, sight({ within: ['u-tejedoras'] }))).toEqual(['ana']);
    expect(who({}, sight({ within: ['u-yaxuna', 'c-b'] }))).toEqual(['luz', 'mar']);
    expect(who({ cohorts: ['cohort-a'] }, sight({ within: ['c-b'] }))).toEqual([]);
    expect(who({}, sight({ within: [] }))).toEqual([]);
    expect(who({}, { ...sight({}), workspace: 'other' })).toEqual([]);
  });
});
