import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runShell } from '../../src/assemble/shell.ts';
import { DAY, HOUR } from '../../src/base/clock.ts';
import { segmentsOf } from '../../src/text/segments.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { call, newToken } from '../server/api-world.ts';
import { House, screen } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await House.open();
  await recado('cohort', 'new', 'llera', '--name', 'grupo-a', '--starts', '2026-03-02');
});
afterEach(() => house.close());

async function recado(...words: readonly string[]): Promise<string> {
  const { said } = await runShell(words, async () => house.app);
  house.app.inbox.wake();
  await house.settle();
  return said;
}

async function says(phone: Phone, ...texts: readonly string[]): Promise<string> {
  const from = phone.inbox.length;
  for (const text of texts) {
    phone.sends(text);
    await house.settle();
  }
  return screen(phone, from).join('\n');
}

async function staff(role: string, name: string, number: string): Promise<Phone> {
  await recado('staff', 'add', name, '--role', role, '--phone', `+${number}`, '--channel', 'twilio-sms');
  const phone = house.emulator.phone(number, 'twilio-sms', { name });
  await says(phone, 'hola');
  return phone;
}
const julia = () => staff('facilitator', 'Julia', '528341000091');

let numbers = 20;
const enrol = (name: string, cohort = 'grupo-a') =>
  recado('enrol', name, '--cohort', cohort, '--phone', `+5283410000${numbers++}`, '--channel', 'twilio-sms');
const people = async (...names: readonly string[]) => {
  for (const name of names) await enrol(name);
};

const idOf = (name: string) => String(house.rows('select id from person where name = ?', name)[0]!['id']);
const s1 = (cohort = 'grupo-a') =>
  String(
    house.rows(
      `select s.id from session s join cohort c on c.id = s.cohort_id where c.name = ? and s.plan_id = 's1'`,
      cohort,
    )[0]!['id'],
  );
const holds = (name: string, session = s1()) =>
  house.rows(
    'select status, method, conflict from attendance where session_id = ? and person_id = ?',
    session,
    idOf(name),
  )[0];

/** Tuesday 3 March, so many hours after the session began. */
const after = async (ms: number) => {
  await house.time.until(Date.parse('2026-03-03T16:00:00-06:00') + ms);
  await house.settle();
};
const code = (said: string) => /DESHACER (\d{4})/.exec(said)![1]!;

test('A4: the roll in one SMS, and back by its code', async () => {
  const facilitator = await julia();
  await people('Ana', 'Luz', 'Eva', 'Marta');
  await after(HOUR);
  const said = await says(facilitator, 'LISTA s1 1 2 4');
  expect(said).toContain('3 de 4 presentes');
  expect(said).toContain('Faltaron: Eva.');
  expect(holds('Ana')).toEqual({ status: 'present', method: 'roll', conflict: 0 });
  expect(holds('Eva')).toEqual({ status: 'absent', method: 'roll', conflict: 0 });
  // Learners are not told.
  expect(
    house.count(
      `outbox where person_id = '${idOf('Eva')}' and kind <> 'invitation' and created_at > ${house.clock.now() - HOUR / 2}`,
    ),
  ).toBe(0);
  await says(facilitator, `DESHACER ${code(said)}`);
  expect(holds('Ana')).toBeUndefined();
  expect(house.count('attendance_fact where undone_at is not null')).toBe(4);
  expect(await says(facilitator, `DESHACER ${code(said)}`)).toContain('ya estaba deshecho');
});

