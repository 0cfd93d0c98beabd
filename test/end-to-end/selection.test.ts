import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAll } from '../../src/assemble/packs.ts';
import { playTranscripts } from '../../src/assemble/play.ts';
import { runShell } from '../../src/assemble/shell.ts';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { call, newToken } from '../server/api-world.ts';
import { House, LOCALES, MONDAY, screen } from './house.ts';
import { plain } from './lesson.ts';

const FLOWS = join(import.meta.dirname, 'flows-selection');
const { transcripts: _, ...PACKS } = readAll({ flows: FLOWS, locales: LOCALES });

let house: House;
beforeEach(async () => {
  house = await House.open({ packs: PACKS });
});
afterEach(() => house.close());

/** `recado …`, and what it said, also where it refused. */
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

async function applicant(name: string, number: string, ...rest: readonly string[]): Promise<Phone> {
  const phone = house.emulator.phone(number, 'twilio-sms', { name });
  await says(phone, 'EJIDO', 'si', name, 'comida', ...rest);
  return phone;
}

async function staff(role: string, name: string, number: string): Promise<Phone> {
  await recado('staff', 'add', name, '--role', role, '--phone', `+${number}`, '--channel', 'twilio-sms');
  const phone = house.emulator.phone(number, 'twilio-sms', { name });
  await says(phone, 'hola');
  return phone;
}
const marta = () => staff('coordinator', 'Marta', '528341000090');
const julia = () => staff('facilitator', 'Julia', '528341000091');

/** Everything that falls due within so long happens. */
async function pass(ms: number): Promise<void> {
  await house.time.until(house.clock.now() + ms);
  await house.settle();
}

const idOf = (name: string) => String(house.rows('select id from person where name = ?', name)[0]!['id']);
const list = async () => JSON.parse(await recado('selection', 'list', '--format', 'json'));
const places = async () =>
  (await list()).applications.map(
    (one: { rank: number; name: string; tied: boolean }) => `${one.rank ?? '-'}${one.tied ? '=' : ''} ${one.name}`,
  );

test('A2: an applicant becomes selected, word by word', async () => {
  const played: string[] = [];
  await playTranscripts({ flows: FLOWS, locales: LOCALES }, [], ({ path, differences }) =>
    played.push(path, ...differences.map(({ line, says: told }) => `${line} ${told}`)),
  );
  expect(played).toEqual(['tianguis/transcripts/seleccion.whatsapp.txt']);
});

test('A2: whoever comes by the join word applies, and no lesson comes to her, whatever she writes', async () => {
  const ana = await applicant('Ana', '528341000010');
  expect(house.rows('select state from enrolment')).toEqual([{ state: 'applicant' }]);
  expect(house.rows('select source, cohort from application')).toEqual([{ source: 'keyword', cohort: null }]);
  const said = await says(ana, 'seguir', 'leccion', 'avance', 'hola', 'EJIDO');
  expect(said).toContain('anotada');
  await pass(72 * HOUR);
  expect(house.count("flow_progress where flow like '%dos-botes'")).toBe(0);
});

test('A2: two evaluators: the mean counts, and each is shown', async () => {
  await applicant('Ana', '528341000010');
  const [coordinator, facilitator] = [await marta(), await julia()];
  await says(facilitator, 'CALIFICAR Ana experiencia 5 producto 4');
  await says(coordinator, 'CALIFICAR Ana experiencia 2');
  let [ana] = (await list()).applications;
  // (5 + 2) / 2 × 2 + 4 × 2
  expect([ana.points, ana.most, ana.scored, ana.criteria]).toEqual([1500, 5500, 2, 8]);
  expect(ana.scores[0]).toMatchObject({
    criterion: 'experiencia',
    mean: 3.5,
    each: [
      { by: 'Julia', score: 5 },
      { by: 'Marta', score: 2 },
    ],
  });
  // A correction appends and counts alone; the other's stays. A dash takes it back.
  await says(coordinator, 'CALIFICAR Ana experiencia 3');
  await says(facilitator, 'CALIFICAR Ana producto -');
  [ana] = (await list()).applications;
  expect([ana.points, ana.scored]).toEqual([800, 1]);
  expect(house.count('application_score')).toBe(5);
  expect(await recado('selection', 'list')).toContain('Experiencia 4/5 (Julia 5, Marta 3)');
});

