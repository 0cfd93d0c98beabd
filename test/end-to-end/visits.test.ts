import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAll } from '../../src/assemble/packs.ts';
import { runShell } from '../../src/assemble/shell.ts';
import { DAY, HOUR } from '../../src/base/clock.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { SAMPLES } from '../../src/workshop/emulator/samples.ts';
import { call, newToken } from '../server/api-world.ts';
import { House, LOCALES, MONDAY, packs, screen } from './house.ts';
import { plain } from './lesson.ts';

/** The pack of these tests, with targets of counselling and of hours. */
const given = packs();
const PACKS = {
  ...given,
  files: given.files.map((source) =>
    source.path.endsWith('programme.yaml')
      ? { ...source, text: `${source.text}\ncounselling: { individual: 4, group: 4 }\nhours: { target: 3 }\n` }
      : source,
  ),
};

let house: House;
beforeEach(async () => {
  house = await House.open({ packs: PACKS });
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
  return plain(screen(phone, from).join('\n'));
}

async function staff(role: string, name: string, number: string): Promise<Phone> {
  await recado('staff', 'add', name, '--role', role, '--phone', `+${number}`, '--channel', 'twilio-sms');
  const phone = house.emulator.phone(number, 'twilio-sms', { name });
  await says(phone, 'hola');
  return phone;
}
const elena = () => staff('counsellor', 'Elena', '528341000090');
const learner = (name: string, number: string) => house.seat('twilio-sms', number, { name, lesson: 'dos-botes' });
const idOf = (name: string) => String(house.rows('select id from person where name = ?', name)[0]!['id']);

async function pass(ms: number): Promise<void> {
  await house.time.until(house.clock.now() + ms);
  await house.settle();
}

/** A report as the API gives it: table → rows. */
async function report(name: string, query = ''): Promise<Record<string, unknown[][]>> {
  const token = await newToken(house, '--role coordinator --scope reports:read');
  const answer = await call(house, token, 'GET', `/reports/${name}?programme=llera${query}`);
  expect([answer.statusCode, answer.body.slice(0, 200)]).toEqual([200, expect.any(String)]);
  const { tables } = answer.json() as { tables: { id: string; rows: Record<string, unknown>[] }[] };
  return Object.fromEntries(tables.map(({ id, rows }) => [id, rows.map((row) => Object.values(row))]));
}

test('V5: counselling of each enterprise is counted towards its target, alone and in a group; a call is hours and no visit', async () => {
  await learner('Ana', '528341000010');
  await learner('Luz', '528341000011');
  await recado('enterprise', 'Dulces Ana', '--people', 'Ana');
  const adviser = await elena();
  expect(await says(adviser, 'VISITA Ana 45 min: la libreta')).toContain('Asesorias individuales: 1 de 4');
  expect(await says(adviser, 'VISITA Dulces Ana en la oficina media hora')).toContain('Asesorias individuales: 2 de 4');
  expect(await says(adviser, 'VISITA Ana llamada 10 min')).not.toContain('Asesorias');
  expect(await says(adviser, 'VISITA grupo Ana, Luz 60 min: precios')).toContain('Cuentan 2 personas');
  const { counselling, counselling_target: target } = await report('counselling');
  expect(counselling).toEqual([
    // enterprise, person, alone, pending, in a group, pending, calls
    ['Dulces Ana', null, 2, 2, 1, 3, 1],
    [null, expect.anything(), 0, 4, 1, 3, 0],
  ]);
  expect(JSON.stringify(target)).toContain('"n":0,"of":2');
});

test('V5: what was noted is read by counsellors and whoever wrote it; nobody else, on no screen', async () => {
  await learner('Ana', '528341000010');
  const adviser = await elena();
  await says(
    adviser,
    'VISITA Ana 45 min: llora por las deudas. fortalezas: constante; debilidades: fia; siguiente: ver libreta',
  );
  expect(house.rows('select notes from visit')).toEqual([
    {
      notes: JSON.stringify({
        notes: 'llora por las deudas.',
        strengths: 'constante',
        weaknesses: 'fia',
        next: 'ver libreta',
      }),
    },
  ]);
  const list = async (options: string) => {
    const token = await newToken(house, `--scope records:read ${options}`);
    return (await call(house, token, 'GET', '/visits?programme=llera')).json() as { items: { notes: unknown }[] };
  };
  expect((await list('--role coordinator')).items[0]!.notes).toBeNull();
  expect((await list('--role counsellor')).items[0]!.notes).toMatchObject({ strengths: 'constante' });
  expect(await says(adviser, 'VISITA Ana')).toContain('Usted apunto que sigue: ver libreta');
  // Another of the team reads that somebody was there, and what Ana means to do; never what was noted.
  const marta = await staff('coordinator', 'Marta', '528341000091');
  const told = await says(marta, 'VISITA Ana');
  expect(told).toContain('Ultima visita a Ana');
  expect(told).not.toMatch(/deudas|fia|ver libreta/);
  expect(house.rows(`select count(*) as n from audit where detail like '%deudas%'`)).toEqual([{ n: 0 }]);
});

test('V6: what was agreed reminds her the evening before, and the next visit opens with how it stands', async () => {
  const ana = await learner('Ana', '528341000010');
  const adviser = await elena();
  const from = ana.inbox.length;
  await says(adviser, 'VISITA Ana 45 min: compromiso: separar los botes antes del miercoles; apuntar lo que fia');
  expect(screen(ana, from)).toEqual([]); // she has just said it herself
  await pass(35 * HOUR); // Tuesday 21:00
  const reminders = screen(ana, from).filter((text) => plain(text).includes('separar los botes'));
  expect(reminders).toHaveLength(1);
  expect(plain(reminders[0]!)).toContain('miercoles 4 de marzo');
  const opened = await says(adviser, 'VISITA Ana 30 min: segunda');
  expect(opened).toContain('A. separar los botes (miercoles 4 de marzo)');
  expect(opened).toContain('B. apuntar lo que fia');
  expect(await says(adviser, '1 2')).toContain('apuntar lo que fia: a medias');
  expect(house.rows('select text, state from commitment order by entered_at, id')).toEqual([
    { text: 'separar los botes', state: 'done' },
    { text: 'apuntar lo que fia', state: 'partly' },
  ]);
  // What is done by half is asked again, what is done is not.
  const third = await says(adviser, 'VISITA Ana');
  expect(third).toContain('A. apuntar lo que fia');
  expect(third).not.toContain('separar los botes');
  // The action plan names both, with the enterprise where there is one.
  const { action_plan: plan } = await report('counselling');
  expect(plan!.map((row) => [row[2], row[4]])).toEqual([
    ['separar los botes', 'done'],
    ['apuntar lo que fia', 'partly'],
  ]);
  await says(adviser, '1');
  await pass(DAY);
  expect(screen(ana, from).filter((text) => plain(text).includes('apuntar lo que fia'))).toEqual([]);
});

test('V6: on a phone that others read the reminder does not say what; where writing is not safe, nothing at all', async () => {
  const ana = await learner('Ana', '528341000010');
  const luz = await learner('Luz', '528341000011');
  house.run(`update person set profile = json_set(profile, '$.shared_phone', 'yes') where name = 'Ana'`);
  house.run(`update person set profile = json_set(profile, '$.safe_to_write', 'no') where name = 'Luz'`);
  const adviser = await elena();
  const from = { ana: ana.inbox.length, luz: luz.inbox.length };
  await says(adviser, 'VISITA Ana 45 min: compromiso: pagar a la prestamista para mañana');
  await says(adviser, 'VISITA Luz 45 min: compromiso: pagar a la prestamista para mañana');
  const told = await says(adviser, 'VISITA Luz jueves 10am');
  expect(told).toContain('no es seguro escribirle');
  await pass(9 * HOUR);
  expect(plain(screen(ana, from.ana).join('\n'))).toContain('lo que acordo para el martes 3 de marzo');
  expect(plain(screen(ana, from.ana).join('\n') + screen(luz, from.luz).join('\n'))).not.toContain('prestamista');
  expect(plain(screen(luz, from.luz).join('\n'))).not.toMatch(/visita|Elena/);
});

test('V6: a visit that is undone takes back what was agreed at it, and its reminder', async () => {
  const ana = await learner('Ana', '528341000010');
  const adviser = await elena();
  const said = await says(adviser, 'VISITA Ana 45 min: compromiso: separar los botes para mañana');
  const code = /DESHACER (\d{4})/.exec(said)![1]!;
  const from = ana.inbox.length;
  expect(await says(adviser, `DESHACER ${code}`)).toContain('Se quito la visita a Ana');
  await pass(DAY);
  expect(plain(screen(ana, from).join('\n'))).not.toContain('separar los botes');
  const { hours } = await report('hours');
  expect(hours!.find(([kind]) => kind === 'support')).toEqual(['support', 0, 0, 0, 0]);
});

test('V1: a visit is planned, she is told once, moved and cancelled; photos sent after it are kept with it', async () => {
  const ana = await learner('Ana', '528341000010');
  const adviser = await elena();
  const from = ana.inbox.length;
  await says(adviser, 'VISITA Ana jueves 10am', 'VISITA Ana MOVER viernes 11am');
  const told = plain(screen(ana, from).join('\n'));
  expect(told.match(/Elena la visita/g)).toHaveLength(1);
  expect(told).toContain('viernes 6 de marzo a las 11');
  await pass(4 * DAY + 3 * HOUR); // Friday 13:00
  await says(adviser, 'VISITA Ana 45 min: la milpa');
  expect(house.rows('select state, planned_at is not null as planned from visit')).toEqual([
    { state: 'done', planned: 1 },
  ]);
  for (const caption of ['', 'la milpa de junto']) {
    adviser.sends({ photo: { ...SAMPLES.photo, ...(caption ? { caption } : {}) } });
    await house.settle();
  }
  expect(house.rows('select notes from visit')).toEqual([{ notes: '{"notes":"la milpa\\nla milpa de junto"}' }]);
  // Two photos, each with the file that the media queue fetched, and whose they are.
  expect(
    house.rows(`select m.state, m.kind, p.name from visit_file f join media m on m.inbox_seq = f.inbox_seq and m.nth = f.nth
      join person p on p.id = m.person_id order by f.nth`),
  ).toEqual([
    { state: 'kept', kind: 'photo', name: 'Elena' },
    { state: 'kept', kind: 'photo', name: 'Elena' },
  ]);
  await recado('visit', 'plan', 'Ana', '--on', '2026-03-10', '--at', '09:00');
  expect(await says(adviser, 'VISITA Ana cancelar')).toContain('No hay una visita suya por hacer a Ana');
  expect(await recado('visit', 'cancel', 'Ana')).toContain('is cancelled');
  expect(plain(screen(ana, from).at(-1)!)).toContain('Alguien del equipo ya no la va a poder ver');
});

test('V1: whoever is erased takes along what was noted at her door and the photos of it; the visit is still counted', async () => {
  await learner('Ana', '528341000010');
  await learner('Luz', '528341000011');
  const adviser = await elena();
  await says(adviser, 'VISITA Ana 45 min: la milpa. compromiso: separar los botes para mañana');
  adviser.sends({ photo: SAMPLES.photo });
  await house.settle();
  await says(adviser, 'VISITA Luz 30 min: su horno');
  adviser.sends({ photo: SAMPLES.photo });
  await house.settle();
  await recado('person', 'erase', idOf('Ana'), '--why', 'she asked');
  await pass(HOUR);
  expect(house.count(`person where name = 'Ana'`)).toBe(0);
  expect(house.rows('select minutes, notes from visit order by minutes')).toEqual([
    { minutes: 30, notes: '{"notes":"su horno"}' },
    { minutes: 45, notes: '{}' },
  ]);
  expect(house.rows('select text from commitment')).toEqual([{ text: '' }]);
  expect([house.count('visit_file'), house.count('media')]).toEqual([1, 1]);
});

test('V1: an applicant is visited by message: profile, feasibility and household stand with her application, and the list counts it', async () => {
  await house.close();
  const { transcripts: _, ...selecting } = readAll({
    flows: join(import.meta.dirname, 'flows-selection'),
    locales: LOCALES,
  });
  house = await House.open({ packs: selecting });
  const rosa = house.emulator.phone('528341000010', 'twilio-sms', { name: 'Rosa' });
  await says(rosa, 'EJIDO', 'si', 'Rosa', 'comida');
  const julia = await staff('facilitator', 'Julia', '528341000091');
  await says(
    julia,
    'VISITA Rosa 40 min: vende en la plaza. perfil: dos hijos; factibilidad: buena; hogar: cinco personas',
  );
  expect(await recado('selection', 'list')).toContain('visited, 1 visit (40 min)');
  await recado('selection', 'visit', 'Rosa', '--minutes', '20', '--notes', 'tiene horno');
  const shown = await recado('selection', 'visits', 'Rosa');
  expect(shown).toContain('factibilidad: buena'.replace('factibilidad', 'feasibility'));
  expect(shown).toContain('tiene horno');
  const visits = async (options: string) => {
    const token = await newToken(house, `--scope people:read ${options}`);
    return call(house, token, 'GET', `/applications/${idOf('Rosa')}/visits?programme=tianguis`);
  };
  expect((await visits('--role facilitator')).json()).toMatchObject({
    visits: [
      { minutes: 40, by: 'Julia', notes: expect.stringContaining('household: cinco personas') },
      { minutes: 20, notes: 'tiene horno' },
    ],
  });
  expect((await visits('--role reader')).statusCode).toBe(403);
  // Selection is no support: it counts in no hours.
  expect(house.count('hours')).toBe(0);
});

test('A8: training and support hours of a person, an enterprise and the programme, given and per person, against the target', async () => {
  await learner('Ana', '528341000010');
  await learner('Luz', '528341000011');
  await recado('enterprise', 'Dulces Ana', '--people', 'Ana', 'Luz');
  await recado('cohort', 'new', 'llera', '--name', 'grupo-a', '--starts', '2026-02-23');
  const [session] = house.rows(`select s.id, s.starts_at, s.ends_at from session s order by starts_at limit 1`);
  house.run(
    'update session set starts_at = ?, ends_at = ?, sdg = ? where id = ?',
    MONDAY - 2 * DAY,
    MONDAY - 2 * DAY + 2 * HOUR,
    '["8.3"]',
    session!['id'],
  );
  const cohort = String(house.rows('select id from cohort')[0]!['id']);
  for (const [i, name] of ['Ana', 'Luz'].entries()) {
    house.run(
      'insert into roster (cohort_id, person_id, number, since) values (?, ?, ?, 0)',
      cohort,
      idOf(name),
      i + 1,
    );
    house.run(
      `insert into attendance_fact (id, session_id, person_id, method, status, minutes, happened_at, sent_by, entered_at) values (?, ?, ?, 'roll', ?, ?, 1, 'arrival', 1)`,
      `fact-${name}`,
      session!['id'],
      idOf(name),
      name === 'Ana' ? 'present' : 'late',
      name === 'Ana' ? null : 90,
    );
  }
  const adviser = await elena();
  await says(adviser, 'VISITA Dulces Ana 30 min: los dos');
  await recado('hours', 'add', 'Ana', '--minutes', '20', '--on', '2026-03-01', '--note', 'feria');
  const { hours, hours_target: target, sdg } = await report('hours');
  expect(hours).toEqual([
    // kind, activities, given, people, person-minutes: one 2 h session of two is 2 h given and 3.5 person-hours
    ['training', 1, 120, 2, 210],
    ['support', 1, 30, 2, 60],
    ['other', 1, 20, 1, 20],
    ['all', 3, 170, 2, 290],
  ]);
  // The report sums in its own way what the view `hours` defines.
  expect(
    house.rows(
      'select kind, sum(minutes) as person, count(distinct person_id) as people from hours group by kind order by kind desc',
    ),
  ).toEqual([
    { kind: 'training', person: 210, people: 2 },
    { kind: 'support', person: 60, people: 2 },
    { kind: 'other', person: 20, people: 1 },
  ]);
  expect(target).toEqual([['given', 170, 180, 'no']]);
  expect(sdg).toEqual([['8.3', 1, 120, 2, 210]]);
  const { hours_by: byCohort } = await report('hours', '&by=language');
  expect(byCohort!.map(([, kind, ...rest]) => [kind, ...rest])).toEqual([
    ['other', 1, 20, 1, 20],
    ['support', 1, 30, 2, 60],
    ['training', 1, 120, 2, 210],
  ]);
  const each = await report('hours-of-each');
  expect(each['hours_people']!.map(([, ...rest]) => rest)).toEqual([
    [120, 30, 20, 170],
    [90, 30, 0, 120],
  ]);
  // The business: person-hours of both, and what was given to it once.
  expect(each['hours_enterprises']).toEqual([['Dulces Ana', 2, 210, 60, 20, 290, 170]]);
  // Ten minutes more hold the target; taken back they do not.
  const undo = /hours undo (\S+)/.exec(
    await recado('hours', 'add', 'Luz', '--minutes', '10', '--on', '2026-03-01'),
  )![1]!;
  expect((await report('hours'))['hours_target']).toEqual([['given', 180, 180, 'yes']]);
  await recado('hours', 'undo', undo);
  expect((await report('hours'))['hours_target']).toEqual([['given', 170, 180, 'no']]);
  // A day before any of it: nothing, which is no gap.
  expect((await report('hours', '&to=2026-02-01'))['hours']!.at(-1)).toEqual(['all', 0, 0, 0, 0]);
});

test('A10: inputs of an enterprise with item, value, date and status; wrong lines are taken back by others, none is changed', async () => {
  await learner('Ana', '528341000010');
  await recado('enterprise', 'Dulces Ana', '--people', 'Ana');
  await recado('input', 'approve', 'Dulces Ana', '--line', 'strengthening', '--amount', '4000');
  const bought = await recado('input', 'buy', 'Dulces Ana', 'molino', '--amount', '1500.50', '--on', '2026-02-20');
  expect(bought).toContain('balance $2,499.50');
  const wrong = /input undo (\S+)/.exec(bought)![1]!;
  expect(await recado('input', 'undo', wrong, '--why', 'wrong price')).toBe('Taken back.');
  expect(await recado('input', 'undo', wrong, '--why', 'again')).toContain('There is no line');
  await recado(
    'input',
    'buy',
    'Dulces Ana',
    'molino',
    '--amount',
    '1400',
    '--on',
    '2026-02-20',
    '--supplier',
    'Lupita',
  );
  expect(house.count('input_entry')).toBe(4);
  const list = await recado('input', 'list', 'Dulces Ana');
  expect(list).toContain('2026-02-20 1 molino, $1,400, Lupita: delivered 0/1, confirmed 0/0, with programme');
  expect(list).toContain('Approved $4,000, spent $1,400, balance $2,600.');
  expect(await recado('input', 'buy', 'Dulces Ana', 'horno', '--amount', '1', '--on', '2030-01-01')).toContain(
    'has not come yet',
  );
});

test('V3: the ledger of an enterprise: approved by line, bought, balance, custody, handed over; the list to be signed', async () => {
  await learner('Ana', '528341000010');
  await recado('enterprise', 'Dulces Ana', '--people', 'Ana');
  await recado('input', 'approve', 'Dulces Ana', '--line', 'idea', '--amount', '1500');
  const buyer = await staff('coordinator', 'Marta', '528341000091');
  expect(await says(buyer, 'COMPRA Dulces Ana: 2 ollas x 400, Mercado')).toContain('Le quedan $700 de lo aprobado');
  expect(await says(buyer, 'COMPRA Dulces Ana: molino 1 x 1,000')).toContain('Son $300 mas de lo aprobado');
  // Nothing is handed over that was not brought.
  expect(await recado('input', 'transfer', 'Dulces Ana')).toContain('nothing of Dulces Ana');
  await recado('input', 'deliver', 'Dulces Ana', 'ollas');
  const token = await newToken(house, '--role coordinator --scope records:read records:write');
  const sheet = await call(house, token, 'GET', '/inputs/transfer-list?programme=llera');
  expect([sheet.statusCode, sheet.headers['content-type'], sheet.body.slice(0, 5)]).toEqual([
    200,
    'application/pdf',
    '%PDF-',
  ]);
  const [molino] = house.rows(`select id from input_entry where item = 'molino'`);
  const kept = await call(house, token, 'POST', `/inputs/${molino!['id']}/custody`, { holder: 'Casa ejidal' });
  expect(kept.statusCode).toBe(200);
  expect(await recado('input', 'transfer', 'Dulces Ana', '--on', '2026-03-02')).toBe('1 handed over to Dulces Ana.');
  const purchases = (await call(house, token, 'GET', '/inputs/purchases?programme=llera')).json() as {
    items: Record<string, unknown>[];
  };
  expect(purchases.items.toSorted((a, b) => String(a['item']).localeCompare(String(b['item'])))).toMatchObject([
    { item: 'molino', amount: 100_000, with: 'Casa ejidal', delivered: 0, transferred_on: null },
    {
      item: 'ollas',
      amount: 80_000,
      quantity: 2,
      supplier: 'Mercado',
      with: 'enterprise',
      transferred_on: '2026-03-02',
    },
  ]);
  expect((await report('inputs'))['inputs']).toEqual([['idea', 'MXN', 1, 150_000]]);
  const account = (await report('inputs-of-each'))['inputs_enterprises']!;
  expect(account[0]!.slice(0, 6)).toEqual(['Dulces Ana', 'MXN', 150_000, 180_000, -30_000, 2]);
  // What is hers is not taken back behind her.
  const ollas = house.rows(`select id from input_entry where item = 'ollas' and kind = 'purchase'`)[0]!['id'];
  expect(await recado('input', 'undo', String(ollas), '--why', 'x')).toContain('delivered or handed over');
});

test('V3: airtime repaid is a line for each person, apart from the money of her enterprise', async () => {
  await learner('Ana', '528341000010');
  await learner('Luz', '528341000011');
  expect(await recado('input', 'airtime', 'Ana', 'Luz', '--amount', '50')).toContain('Airtime repaid to 2: $50 each.');
  expect((await report('inputs'))['airtime']).toEqual([['MXN', 2, 10_000]]);
});

test('V4: she confirms each delivery by reply, whatever else is open; something missing is a task, and who brought it knows', async () => {
  const ana = await learner('Ana', '528341000010');
  await recado('enterprise', 'Dulces Ana', '--people', 'Ana');
  const buyer = await staff('coordinator', 'Marta', '528341000091');
  await says(buyer, 'COMPRA Dulces Ana: molino 1 x 1500', 'COMPRA Dulces Ana: 3 ollas x 100');
  const from = ana.inbox.length;
  await says(buyer, 'ENTREGA Dulces Ana: molino', 'ENTREGA Dulces Ana: 2 ollas');
  expect(plain(screen(ana, from).join('\n'))).toContain(
    'Le entregaron: 1 molino. ¿Llego completo?\n1 Completo\n2 Falta algo',
  );
  // Two are open: the newest is answered first, each once.
  const heard = buyer.inbox.length;
  expect(await says(ana, '2')).toContain('Gracias por avisar');
  expect(await says(ana, '1')).toContain('Gracias por confirmar');
  expect(plain(screen(buyer, heard).join('\n'))).toMatch(/falta algo: 2 ollas[\s\S]*llego completo: 1 molino/);
  expect(house.rows('select answer, answered_by from delivery order by entered_at, id')).toEqual([
    { answer: 'complete', answered_by: 'her' },
    { answer: 'missing', answered_by: 'her' },
  ]);
  expect(house.rows(`select why, about, state from task where topic = 'delivery'`)).toEqual([
    { why: 'delivery-missing', about: '2 ollas', state: 'open' },
  ]);
  // Her lesson is where it was.
  expect(await says(ana, 'si')).toContain('500 pesos');
  // A delivery that was taken back asks no more, and waits again.
  const said = await says(buyer, 'ENTREGA Dulces Ana: ollas');
  await says(buyer, `DESHACER ${/DESHACER (\d{4})/.exec(said)![1]}`);
  expect(house.count('delivery where undone_at is null and answer is null')).toBe(0);
  expect(await says(buyer, 'ENTREGA Dulces Ana: 5 ollas')).toContain('De ollas solo faltan 1 por entregar');
});

test('V4: where writing to her is not safe nobody asks her; the team enters what she signed', async () => {
  const ana = await learner('Ana', '528341000010');
  house.run(`update person set profile = json_set(profile, '$.safe_to_write', 'no') where name = 'Ana'`);
  await recado('enterprise', 'Dulces Ana', '--people', 'Ana');
  await recado('input', 'buy', 'Dulces Ana', 'molino', '--amount', '1500');
  const from = ana.inbox.length;
  expect(await recado('input', 'deliver', 'Dulces Ana')).toContain('ask her yourself');
  expect(screen(ana, from)).toEqual([]);
  const token = await newToken(house, '--role coordinator --scope records:write');
  const [delivery] = house.rows('select id from delivery');
  const done = await call(house, token, 'POST', `/deliveries/${delivery!['id']}/answer`, { answer: 'complete' });
  expect(done.statusCode).toBe(200);
  expect(house.rows('select answer, answered_by from delivery')).toEqual([
    { answer: 'complete', answered_by: 'paper' },
  ]);
});