test('A4: opened, marked, settled and undone over the API; conflicts are listed for a human', async () => {
  await people('Ana', 'Luz', 'Eva');
  await after(HOUR);
  const token = await newToken(house, '--role admin');
  const api = async (method: string, path: string, body?: unknown) => {
    const response = await call(house, token, method, path, body);
    return { status: response.statusCode, body: response.json() };
  };
  const at = `/sessions/${s1()}`;
  const roster = await api('GET', `${at}/roster`);
  expect(roster.body.people.map(({ number, name }: { number: number; name: string }) => `${number} ${name}`)).toEqual([
    '1 Ana',
    '2 Luz',
    '3 Eva',
  ]);
  house.run(
    `insert into attendance_fact (id, session_id, person_id, method, status, happened_at, sent_by, entered_at)
      values ('self', ?, ?, 'self', 'present', 5, 'provider', 5)`,
    s1(),
    idOf('Ana'),
  );
  const roll = await api('POST', `${at}/rolls`, { present: [2], excused: [idOf('Eva')], happened_on: '2026-03-03' });
  expect(roll).toMatchObject({ status: 200, body: { marks: 3, same: false } });
  expect((await api('POST', `${at}/rolls`, { present: [2], excused: [3] })).body).toEqual({
    id: roll.body.id,
    marks: 3,
    same: true,
  });
  const conflicts = await api('GET', '/attendance/conflicts?programme=llera');
  expect(conflicts.body.items).toMatchObject([
    { name: 'Ana', label: 's1', roll: 'absent', self: 'present', said_at: 5 },
  ]);
  await after(HOUR + 1000);
  const settled = await api('POST', `${at}/settlements`, { person: idOf('Ana'), status: 'present' });
  expect(holds('Ana')).toEqual({ status: 'present', method: 'settled', conflict: 0 });
  expect((await api('GET', '/attendance/conflicts?programme=llera')).body.items).toEqual([]);
  const rolls = await api('GET', `${at}/rolls`);
  expect(
    rolls.body.items.map(({ settles, undone_at }: { settles: boolean; undone_at: number | null }) => [
      settles,
      undone_at,
    ]),
  ).toEqual([
    [true, null],
    [false, null],
  ]);
  expect((await api('POST', `/rolls/${settled.body.roll}/undo`)).body).toEqual({ did: 'undone' });
  expect((await api('POST', `/rolls/${settled.body.roll}/undo`)).body).toEqual({ did: 'already' });
  expect(holds('Ana')).toEqual({ status: 'absent', method: 'roll', conflict: 1 });
  expect(await api('POST', `${at}/rolls`, { present: [9] })).toMatchObject({
    status: 422,
    body: { code: 'ROLL_STRANGER' },
  });
  expect(await api('GET', '/sessions/none/roster')).toMatchObject({
    status: 404,
    body: { code: 'ROLL_SESSION' },
  });
});

test('case 15: a paper roll a week later contradicts her check-in: listed, the roll holds until a human settles it, both are kept', async () => {
  const facilitator = await julia();
  const ana = await house.seat('twilio-sms', '528341000010', { lesson: 'dos-botes' });
  await recado('enrol', 'Ana', '--cohort', 'grupo-a', '--phone', '+528341000010', '--channel', 'twilio-sms');
  await enrol('Luz');
  await after(HOUR / 4);
  const [{ word } = {}] = house.rows('select word from session where id = ?', s1());
  expect(await says(ana, String(word))).toContain('Anotamos su asistencia');
  expect(holds('Ana')).toEqual({ status: 'present', method: 'self', conflict: 0 });
  await after(7 * DAY - 4 * HOUR);
  const said = await says(facilitator, 'LISTA 3 de marzo 2');
  expect(said).toContain('martes 3 de marzo: 1 de 2 presentes');
  expect(said).toContain('lista en papel');
  expect(said).toContain('ACLARAR grupo-a s1 Ana presente');
  expect(holds('Ana')).toEqual({ status: 'absent', method: 'roll', conflict: 1 });
  expect(house.rows('select source, happened_at from roll')).toEqual([
    { source: 'paper', happened_at: Date.parse('2026-03-03T16:00:00-06:00') },
  ]);
  expect(await says(facilitator, 'CONFLICTOS')).toContain('grupo-a s1 Ana');
  await says(facilitator, 'ACLARAR grupo-a s1 Ana presente');
  expect(holds('Ana')).toEqual({ status: 'present', method: 'settled', conflict: 0 });
  expect(house.count(`attendance_fact where person_id = '${idOf('Ana')}' and undone_at is null`)).toBe(3);
});