test('A2: ranked by points, ties shown, by site, with criteria scored of all; the same records give the same list', async () => {
  for (const [i, name] of ['Ana', 'Berta', 'Celia', 'Diana'].entries()) await applicant(name, `52834100001${i}`);
  await recado('unit', 'new', 'site', 'la-mesa');
  await recado('unit', 'place', 'site', 'la-mesa', '--people', 'Berta', 'Diana');
  await recado('selection', 'score', 'Ana', 'experiencia=4');
  await recado('selection', 'score', 'Berta', 'producto=5');
  await recado('selection', 'score', 'Celia', 'clientes=5', 'metas=3');
  expect(await places()).toEqual(['1 Berta', '2= Ana', '2= Celia', '- Diana']);
  expect(await places()).toEqual(await places());
  const said = await recado('selection', 'list', '--site', 'la-mesa');
  expect(said).toContain('1 Berta (la-mesa): 10 of 55, 1 of 8 criteria, scored');
  expect(said).not.toContain('Ana');
  expect(said).toContain('2 applicants: visited 0/2, scored 1/2, selected 0/2 (1 places)');
});

test('A2: a decision before any score needs a reason; who decided and why stands beside it', async () => {
  await applicant('Ana', '528341000010');
  const coordinator = await marta();
  expect(await says(coordinator, 'ELEGIR Ana')).toContain('escriba por que');
  expect(await recado('selection', 'decide', 'Ana', '--as', 'declined')).toContain('A reason is missing');
  expect(house.count('application_decision')).toBe(0);
  expect(await says(coordinator, 'ELEGIR Ana: la conocemos de años')).toContain('sin calificaci');
  const [ana] = (await list()).applications;
  expect(ana).toMatchObject({ state: 'selected', scored: 0 });
  expect(ana.decisions).toMatchObject([
    { decision: 'selected', by: 'Marta', why: 'la conocemos de años', told: false, undone: false },
  ]);
});

test('A2: contradictory decisions: the last one counts, she is told that one alone, and all of them stay', async () => {
  const ana = await applicant('Ana', '528341000010');
  const coordinator = await marta();
  await says(coordinator, 'CALIFICAR Ana experiencia 4');
  const from = ana.inbox.length;
  await says(coordinator, 'ELEGIR Ana');
  await pass(4 * MINUTE);
  await recado('selection', 'decide', 'Ana', '--as', 'waitlisted', '--why', 'one place only');
  await pass(8 * MINUTE);
  expect(screen(ana, from)).toEqual([]);
  await pass(4 * MINUTE);
  const told = screen(ana, from);
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('lista de espera');
  const [one] = (await list()).applications;
  expect(one.state).toBe('waitlisted');
  expect(one.decisions.map(({ decision, by }: { decision: string; by: string }) => [decision, by])).toEqual([
    ['selected', 'Marta'],
    ['waitlisted', 'shell'],
  ]);
  // Later there is a place after all.
  await says(coordinator, 'ELEGIR Ana');
  await pass(11 * MINUTE);
  expect(screen(ana, from).join('\n')).toContain('Ya separa el dinero');
  expect(house.rows('select state from enrolment where person_id = ?', idOf('Ana'))).toEqual([{ state: 'active' }]);
});

