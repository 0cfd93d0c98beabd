import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { REPORTS } from '../../src/assemble/capabilities.ts';
import { runShell } from '../../src/assemble/shell.ts';
import { DAY } from '../../src/base/clock.ts';
import type { ReportJson } from '../../src/programme/report/json.ts';
import { call, newToken } from '../server/api-world.ts';
import { House, MONDAY } from './house.ts';

let house: House;
let folder: string;
beforeEach(async () => {
  house = await House.open({ start: MONDAY + 21 * DAY });
  folder = mkdtempSync(join(tmpdir(), 'recado-reports-'));
});
afterEach(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Who {
  readonly site?: string;
  readonly sex?: string | null;
  readonly state?: string;
  readonly cohort?: string;
}

/** Somebody of llera, in the records alone: nobody writes to her. */
function person(id: string, { site, sex = 'mujer', state = 'active', cohort = 'grupo-a' }: Who = {}): void {
  const profile = JSON.stringify(sex === null ? {} : { sexo: sex });
  house.run(
    `insert or ignore into cohort (id, programme, name, starts_on, timezone, created_at) values (?, 'llera', ?, '2026-03-02', 'America/Monterrey', 0)`,
    `c-${cohort}`,
    cohort,
  );
  house.run('insert into lane (id, created_at) values (?, 0)', `l-${id}`);
  house.run(
    `insert into person (id, lane_id, name, language, profile, created_at) values (?, ?, ?, 'es-MX', ?, 0)`,
    id,
    `l-${id}`,
    `${id} López`,
    profile,
  );
  house.run(
    `insert into address (id, lane_id, channel, our_number, raw, created_at) values (?, ?, 'twilio-sms', '+1', ?, 0)`,
    `a-${id}`,
    `l-${id}`,
    id,
  );
  house.run(
    `insert into enrolment (person_id, programme, cohort_id, site_id, state, since) values (?, 'llera', ?, ?, ?, ?)`,
    id,
    `c-${cohort}`,
    site ?? null,
    state,
    MONDAY,
  );
  house.run(
    `insert into roster (cohort_id, person_id, number, since) select ?, ?, 1 + coalesce(max(number), 0), 0 from roster where cohort_id = ?`,
    `c-${cohort}`,
    id,
    `c-${cohort}`,
  );
}

const site = (id: string) =>
  house.run(
    `insert into unit (id, programme, kind, name, title, created_at) values (?, 'llera', 'site', ?, ?, 0)`,
    id,
    id,
    `Sitio ${id}`,
  );
function lesson(id: string, name: string, { opened, finished }: { opened?: number; finished?: number } = {}): void {
  house.run(
    `insert into flow_progress (person_id, flow, version, released_at, opened_at, finished_at) values (?, ?, 'v', ?, ?, ?)`,
    id,
    `llera/${name}`,
    MONDAY,
    opened ?? null,
    finished ?? null,
  );
}
let answers = 0;
function answer(id: string, name: string, step: string, at: number, correct: number | null = null): void {
  house.run(
    `insert into answer (id, person_id, programme, flow, version, step, question_id, type, value, plain, raw, correct, happened_at, entered_at)
      values (?, ?, 'llera', ?, 'v', ?, 'q', 'text', '{}', '"x"', 'x', ?, ?, ?)`,
    `x${answers++}`,
    id,
    `llera/${name}`,
    step,
    correct,
    at,
    at,
  );
}

async function report(words: string): Promise<ReportJson> {
  return JSON.parse(await house.shell(`report ${words} --programme llera --format json`)) as ReportJson;
}
const rows = (of: ReportJson, table: string) => of.tables.find(({ id }) => id === table)!.rows;
const said = async (...words: string[]) => (await runShell(['report', ...words], async () => house.app)).said;

describe('the people a report is about', () => {
  test('enrolled, started, active, completed and certified are counted once, each as it is defined', async () => {
    const now = house.clock.now();
    person('ana'); // does nothing
    person('berta', { state: 'completed' });
    lesson('berta', 'dos-botes', { opened: MONDAY, finished: MONDAY + 1 });
    house.run(
      `insert into certificate (id, person_id, programme, rule, code, issued_at) values ('k', 'berta', 'llera', 'true', 'A1', ?)`,
      MONDAY,
    );
    person('celia');
    lesson('celia', 'dos-botes', { opened: MONDAY });
    answer('celia', 'dos-botes', 'separa', now - 13 * DAY);
    person('diana', { state: 'paused' });
    answer('diana', 'dos-botes', 'separa', now - DAY); // rests: not active, and an answer alone is no start
    person('elena', { state: 'invited' });
    person('flora', { state: 'dropped' }); // never said yes
    person('gema', { state: 'dropped' });
    house.run(
      `insert into consent (id, person_id, purpose, wording, given, happened_at, entered_at) values ('y', 'gema', 'llera', 'w', 1, 0, 0)`,
    );
    person('hilda');
    answer('hilda', 'dos-botes', 'separa', now - 15 * DAY); // too long ago
    house.run(`update person set simulated = 1 where id = 'ana'`);
    person('irma');
    const [people] = rows(await report('progress'), 'people');
    expect(people).toMatchObject({
      enrolled: 6,
      started: { n: 2, of: 6, percent: 33.3 },
      active: { n: 1, of: 6 },
      completed: { n: 1, of: 6 },
      certified: { n: 1, of: 6 },
    });
    // Before her certificate and her end.
    const [before] = rows(await report('progress --to 2026-03-01'), 'people');
    expect(before).toMatchObject({ certified: { n: 0 }, completed: { n: 0 }, started: { n: 0 } });
  });

  test('every report has them at its head, and the parts of a breakdown come to the whole', async () => {
    for (const sex of ['mujer', 'hombre', null]) for (let i = 0; i < 6; i++) person(`${sex}${i}`, { sex });
    for (const { name } of REPORTS) {
      const made = await report(`${name} --by sex`);
      expect([name, rows(made, 'people')[0]!['enrolled']]).toEqual([name, 18]);
      const parts = rows(made, 'people_by');
      expect(parts.map((row) => row['sex'])).toEqual(['', 'hombre', 'mujer']);
      expect(parts.reduce((sum, row) => sum + Number(row['enrolled']), 0)).toBe(18);
    }
  });

  test('every column, table, name and note has its words in Spanish and English', async () => {
    site('sur');
    for (let i = 0; i < 6; i++) person(`p${i}`, { site: 'sur' });
    const { texts } = house.app.mind().deps;
    const missing: string[] = [];
    for (const { name } of REPORTS) {
      const { tables } = await report(name);
      const keys = [
        `name-${name}`,
        ...tables.flatMap(({ id, columns }) => [`table-${id}`, ...columns.map((one) => `column-${one.id}`)]),
      ];
      for (const key of keys)
        for (const language of ['es', 'en'])
          try {
            texts.say(`report.${key}`, { language });
          } catch {
            missing.push(`${language} report.${key}`);
          }
    }
    expect([...new Set(missing)]).toEqual([]);
  });
});

test('P5: the sites, the active ones, women per site, and the sites that are silent for 14 days', async () => {
  const now = house.clock.now();
  for (const id of ['norte', 'sur', 'oeste', 'vacio']) site(id);
  for (let i = 0; i < 3; i++) person(`n${i}`, { site: 'norte', sex: i === 0 ? 'hombre' : 'mujer' });
  person('n3', { site: 'norte', sex: null });
  for (let i = 0; i < 2; i++) person(`s${i}`, { site: 'sur' });
  person('o0', { site: 'oeste' });
  answer('n0', 'dos-botes', 'separa', now - 13 * DAY);
  answer('s0', 'dos-botes', 'separa', now - 20 * DAY);
  const made = await report('sites');
  expect(rows(made, 'sites')[0]).toMatchObject({
    sites: 4,
    with_people: { n: 3, of: 4 },
    active_sites: { n: 1, of: 4 },
    silent_sites: { n: 2, of: 4 },
  });
  expect(rows(made, 'by_site')).toMatchObject([
    { site: 'Sitio norte', enrolled: 4, women: { n: 2, of: 4, missing: 1 }, active: { n: 1, of: 4 }, last_heard: null },
    { site: 'Sitio oeste', enrolled: 1, last_heard: null, silent_days: null },
    { site: 'Sitio sur', enrolled: 2, active: { n: 0, of: 2 }, last_heard: '2026-03-03', silent_days: 20 },
    { site: 'Sitio vacio', enrolled: 0 },
  ]);
  // Seen from the third week of silence backwards, the south was active too.
  expect(rows(await report('sites --to 2026-03-10'), 'sites')[0]).toMatchObject({ active_sites: { n: 2, of: 4 } });
  expect(rows(await report('sites --site sur'), 'by_site').map((row) => row['site'])).toEqual(['Sitio sur']);
});

test('progress: released, opened, finished, quiz answers got right in the end, and where people stopped', async () => {
  for (const id of ['ana', 'berta', 'celia', 'diana']) person(id);
  lesson('ana', 'dos-botes', { opened: MONDAY, finished: MONDAY + 1000 });
  lesson('berta', 'dos-botes', { opened: MONDAY });
  lesson('celia', 'dos-botes', { opened: MONDAY });
  lesson('diana', 'dos-botes');
  answer('ana', 'dos-botes', 'maiz', MONDAY, 0);
  answer('ana', 'dos-botes', 'maiz', MONDAY + 1, 1);
  answer('berta', 'dos-botes', 'maiz', MONDAY, 0);
  answer('berta', 'dos-botes', 'separa', MONDAY + 2);
  const made = await report('progress');
  expect(rows(made, 'lessons')[0]).toMatchObject({
    lesson: 'dos-botes',
    released: 4,
    opened: { n: 3, of: 4 },
    finished: { n: 1, of: 3 },
    quiz_right: { n: 1, of: 2 },
  });
  expect(rows(made, 'stopped')).toMatchObject([
    { lesson: 'dos-botes', last_step: null, stopped: 1 },
    { lesson: 'dos-botes', last_step: 'separa', stopped: 1 },
  ]);
  // Of days before any lesson was let go nothing is told, and not everything.
  expect(rows(await report('progress --to 2026-03-01'), 'lessons')[0]).toMatchObject({
    released: 0,
    opened: { n: 0, of: 0, percent: null },
  });
});

test('messages: sent, delivered, read, not sent with the reason, segments and cost, by local month and channel', async () => {
  person('ana');
  person('berta');
  let n = 0;
  const message = (who: string, at: string, state: string, more: { why?: string; kind?: string } = {}): void =>
    house.run(
      `insert into outbox (id, lane_id, person_id, address_id, channel, our_number, group_id, part, kind, priority, message, next_at,
        created_at, state, segments, cost, currency, why) values (?, ?, ?, ?, 'twilio-sms', '+1', ?, 0, ?, 1, '{}', 0, ?, ?, 2, 80000, 'MXN', ?)`,
      `m${n}`,
      `l-${who}`,
      who,
      `a-${who}`,
      `m${n++}`,
      more.kind ?? 'lesson',
      Date.parse(at),
      state,
      more.why ?? null,
    );
  message('ana', '2026-02-28T23:30:00-06:00', 'delivered'); // the first of March in UTC
  message('ana', '2026-03-01T00:30:00-06:00', 'delivered');
  message('ana', '2026-03-02T10:00:00-06:00', 'sent');
  message('berta', '2026-03-02T10:00:00-06:00', 'failed', { why: 'not-reachable' });
  message('berta', '2026-03-02T10:00:00-06:00', 'dropped', { why: 'expired' });
  message('berta', '2026-03-02T10:00:00-06:00', 'pending');
  message('berta', '2026-03-02T10:00:00-06:00', 'delivered', { kind: 'staff' });
  const made = await report('messages');
  expect(rows(made, 'months')).toMatchObject([
    { month: '2026-02', channel: 'twilio-sms', sent: 1, people: 1, delivered: { n: 1, of: 1 }, segments: 2 },
    {
      month: '2026-03',
      sent: 2,
      people: 1,
      delivered: { n: 1, of: 2 },
      read: null,
      failed: 1,
      segments: 4,
      cost: 160,
      cost_per_person: 160,
    },
  ]);
  expect(rows(made, 'not_sent')).toMatchObject([
    { month: '2026-03', why: 'expired', messages: 1 },
    { month: '2026-03', why: 'not-reachable', messages: 1 },
  ]);
  expect(rows(await report('messages --from 2026-03-02'), 'months')).toMatchObject([{ month: '2026-03', sent: 1 }]);
  const text = await said('messages', '--programme', 'llera', '--words', 'es');
  expect(text).toContain('$1.60');
  expect(text).toMatch(/not-reachable|no se pudo|número/i);
});

describe('whom a report is given to', () => {
  const token = (words: string) => newToken(house, `${words} --programme llera --scope reports:read`);
  const get = async (of: string, path: string) => call(house, of, 'GET', path);

  beforeEach(() => {
    site('sur');
    site('norte');
    for (let i = 0; i < 3; i++) person(`s${i}`, { site: 'sur' });
    for (let i = 0; i < 9; i++) person(`n${i}`, { site: 'norte' });
    for (let i = 0; i < 20; i++) person(`o${i}`);
  });

  test('the coordinator of the programme is told every cell; a reader of totals none under five, nor the one beside it', async () => {
    const [theirs, totals] = [await token('--role coordinator'), await token('--role reader')];
    const of = async (who: string) =>
      ((await get(who, '/reports/progress?programme=llera&by=site')).json() as ReportJson).tables
        .find(({ id }) => id === 'people_by')!
        .rows.map((row) => [row['site'], row['enrolled']]);
    expect(await of(theirs)).toEqual([
      ['', 20],
      ['Sitio norte', 9],
      ['Sitio sur', 3],
    ]);
    expect(await of(totals)).toEqual([
      ['', 20],
      ['Sitio norte', { hidden: 'guard' }],
      ['Sitio sur', { hidden: 'few' }],
    ]);
    const text = await said('progress', '--programme', 'llera', '--by', 'site', '--shared', '--words', 'en');
    expect(text).toMatch(/Sitio sur +<5/);
    expect(text).toContain('fewer than five people');
  });

  test('a report that names people is not given to a reader of totals at all, and nobody sees another programme', async () => {
    const totals = await token('--role reader');
    const listed = ((await get(totals, '/reports')).json() as { items: { name: string; names: boolean }[] }).items;
    expect(listed.some(({ names }) => names)).toBe(false);
    for (const { name } of REPORTS.filter(({ names }) => names)) {
      const refused = await get(totals, `/reports/${name}?programme=llera`);
      expect([name, refused.statusCode, refused.json().code]).toEqual([name, 403, 'REPORT_CLOSED']);
      expect((await get(totals, `/reports/${name}.csv?programme=llera`)).statusCode).toBe(403);
    }
    expect((await get(totals, '/reports/progress?programme=rio')).statusCode).toBe(403);
    expect((await get(totals, '/reports/otro?programme=llera')).json().code).toBe('REPORT_UNKNOWN');
  });

  test('files of the API come back as they went, and by their own name', async () => {
    const theirs = await token('--role coordinator');
    const csv = await get(theirs, '/reports/progress.csv?programme=llera&table=people_by&by=site');
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.headers['content-disposition']).toContain('progress.csv');
    expect(parse(csv.body, { columns: true })).toMatchObject([
      { site: '', enrolled: '20' },
      { enrolled: '9' },
      { enrolled: '3' },
    ]);
    const xlsx = await get(theirs, '/reports/sites.xlsx?programme=llera');
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect((await get(theirs, '/reports/progress.csv?programme=llera&table=otra')).json().code).toBe('REPORT_TABLE');
  });
});