test('P4: a village day on paper is entered later under its own date', async () => {
  const facilitator = await julia();
  await people('Ana', 'Luz', 'Eva');
  await after(2 * DAY);
  const said = await says(facilitator, 'FALTARON s1 3');
  expect(said).toContain('2 de 3 presentes');
  expect(said).toContain('Quedo como lista en papel del martes 3 de marzo');
  expect(
    house.rows(`select distinct happened_at, entered_at - happened_at > ${DAY} as late from attendance_fact`),
  ).toEqual([{ happened_at: Date.parse('2026-03-03T16:00:00-06:00'), late: 1 }]);
});

test('P4: the roster to print, numbered, with a column for each session', async () => {
  await people('Ana', 'Luz');
  const folder = mkdtempSync(join(tmpdir(), 'recado-roster-'));
  const out = join(folder, 'lista.pdf');
  expect(await recado('roster', '--cohort', 'grupo-a', '--out', out)).toContain('the roster of grupo-a');
  expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-');
  expect(await recado('roster', '--cohort', 'nadie', '--out', out)).toContain('nadie');
  rmSync(folder, { recursive: true });
  const token = await newToken(house, '--role admin');
  const response = await call(house, token, 'GET', `/sessions/${s1()}/roster.pdf`);
  expect([
    response.statusCode,
    response.headers['content-type'],
    response.rawPayload.subarray(0, 5).toString(),
  ]).toEqual([200, 'application/pdf', '%PDF-']);
});

test('a number on the roster is hers for the whole cohort: who leaves and comes back keeps it, and nobody else gets it', async () => {
  const coordinator = await staff('coordinator', 'Marta', '528341000090');
  await people('Ana', 'Luz', 'Eva');
  house.run(`update enrolment set state = 'active'`);
  await says(coordinator, 'RETIRAR Luz: se mudó');
  await enrol('Rosa');
  await after(HOUR);
  expect(await says(coordinator, 'LISTA s1')).toMatch(/1 Ana\n3 Eva\n4 Rosa/);
  expect(await says(coordinator, 'LISTA s1 1 2')).toContain('No son de esta sesion: 2 Luz.');
  await says(coordinator, 'REANUDAR Luz');
  expect(await says(coordinator, 'LISTA s1')).toMatch(/1 Ana\n2 Luz\n3 Eva\n4 Rosa/);
});

/** s1 is held while Luz is out, with everybody else there; then she is back for those of the weeks after. */
async function outForTheFirst(coordinator: Phone, back: () => Promise<unknown>): Promise<void> {
  house.run(`update enrolment set state = 'active'`);
  for (const [plan, weeks] of [
    ['s2', 1],
    ['s3', 2],
  ] as const)
    house.run(
      `insert into session (id, cohort_id, plan_id, title, starts_at, ends_at)
        select ?, cohort_id, ?, ?, starts_at + ?, ends_at + ? from session where plan_id = 's1'`,
      plan,
      plan,
      plan,
      weeks * 7 * DAY,
      weeks * 7 * DAY,
    );
  await says(coordinator, 'RETIRAR Luz: se mudó');
  await after(3 * HOUR);
  await says(coordinator, 'LISTA s1 1 3');
  await house.time.until(Date.parse('2026-03-05T10:00:00-06:00'));
  await back();
}
const expectedAt = (name: string) =>
  house
    .rows(
      'select s.plan_id from expected x join session s on s.id = x.session_id where person_id = ? order by s.starts_at',
      idOf(name),
    )
    .map((row) => row['plan_id']);

test('who was taken out and came back was not absent from what was held meanwhile', async () => {
  const coordinator = await staff('coordinator', 'Marta', '528341000090');
  await people('Ana', 'Luz', 'Eva');
  await outForTheFirst(coordinator, () => says(coordinator, 'REANUDAR Luz'));
  expect(expectedAt('Luz')).toEqual(['s2', 's3']);
  expect(expectedAt('Ana')).toEqual(['s1', 's2', 's3']);
  // Out again and back again: both stretches hold.
  await says(coordinator, 'RETIRAR Luz: trabajo');
  await house.time.until(Date.parse('2026-03-12T10:00:00-06:00'));
  await says(coordinator, 'REANUDAR Luz');
  expect(house.rows('select to_at > from_at as away from roster_gap where person_id = ?', idOf('Luz'))).toHaveLength(2);
  expect(expectedAt('Luz')).toEqual(['s3']);
});

