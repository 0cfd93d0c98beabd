import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runShell } from '../../src/assemble/shell.ts';
import { DAY, HOUR } from '../../src/base/clock.ts';
import { call, newToken } from '../server/api-world.ts';
import { House, MONDAY, screen } from './house.ts';

let house: House;
let folder: string;
beforeEach(async () => {
  house = await House.open({ start: Date.parse('2026-03-31T20:00:00-06:00') });
  folder = mkdtempSync(join(tmpdir(), 'recado-month-'));
  records();
});
afterEach(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Twelve women of two villages, four sessions with a roll, two lessons and a homework, in March. */
function records(): void {
  house.run(
    `insert into cohort (id, programme, name, starts_on, timezone, created_at) values ('c', 'llera', 'grupo-a', '2026-03-02', 'America/Monterrey', 0)`,
  );
  for (const one of ['norte', 'sur'])
    house.run(
      `insert into unit (id, programme, kind, name, title, created_at) values (?, 'llera', 'site', ?, ?, 0)`,
      one,
      one,
      one,
    );
  for (let i = 1; i <= 4; i++) {
    const at = MONDAY + DAY + (i - 1) * 7 * DAY;
    house.run(
      `insert into session (id, cohort_id, plan_id, title, starts_at, ends_at) values (?, 'c', ?, 'Sesión', ?, ?)`,
      `s${i}`,
      `s${i}`,
      at,
      at + 2 * HOUR,
    );
  }
  for (let n = 1; n <= 12; n++) {
    const id = `p${n}`;
    house.run('insert into lane (id, created_at) values (?, 0)', `l${n}`);
    house.run(
      `insert into person (id, lane_id, name, language, profile, created_at) values (?, ?, ?, 'es-MX', '{"sexo":"mujer"}', 0)`,
      id,
      `l${n}`,
      `Ana ${n}`,
    );
    house.run(
      `insert into enrolment (person_id, programme, cohort_id, site_id, state, since) values (?, 'llera', 'c', ?, 'active', ?)`,
      id,
      n % 2 ? 'norte' : 'sur',
      MONDAY,
    );
    house.run(`insert into roster (cohort_id, person_id, number, since) values ('c', ?, ?, 0)`, id, n);
    for (let i = 1; i <= 4; i++)
      house.run(
        `insert into attendance_fact (id, session_id, person_id, method, status, happened_at, sent_by, entered_at) values (?, ?, ?, 'roll', ?, 0, 'arrival', 0)`,
        `f${i}-${n}`,
        `s${i}`,
        id,
        (n + i) % 6 === 0 ? 'absent' : 'present',
      );
    for (const [lesson, done] of [
      ['dos-botes', 10],
      ['cuanto-me-cuesta', 7],
    ] as const)
      house.run(
        `insert into flow_progress (person_id, flow, version, released_at, opened_at, finished_at) values (?, ?, 'v', ?, ?, ?)`,
        id,
        `llera/${lesson}`,
        MONDAY,
        MONDAY,
        n <= done ? MONDAY + HOUR : null,
      );
    house.run(
      `insert into homework (id, person_id, programme, name, state, assigned_at, received_at, due_at) values (?, ?, 'llera', 'botes', ?, ?, ?, ?)`,
      `h${n}`,
      id,
      n <= 9 ? 'accepted' : 'assigned',
      MONDAY,
      n <= 9 ? MONDAY + DAY : null,
      MONDAY + 27 * DAY,
    );
  }
}

const month = (...words: string[]) =>
  runShell(['report', 'month', '--programme', 'llera', '--month', '2026-03', ...words], async () => house.app);
const later = (days: number) => house.time.until(house.clock.now() + days * DAY);

test('a month that is not over has no page yet', async () => {
  expect((await month()).said).toContain('not over');
  await later(1);
  const { said, code } = await month();
  expect(said).toContain('Informe de marzo de 2026');
  expect(code).toBe(0);
  expect((await month('--site', 'otro')).said).toContain('otro');
  expect(house.count('report_frozen')).toBe(1);
});

test('the page is frozen: asked for again, after the records changed, it is the same to the byte, and its hash is that of its content', async () => {
  await later(1);
  const [one, two] = [join(folder, 'one.pdf'), join(folder, 'two.pdf')];
  await month('--out', one);
  const first = (await month('--format', 'json')).said;
  house.run(`update attendance_fact set status = 'absent'`);
  await later(3);
  await month('--out', two);
  expect((await month('--format', 'json')).said).toBe(first);
  expect(readFileSync(two).equals(readFileSync(one))).toBe(true);
  const [row] = house.rows('select content, sha256 from report_frozen');
  expect(row!['sha256']).toBe(createHash('sha256').update(String(row!['content'])).digest('hex'));
  expect((await month()).said).toContain(`Huella ${String(row!['sha256']).slice(0, 12)}`);
  // Figures as they were: 40 of 48 seats, 9 of 12 homeworks.
  expect((await month()).said).toContain('40/48 = 83 %');
  expect((await month()).said).toContain('9/12 = 75 %');
});

test('a correction is a version of its own, which says so; the first stays', async () => {
  await later(1);
  await month();
  house.run(`update attendance_fact set status = 'present'`);
  const corrected = (await month('--why', 'La lista de la sesión 2 llegó en papel.')).said;
  expect(corrected).toContain('Versión 2. Corrige a la anterior: La lista de la sesión 2 llegó en papel.');
  expect(corrected).toContain('48/48 = 100 %');
  expect(house.rows('select version, why from report_frozen order by version')).toEqual([
    { version: 1, why: null },
    { version: 2, why: 'La lista de la sesión 2 llegó en papel.' },
  ]);
  expect((await month()).said).toBe(corrected);
});

test('as it may leave the team, fewer than five are told as <5, and it is a page of its own', async () => {
  await later(1);
  house.run(`update enrolment set state = 'completed' where person_id in ('p1', 'p2')`);
  expect((await month()).said).toContain(' 2/12 = 17 %');
  const shared = (await month('--shared')).said;
  expect(shared).toContain('<5/12');
  expect(shared).not.toContain(' 2/12');
  expect(shared).toContain('2/2 = 100 %'); // villages are no people
});

test('the API gives its figures and its PDF, and a reader of totals only what may leave', async () => {
  await later(1);
  const of = (role: string) => newToken(house, `--role ${role} --programme llera --scope reports:read records:write`);
  const theirs = await of('coordinator');
  const path = '/programmes/llera/months/2026-03';
  expect((await call(house, theirs, 'GET', path)).json().code).toBe('REPORT_NOT_MADE');
  const first = (await call(house, theirs, 'POST', path, {})).json();
  expect(first).toMatchObject({ version: 1, shared: false, figures: { people: { enrolled: 12 } } });
  expect((await call(house, theirs, 'GET', path)).json()).toEqual(first);
  expect((await call(house, theirs, 'POST', path, {})).json()).toEqual(first);
  const pdf = await call(house, theirs, 'GET', `${path}.pdf`);
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  const second = (await call(house, theirs, 'POST', path, { why: 'Faltaba una lista.' })).json();
  expect(second).toMatchObject({ version: 2, why: 'Faltaba una lista.' });
  const reader = await of('reader');
  expect((await call(house, reader, 'GET', path)).statusCode).toBe(404);
  await call(house, theirs, 'POST', path, { shared: true });
  expect((await call(house, reader, 'GET', path)).json()).toMatchObject({ shared: true, figures: null, version: 1 });
  expect((await call(house, theirs, 'POST', '/programmes/llera/months/2026-04', {})).statusCode).toBe(409);
});

test('REPORTE: the week of her people in one SMS, of those she sees alone', async () => {
  await house.shell('staff add Julia --role facilitator --phone +528341000091 --programme llera --channel twilio-sms');
  await house.shell('staff add Marta --role coordinator --phone +528341000090 --programme llera --channel twilio-sms');
  house.run(`update session set starts_at = starts_at + 172800000, ends_at = ends_at + 172800000 where id = 's4'`);
  const id = String(house.rows("select id from person where name = 'Julia'")[0]!['id']);
  house.run(`insert into staff_scope (person_id, of_id, since) values (?, 'norte', 0)`, id);
  house.run(
    `insert into at_risk (person_id, programme, rule, n, since) values ('p1', 'llera', 'missed', 2, 0), ('p2', 'llera', 'missed', 2, 0)`,
  );
  const ask = async (number: string) => {
    const phone = house.emulator.phone(number, 'twilio-sms', { name: 'x' });
    phone.sends('hola');
    await house.settle();
    const from = phone.inbox.length;
    phone.sends('REPORTE');
    await house.settle();
    return screen(phone, from);
  };
  const mine = await ask('528341000090');
  expect(mine).toHaveLength(1);
  expect(mine[0]).toContain('Del 25/3 al 31/3');
  expect(mine[0]).toContain('Tareas entregadas: 9/12 = 75 %');
  expect(mine[0]).toContain('Asistencia: 10/12 = 83 %');
  expect(mine[0]).toContain('Activas: 10/12 = 83 %');
  expect(mine[0]).toContain('Por llamar: 2.');
  const hers = await ask('528341000091');
  expect(hers[0]).toContain('Activas: 6/6 = 100 %');
  expect(hers[0]).toContain('Por llamar: 1.');
  expect(mine[0]!.length).toBeLessThanOrEqual(160);
});