test('A2: a decision is taken back before she is told, and then not any more', async () => {
  const ana = await applicant('Ana', '528341000010');
  const coordinator = await marta();
  const from = ana.inbox.length;
  await says(coordinator, 'ESPERA Ana: falta una visita', 'NO ELEGIR Ana: no vino');
  expect(await says(coordinator, 'ANULAR Ana')).toContain('lista de espera');
  expect((await list()).applications[0].state).toBe('waitlisted');
  expect(await says(coordinator, 'ANULAR Ana')).toContain('se quito la decision');
  await pass(HOUR);
  expect(screen(ana, from)).toEqual([]);
  expect((await list()).applications[0].state).toBe('applicant');
  await says(coordinator, 'ESPERA Ana: falta una visita');
  await pass(HOUR);
  expect(await says(coordinator, 'ANULAR Ana')).toContain('ya se le aviso');
  expect(house.count('application_decision where undone_at is not null')).toBe(2);
});

test('A2: who is not chosen is told in one kind line, with no reason and no points', async () => {
  const ana = await applicant('Ana', '528341000010');
  const coordinator = await marta();
  await says(coordinator, 'CALIFICAR Ana experiencia 1');
  const from = ana.inbox.length;
  await says(coordinator, 'NO ELEGIR Ana: casi no vende');
  await pass(HOUR);
  const told = screen(ana, from);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/^Hola, Ana\. Gracias por su solicitud\. Esta vez no entro a Manos del ejido/);
  expect(told[0]).not.toMatch(/vende|punto|\d/);
  expect(await says(ana, 'seguir')).toContain('Esta vez no entro');
});

test('A2: where others read her phone it says that there is an answer, and a person tells her', async () => {
  const ana = await applicant('Ana', '528341000010');
  house.run(`update person set profile = json_set(profile, '$.shared_phone', 'yes') where name = 'Ana'`);
  const coordinator = await marta();
  const from = ana.inbox.length;
  await says(coordinator, 'NO ELEGIR Ana: casi no vende');
  await pass(HOUR);
  expect(screen(ana, from).join('\n')).toContain('Ya hay respuesta');
  expect(screen(ana, from).join('\n')).not.toContain('no entro');
  expect(house.rows(`select why from task where topic = 'selection'`)).toEqual([{ why: 'answer-in-person' }]);
});

test('A2: at night a decision waits for her morning', async () => {
  const ana = await applicant('Ana', '528341000010');
  await house.time.until(MONDAY + 11 * HOUR);
  const from = ana.inbox.length;
  await recado('selection', 'decide', 'Ana', '--as', 'selected', '--why', 'known for years');
  await pass(5 * HOUR);
  expect(screen(ana, from)).toEqual([]);
  await pass(8 * HOUR);
  expect(screen(ana, from).join('\n')).toContain('Felicidades');
});

test('A2: a facilitator scores her own and decides nothing; a reader does neither; strangers are learners', async () => {
  await applicant('Ana', '528341000010');
  await applicant('Berta', '528341000011');
  await recado('unit', 'new', 'site', 'la-mesa');
  await recado('unit', 'place', 'site', 'la-mesa', '--people', 'Ana');
  const facilitator = await julia();
  await recado('staff', 'scope', 'Julia', '--site', 'la-mesa');
  expect(await says(facilitator, 'CALIFICAR Berta experiencia 4')).toContain('No encuentro');
  expect(await says(facilitator, 'CALIFICAR Ana experiencia 4')).toContain('Experiencia 4/5');
  expect(await says(facilitator, 'ELEGIR Ana')).toContain('lo decide la coordinaci');
  const reader = await staff('reader', 'Lola', '528341000092');
  expect(await says(reader, 'CALIFICAR Ana experiencia 4')).toContain('Calificar le toca');
  const stranger = house.emulator.phone('528341000099', 'twilio-sms', { name: 'Nadie' });
  await says(stranger, 'ELEGIR Ana: soy su prima', 'CALIFICAR Ana experiencia 5');
  expect([house.count('application_score'), house.count('application_decision')]).toEqual([1, 0]);
});