test('back by the join word she stands on the roster again, and was not absent meanwhile', async () => {
  const coordinator = await staff('coordinator', 'Marta', '528341000090');
  await people('Ana');
  const luz = await house.seat('twilio-sms', '528341000070', { lesson: 'dos-botes', name: 'Luz' });
  await recado('enrol', 'Luz', '--cohort', 'grupo-a', '--phone', '+528341000070', '--channel', 'twilio-sms');
  await people('Eva');
  await outForTheFirst(coordinator, () => says(luz, 'MITIERRA'));
  expect(house.rows('select number, until from roster where person_id = ?', idOf('Luz'))).toEqual([
    { number: 2, until: null },
  ]);
  expect(expectedAt('Luz')).toEqual(['s2', 's3']);
});

test('of several groups the label says which; without one it is the session that is held, or ended last', async () => {
  const coordinator = await staff('coordinator', 'Marta', '528341000090');
  await recado('cohort', 'new', 'llera', '--name', 'grupo-b', '--starts', '2026-03-09');
  await people('Ana');
  await enrol('Rosa', 'grupo-b');
  await after(HOUR);
  // Only one of the two has begun.
  expect(await says(coordinator, 'LISTA s1')).toContain('(grupo-a s1)');
  expect(await says(coordinator, 'LISTA grupo-b s1 1')).toContain('todavia no empieza');
  await after(7 * DAY + 4 * HOUR);
  expect(await says(coordinator, 'LISTA s1 1')).toContain('grupo-a s1');
  expect(house.count('roll')).toBe(0);
  expect(await says(coordinator, 'LISTA grupo b s1 1')).toContain('(grupo-b s1)');
  expect(await says(coordinator, 'LISTA')).toContain('(grupo-b s1)');
  expect(await says(coordinator, 'LISTA s1 grupo-a Ana')).toContain('(grupo-a s1)');
});

test('a facilitator sees and marks only whom she works with; a reader of reports none', async () => {
  await recado('cohort', 'new', 'llera', '--name', 'grupo-b', '--starts', '2026-03-02');
  await people('Ana');
  await enrol('Rosa', 'grupo-b');
  const facilitator = await julia();
  const [{ id: cohort } = {}] = house.rows(`select id from cohort where name = 'grupo-b'`);
  house.run('insert into staff_scope (person_id, of_id, since) values (?, ?, 0)', idOf('Julia'), cohort);
  const reader = await staff('reader', 'Irma', '528341000092');
  await after(HOUR);
  expect(await says(facilitator, 'LISTA')).toContain('(grupo-b s1)');
  expect(await says(facilitator, 'LISTA grupo-a s1 1')).toContain('No encuentro "grupo-a"');
  expect(await says(reader, 'LISTA s1 1')).not.toContain('presentes');
  expect(house.count('roll')).toBe(0);
});

test('a long roster comes in pages of three SMS, and MAS brings the next', async () => {
  const facilitator = await julia();
  for (let i = 1; i <= 70; i++) {
    house.run(`insert into lane (id, created_at) values (?, 0)`, `l${i}`);
    house.run(
      `insert into person (id, lane_id, name, created_at) values (?, ?, ?, 0)`,
      `x${i}`,
      `l${i}`,
      `María Guadalupe ${i}`,
    );
    house.run(
      `insert into enrolment (person_id, programme, cohort_id, state, since)
      select ?, 'llera', id, 'active', 0 from cohort`,
      `x${i}`,
    );
    house.run(`insert into roster (cohort_id, person_id, number, since) select id, ?, ?, 0 from cohort`, `x${i}`, i);
  }
  await after(HOUR);
  const seen: string[] = [];
  for (
    let page = await says(facilitator, 'LISTA s1');
    page !== '';
    page = /MAS/.test(page) ? await says(facilitator, 'mas') : ''
  ) {
    expect(segmentsOf(page).segments).toBeLessThanOrEqual(3);
    seen.push(...page.split('\n').filter((line) => /^\d+ M/.test(line)));
  }
  expect(seen.map((line) => Number.parseInt(line, 10))).toEqual(Array.from({ length: 70 }, (_, i) => i + 1));
});
