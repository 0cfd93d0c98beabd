import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY } from '../../../src/base/clock.ts';
import { House, TOP } from '../../end-to-end/house.ts';

let house: House;
let folder: string;
beforeEach(async () => {
  house = await House.open();
  folder = mkdtempSync(join(tmpdir(), 'recado-import-'));
  await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
  await house.shell('cohort new llera --name grupo-b --starts 2026-03-02');
});
afterEach(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

const list = (...rows: readonly string[]): string => {
  const path = join(folder, 'lista.csv');
  writeFileSync(path, ['Nombre;Teléfono;Cohorte;Giro', ...rows].join('\r\n'));
  return path;
};
const MAP = '--channel twilio-sms --map Giro=profile.giro';
const run = async (path: string, options = '--yes'): Promise<string> => {
  const said = await house.shell(`import ${path} ${MAP} ${options}`.trim());
  await house.settle();
  return said;
};
const people = () => house.rows('select name from person order by name').map(({ name }) => name);
const invitations = () =>
  house
    .rows(`select p.name from outbox o join person p on p.id = o.person_id where o.kind <> 'staff' order by p.name`)
    .map(({ name }) => name);
const tables = () =>
  ['person', 'address', 'person_address', 'enrolment', 'roster', 'outbox', 'event', 'consent', 'lane'].map((table) =>
    house.count(table),
  );

test('nothing is written before the yes; then each gets the invitation, once', async () => {
  const path = list('Ana López;8341234501;grupo-a;tamales', 'Luz Pérez;8341234502;grupo-a;pan');
  const before = tables();
  const said = await run(path, '');
  expect(said).toContain('2 new');
  expect(tables()).toEqual(before);
  const id = String(house.rows('select id from import')[0]!['id']);
  await house.shell(`import confirm ${id}`);
  await house.settle();
  expect(people()).toEqual(['Ana López', 'Luz Pérez']);
  expect(invitations()).toEqual(['Ana López', 'Luz Pérez']);
  expect(
    house.rows(`select e.state, c.name, r.number, p.profile from enrolment e join cohort c on c.id = e.cohort_id
    join roster r on r.person_id = e.person_id join person p on p.id = e.person_id order by r.number`),
  ).toEqual([
    { state: 'invited', name: 'grupo-a', number: 1, profile: '{"giro":"tamales"}' },
    { state: 'invited', name: 'grupo-a', number: 2, profile: '{"giro":"pan"}' },
  ]);
  expect(house.rows(`select action from audit where action like 'import%'`)).toEqual([
    { action: 'import.preview' },
    { action: 'import.confirm' },
  ]);
  // What was in the file is in the records, and nowhere else.
  expect(house.count('import_slice')).toBe(0);
  expect(house.rows(`select input from job where operation = 'import.run'`)).toEqual([{ input: '{}' }]);
});

test('the same file again changes nothing; an edited one only what is different in it', async () => {
  await run(list('Ana López;8341234501;grupo-a;tamales', 'Luz Pérez;8341234502;grupo-a;'));
  const before = tables();
  const again = await run(list('Ana López;8341234501;grupo-a;tamales', 'Luz Pérez;8341234502;grupo-a;'));
  expect(again).toContain('This very file was imported before.');
  expect(again).toContain('0 new, 0 known and new here, 0 changed, 2 already enrolled');
  expect(tables()).toEqual(before);

  const edited = list(
    'Ana López;8341234501;grupo-a;bordado',
    'Luz Pérez;834 123 4502;grupo-b;pan',
    'Eva Ruiz;8341234503;grupo-b;pan',
  );
  const said = await run(edited);
  expect(said).toContain('1 new, 0 known and new here, 1 changed, 1 already enrolled');
  expect(said).toContain('Fila 2, Giro: está registrado otro dato y así se queda.');
  expect(house.rows('select name, profile from person order by name')).toEqual([
    { name: 'Ana López', profile: '{"giro":"tamales"}' },
    { name: 'Eva Ruiz', profile: '{"giro":"pan"}' },
    { name: 'Luz Pérez', profile: '{"giro":"pan"}' },
  ]);
  expect(invitations()).toEqual(['Ana López', 'Eva Ruiz', 'Luz Pérez']);

  await run(edited, '--yes --update');
  expect(house.rows(`select profile from person where name = 'Ana López'`)).toEqual([
    { profile: '{"giro":"bordado"}' },
  ]);
  expect((await run(edited, '--dry-run --update')).split('\n')[1]).toContain('0 changed, 3 already enrolled');
});

test('the same woman twice is one, a shared phone is said, and nearly the same name waits for somebody to look', async () => {
  const path = list(
    'Ana López;8341234501;;',
    'ANA LOPEZ;834-123-4501;;',
    'Ana López García;8341234501;;',
    'Ana Lopes;8341234501;;',
    'Luz Pérez;8341234501;;',
  );
  const said = await run(path);
  expect(said).toContain('2 new');
  expect(said).toContain('Fila 3, Nombre: es la misma de la fila 2.');
  expect(said).toContain('Fila 4, Nombre: ¿es la misma de la fila 2?');
  expect(said).toContain('Fila 5, Nombre: ¿es la misma de la fila 2?');
  expect(said).toContain('Fila 6, Teléfono: el mismo teléfono está en la fila 2');
  expect(people()).toEqual(['Ana López', 'Luz Pérez']);

  const known = await run(
    list('Ana Lopes;8341234501;;', 'Luz Pérez Mora;8341234501;;', 'Eva Ruiz;8341234501;;'),
    '--dry-run',
  );
  expect(known).toContain('1 new, 0 known and new here, 0 changed, 1 already enrolled, 1 left out');
  expect(known).toMatch(/Fila 2, Nombre: ¿es la misma\?.*\[Ana Lopes\] \(Ana López\)/);
  expect(known).toMatch(/Fila 3, Nombre: ¿es la misma\?.*\(Luz Pérez\)/);
  expect(known).toContain('Fila 4, Teléfono: con ese teléfono ya está registrada otra persona');
  await run(list('Ana Lopes;8341234501;;'), '--yes --similar');
  expect(people()).toEqual(['Ana Lopes', 'Ana López', 'Luz Pérez']);
});

test('case 18: whoever was erased, said no or is silent stays so', async () => {
  await run(list('Ana López;8341234501;;', 'Luz Pérez;8341234502;;', 'Eva Ruiz;8341234503;;'));
  const [luz] = house.rows(`select id from person where name = 'Luz Pérez'`);
  house.run(`update enrolment set state = 'declined' where person_id = ?`, luz!['id']);
  house.run(`update address set opted_out_at = 1 where phone = '+528341234503'`);
  const [ana] = house.rows(`select id from person where name = 'Ana López'`);
  await house.shell(`person erase ${ana!['id']}`);
  await house.settle();
  expect(house.count('tombstone')).toBeGreaterThan(0);

  const sent = invitations().length;
  const said = await run(list('Ana López;8341234501;;', 'Luz Pérez;8341234502;;', 'Eva Ruiz;8341234503;grupo-a;'));
  expect(said).toContain('Fila 3: dijo que no quiere participar');
  expect(said).toContain('Fila 4, Teléfono: ese número pidió no recibir mensajes');
  expect(invitations().length).toBe(sent);
  expect(said).toContain('Fila 2: pidió que se borraran sus datos');
});

test('a crash in the middle of a confirmed import: it goes on where it was and doubles nothing', async () => {
  const rows = Array.from({ length: 1_200 }, (_, i) => `Persona ${letters(i)};834${String(5_000_000 + i)};grupo-a;`);
  await house.shell(`import ${list(...rows)} ${MAP}`);
  const id = String(house.rows('select id from import')[0]!['id']);
  // Without the minute that `shell` lets pass: only what the confirmation itself does.
  await house.app.operate(
    { name: 'import.confirm' } as never,
    {
      id,
      by: { kind: 'shell', id: 'shell' },
      sight: { workspace: 'main', programmes: null, within: null, roles: ['admin'], classes: [] },
    } as never,
  );
  const jobs = house.app.workers.find(({ name }) => name === 'jobs')!;
  await jobs.tick();
  expect(house.rows('select state, done from import')).toEqual([{ state: 'running', done: 1 }]);
  expect(house.count('person')).toBe(500);
  await house.crash();
  await house.time.settle(60_000);
  expect(house.rows('select state, done, slices from import')).toEqual([{ state: 'done', done: 3, slices: 3 }]);
  expect([
    house.count('person'),
    house.count('enrolment'),
    house.count('(select distinct number from roster)'),
  ]).toEqual([1_200, 1_200, 1_200]);
  const { n } = house.rows(`select count(*) as n from event where name = 'programme.invite'`)[0]!;
  expect(n).toBe(1_200);
}, 60_000);

test('a preview that nobody confirms is forgotten after a day, and what was wrong with a file after a month', async () => {
  await run(list('Ana López;8341234501;;', 'Luz;834;;'), '');
  const id = String(house.rows('select id from import')[0]!['id']);
  house.clock.set(house.clock.now() + DAY);
  await house.settle();
  expect(house.rows('select state from import')).toEqual([{ state: 'expired' }]);
  expect([house.count('import_slice'), house.count('import_problem')]).toEqual([0, 1]);
  await expect(house.shell(`import confirm ${id}`)).rejects.toThrow('is expired');
  house.clock.set(house.clock.now() + 31 * DAY);
  await house.settle();
  expect(house.count('import_problem')).toBe(0);
});

test('the report opens in Excel, says every row, and no cell of it is a formula', async () => {
  const path = list('=HYPERLINK("http://x");8341234501;;', 'Luz;+52 834;;', 'Eva;@SUM(1);;');
  const report = join(folder, 'errores.csv');
  await run(path, `--dry-run --report ${report}`);
  const text = readFileSync(report, 'utf8');
  expect(text.startsWith('\ufeffFila;Columna;Importancia;Qué pasa y qué hacer;Dice\r\n')).toBe(true);
  const cells = text
    .slice(1)
    .trim()
    .split('\r\n')
    .flatMap((line) => line.split(';').map((cell) => cell.replace(/^"/, '')));
  expect(cells.filter((cell) => /^[=+@\t-]/.test(cell))).toEqual([]);
  expect(text).toContain('=HYPERLINK');
});

test('the template is a list that the import itself takes', async () => {
  const template = await house.shell('import --template');
  const path = join(folder, 'plantilla.csv');
  writeFileSync(path, `${template}\r\nAna López;8341234501;español;grupo-a;;;;;mujer;;\r\n`);
  expect(await house.shell(`import ${path} --dry-run`)).toContain('1 new');
  expect(house.count('import_slice')).toBe(0);
});

test('the example of docs/operations.md says what that page says', async () => {
  const said = await house.shell(`import ${join(TOP, 'test/data/import/lista.csv')} --dry-run`);
  const page = readFileSync(join(TOP, 'docs/operations.md'), 'utf8');
  expect(said).toContain('8 rows (windows-1252): 3 new');
  for (const line of said.split('\n')) expect(page).toContain(line.trim());
});

test('no name and no number of a list stands in the log or in the audit log', async () => {
  await run(list('Ana López;8341234501;;tamales', 'Luz;834;;'));
  const audit = JSON.stringify(house.rows('select * from audit'));
  for (const told of ['Ana', 'Luz', '8341234501', 'tamales']) expect(audit).not.toContain(told);
});

/** A name of its own for each number; names that differ by a digit are no names. */
const letters = (n: number): string =>
  Array.from(String(n).padStart(4, '0'), (digit) => 'Ba De Fi Go Hu Ja Ke Li Mo Nu'.split(' ')[Number(digit)]).join('');