test('A2: the same by the API, and only as far as a token sees', async () => {
  await applicant('Ana', '528341000010');
  const id = idOf('Ana');
  const admin = await newToken(house, '--role admin');
  const scoped = await newToken(house, '--role facilitator --scope people:read people:write');
  const post = async (token: string, what: string, body: object) =>
    (await call(house, token, 'POST', `/applications/${id}/${what}`, { programme: 'tianguis', ...body })).statusCode;
  expect(await post(admin, 'visits', { minutes: 40, notes: 'vende en la plaza' })).toBe(200);
  expect(await post(scoped, 'scores', { scores: [{ criterion: 'experiencia', score: 4 }] })).toBe(200);
  expect(await post(scoped, 'scores', { scores: [{ criterion: 'experiencia', score: 9 }] })).toBe(422);
  expect(await post(scoped, 'decisions', { decision: 'selected' })).toBe(403);
  expect(await post(admin, 'decisions', { decision: 'declined' })).toBe(422);
  expect(await post(admin, 'decisions', { decision: 'selected' })).toBe(200);
  expect(await post(admin, 'undo', {})).toBe(200);
  const { items } = (await call(house, admin, 'GET', '/applications?programme=tianguis')).json();
  expect(items).toMatchObject([
    { person: id, state: 'scored', rank: 1, points: 8, of: 55, visits: 1, minutes: 40, decisions: [{ undone: true }] },
  ]);
  // Notes are for the team's own eyes, and no list carries them.
  expect(JSON.stringify(items)).not.toContain('plaza');
  const funnel = (await call(house, admin, 'GET', '/selection?programme=tianguis')).json();
  expect(funnel).toMatchObject({ applicants: 1, visited: 1, scored: 1, selected: 0, places: 1 });
});

test('A2: the funnel counts each of all who applied; who leaves is withdrawn', async () => {
  for (const [i, name] of ['Ana', 'Berta', 'Celia'].entries()) await applicant(name, `52834100001${i}`);
  await recado('selection', 'visit', 'Ana', '--minutes', '40');
  await recado('selection', 'score', 'Ana', 'experiencia=4');
  await recado('selection', 'decide', 'Ana', '--as', 'selected');
  await recado('drop', 'Berta', '--why', 'moved');
  expect(await recado('selection', 'list')).toContain(
    '3 applicants: visited 1/3, scored 1/3, selected 1/3 (1 places); 0 waitlisted, 0 declined, 1 withdrawn',
  );
  expect(await recado('selection', 'decide', 'Berta', '--as', 'selected', '--why', 'x')).toContain('has left');
  expect(await recado('selection', 'decide', 'Celia', '--as', 'selected', '--why', 'room')).toContain('2/1');
});

test('A2: whom the team puts into a cohort is chosen already; asking for one by the join word is no place in it', async () => {
  await recado('cohort', 'new', 'tianguis', '--name', 'grupo-a', '--starts', '2026-03-09');
  const luz = house.emulator.phone('528341000020', 'twilio-sms', { name: 'Luz' });
  await recado('enrol', 'Luz', '--phone', '+528341000020', '--cohort', 'grupo-a', '--channel', 'twilio-sms');
  expect(await says(luz, 'si', 'si', 'Luz', 'campo')).toContain('Ya separa el dinero');
  const ana = house.emulator.phone('528341000010', 'twilio-sms', { name: 'Ana' });
  await says(ana, 'EJIDO grupo-a', 'si', 'Ana', 'comida');
  expect(house.rows('select person_id, cohort from application')).toEqual([
    { person_id: idOf('Ana'), cohort: 'grupo-a' },
  ]);
  expect(house.count('roster')).toBe(1);
  await recado('selection', 'decide', 'Ana', '--as', 'selected', '--why', 'known for years');
  await pass(11 * MINUTE);
  expect(house.rows('select number from roster where person_id = ?', idOf('Ana'))).toEqual([{ number: 2 }]);
});