describe('what somebody types', () => {
  test('a misspelt place is an error and no empty report; so are days that are none', async () => {
    person('ana');
    expect(await said('progress', '--programme', 'llera', '--site', 'nadie')).toContain('nadie');
    expect(await said('progress', '--programme', 'llera', '--from', '2026-03-09', '--to', '2026-03-02')).toContain(
      'no days',
    );
    expect(await said('progress', '--programme', 'llera', '--from', 'ayer')).toContain('from');
    expect(await said('otro')).toContain('There is no report otro');
  });

  test('alone it lists what there is; --out writes the file its name says', async () => {
    person('ana');
    const list = await said();
    for (const { name } of REPORTS) expect(list).toContain(name);
    const out = join(folder, 'progress.csv');
    await house.shell(`report progress --programme llera --table people --out ${out}`);
    expect(parse(readFileSync(out, 'utf8'), { columns: true })).toMatchObject([{ enrolled: '1', started_of: '1' }]);
    await house.shell(`report progress --programme llera --out ${join(folder, 'a.xlsx')}`);
    expect(readFileSync(join(folder, 'a.xlsx')).subarray(0, 2).toString()).toBe('PK');
    expect(await said('progress', '--programme', 'llera', '--format', 'xlsx')).toContain('--out');
  });
});