test('A2: an applicant whom the team puts into a cohort is chosen by that', async () => {
  await recado('cohort', 'new', 'tianguis', '--name', 'grupo-a', '--starts', '2026-03-09');
  const ana = await applicant('Ana', '528341000010');
  const from = ana.inbox.length;
  await recado('enrol', 'Ana', '--phone', '+528341000010', '--cohort', 'grupo-a', '--channel', 'twilio-sms');
  expect(screen(ana, from).join('\n')).toMatch(/Felicidades[\s\S]*Ya separa el dinero/);
  expect((await list()).applications[0]).toMatchObject({ state: 'selected', cohort: 'grupo-a', decisions: [] });
  expect(await recado('selection', 'decide', 'Ana', '--as', 'declined', '--why', 'x')).toContain('was told already');
});

test('A2: who left and comes again applies anew: what was said of her before counts no more', async () => {
  const ana = await applicant('Ana', '528341000010');
  await recado('selection', 'score', 'Ana', 'experiencia=4');
  await recado('selection', 'decide', 'Ana', '--as', 'declined', '--why', 'x');
  await pass(HOUR);
  house.run(`update person set profile = '{}'`);
  house.run(`update conversation set state = json_set(state, '$.journey.stage', 'declined')`);
  await says(ana, 'EJIDO', 'si', 'Ana', 'comida');
  expect((await list()).applications).toMatchObject([{ state: 'applicant', scored: 0, decisions: [] }]);
  expect([house.count('application_score'), house.count('application_decision')]).toEqual([1, 1]);
});

test('A2: put on a list without a cohort she applies too, and it says so', async () => {
  const luz = house.emulator.phone('528341000020', 'twilio-sms', { name: 'Luz' });
  await recado('enrol', 'Luz', '--phone', '+528341000020', '--channel', 'twilio-sms');
  await says(luz, 'si', 'si', 'Luz', 'campo');
  expect(house.rows('select source from application')).toEqual([{ source: 'import' }]);
});

test('A2: erased, she is nobody, and the counts stay true', async () => {
  await applicant('Ana', '528341000010');
  await recado('selection', 'visit', 'Ana', '--minutes', '40', '--notes', 'vende en la plaza');
  await recado('selection', 'score', 'Ana', 'experiencia=4');
  await recado('selection', 'decide', 'Ana', '--as', 'declined', '--why', 'casi no vende');
  await recado('person', 'erase', 'Ana');
  await pass(HOUR);
  expect((await list()).applications).toEqual([]);
  expect(await list()).toMatchObject({ applicants: 1, visited: 1, scored: 1, declined: 1 });
  expect(house.rows('select notes from application_visit')).toEqual([{ notes: '' }]);
  expect(house.rows('select why from application_decision')).toEqual([{ why: '' }]);
  expect(house.count(`person where name = 'Ana'`)).toBe(0);
});

test('A2: two of one name are told apart by site or whole name, and never guessed', async () => {
  await applicant('Ana Ruiz', '528341000010');
  await applicant('Ana Paz', '528341000011');
  await recado('unit', 'new', 'site', 'la-mesa');
  await recado('unit', 'place', 'site', 'la-mesa', '--people', 'Ana Paz');
  const coordinator = await marta();
  expect(await says(coordinator, 'CALIFICAR Ana experiencia 4')).toContain('Hay mas de una');
  expect(house.count('application_score')).toBe(0);
  await says(coordinator, 'CALIFICAR Ana Ruiz experiencia 4', 'ESPERA Ana la-mesa: falta una visita');
  expect(house.rows('select person_id from application_score')).toEqual([{ person_id: idOf('Ana Ruiz') }]);
  expect(house.rows('select person_id from application_decision')).toEqual([{ person_id: idOf('Ana Paz') }]);
});
