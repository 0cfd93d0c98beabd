import { afterEach, beforeEach, expect, test } from 'vitest';
import { runShell } from '../../src/assemble/shell.ts';
import { DAY, HOUR } from '../../src/base/clock.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { SAMPLES } from '../../src/workshop/emulator/samples.ts';
import { House, screen } from './house.ts';
import { plain, takeLesson } from './lesson.ts';

/** What falls between the verbs of the team: each holds alone and could break after another. */
let house: House;
beforeEach(async () => {
  house = await House.open();
});
afterEach(() => house.close());

async function recado(...words: readonly string[]): Promise<string> {
  const { said } = await runShell(words, async () => house.app);
  house.app.inbox.wake();
  await house.settle();
  return said;
}

async function says(phone: Phone, ...said: Parameters<Phone['sends']>[0][]): Promise<string> {
  const from = phone.inbox.length;
  for (const one of said) {
    phone.sends(one);
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

async function pass(ms: number): Promise<void> {
  await house.time.until(house.clock.now() + ms);
  await house.settle();
}
const code = (said: string) => /DESHACER (\d{4})/.exec(said)![1]!;

test('a visit to two that is undone writes to nobody to whom writing is not safe', async () => {
  const ana = await house.seat('twilio-sms', '528341000010', { name: 'Ana', lesson: 'dos-botes' });
  const luz = await house.seat('twilio-sms', '528341000011', { name: 'Luz', lesson: 'dos-botes' });
  house.run(`update person set profile = json_set(profile, '$.safe_to_write', 'no') where name = 'Luz'`);
  const adviser = await staff('counsellor', 'Elena', '528341000090');
  const from = { ana: ana.inbox.length, luz: luz.inbox.length };
  const said = await says(adviser, 'VISITA Ana y Luz jueves 10am');
  await says(adviser, `DESHACER ${code(said)}`);
  await pass(HOUR);
  expect(screen(ana, from.ana)).toHaveLength(2);
  expect(screen(luz, from.luz)).toEqual([]);
});

test('no verb of a facilitator names anybody of a group that is not hers', async () => {
  await recado('cohort', 'new', 'llera', '--name', 'grupo-a', '--starts', '2026-03-02');
  await recado('cohort', 'new', 'llera', '--name', 'grupo-b', '--starts', '2026-03-02');
  await recado('enrol', 'Ana', '--cohort', 'grupo-a', '--phone', '+528341000020', '--channel', 'twilio-sms');
  await recado('enrol', 'Petra', '--cohort', 'grupo-b', '--phone', '+528341000021', '--channel', 'twilio-sms');
  const julia = await staff('facilitator', 'Julia', '528341000091');
  await recado('staff', 'scope', 'Julia', '--cohort', 'grupo-a');
  await pass(DAY + 9 * HOUR);
  const heard: Record<string, string> = {};
  for (const verb of [
    'LISTA grupo-b s1',
    'LISTA s1 grupo-b 1',
    'FALTARON grupo-b s1 1',
    'ACLARAR grupo-b s1 Petra presente',
    'CONFLICTOS',
    'REVISAR',
    'EXCUSAR botes Petra: enferma',
    'LLAME Petra',
    'LLAME Petra 1',
    'LLAME Petra grupo-b',
    'ANIMAR 1',
    'HOY',
    'VISITA Petra 45 min: todo bien',
    'VISITA Petra jueves 10am',
    'VISITA grupo-b 45 min: todo',
    'COMPRA Dulces Petra: molino 1 x 1500',
    'LOGRO Petra registro su negocio',
    'ENCUESTA base grupo-b',
    'SESION grupo-b s2 jueves 5pm',
    'SESION s2 grupo-b cancelar',
    'CONSTANCIAS grupo-b',
  ])
    heard[verb] = await says(julia, verb);
  const counts = ['attendance_fact', 'visit', 'outcome', 'contact_try', 'input_entry', 'session_change'].map((table) =>
    house.count(table),
  );
  expect(counts).toEqual([0, 0, 0, 0, 0, 0]);
  for (const [verb, said] of Object.entries(heard)) {
    expect([verb, said.replaceAll(/Petra grupo-b|a Petra\b|"Petra"/g, '')]).toEqual([
      verb,
      expect.not.stringMatching(/52834|Petra [A-Z]/),
    ]);
  }
});

test('while the focal point has her, the digest names her not, and no message of the programme comes before she writes', async () => {
  const ana = await house.seat('whatsapp-cloud', '528341000010', { name: 'Ana', lesson: 'dos-botes' });
  await takeLesson(house, ana);
  await takeLesson(house, await house.seat('whatsapp-cloud', '528341000011', { name: 'Luz', lesson: 'dos-botes' }));
  const marta = await staff('facilitator', 'Marta', '528341000021');
  await staff('focal', 'Rosa', '528341000022');
  house.run("update homework set due_at = ? where state = 'assigned'", house.clock.now());
  await says(ana, 'me pega mi marido');
  expect(house.rows('select state from safeguarding_alert')).toEqual([{ state: 'open' }]);
  const from = { ana: ana.inbox.length, marta: marta.inbox.length };
  await says(marta, 'VISITA Ana jueves 10am');
  for (const [name, payload] of [
    ['certificate.ready', { number: 'LLERA-2026-0001', code: 'AAAAA-BBBBB' }],
    ['delivery.ask', { delivery: 'd1', items: '2 ollas' }],
  ] as const)
    house.run(
      "insert into event (lane_id, person_id, name, payload, at) select lane_id, id, ?, ?, ? from person where name = 'Ana'",
      name,
      JSON.stringify(payload),
      house.clock.now(),
    );
  house.app.inbox.wake();
  await pass(8 * DAY);
  expect(screen(ana, from.ana)).toEqual([]);
  const digests = screen(marta, from.marta + 1).join('\n');
  expect(digests).toContain('Falta la tarea de Luz');
  expect(digests).not.toContain('Ana');
  expect(await says(ana, 'hola')).toContain('LLERA-2026-0001');
});

test('whoever goes on to another verb has left the question behind: a number is no verdict any more', async () => {
  await recado('cohort', 'new', 'llera', '--name', 'grupo-a', '--starts', '2026-03-02');
  const ana = await house.seat('whatsapp-cloud', '528341000010', { name: 'Ana', lesson: 'dos-botes' });
  await takeLesson(house, ana);
  await says(ana, { photo: SAMPLES.photo }, 'listo');
  await recado('enrol', 'Luz', '--cohort', 'grupo-a', '--phone', '+528341000020', '--channel', 'twilio-sms');
  const marta = await staff('coordinator', 'Marta', '528341000021');
  await pass(DAY + 9 * HOUR);
  expect(await says(marta, 'REVISAR')).toContain('Responda 1 bien');
  expect(await says(marta, 'LISTA s1')).toContain('1 Luz');
  await says(marta, '1');
  expect(house.rows('select state from homework')).toEqual([{ state: 'received' }]);
  expect(await says(marta, 'REVISAR')).toContain('Responda 1 bien');
  await says(marta, 'LLAME Ana', '1');
  expect(house.rows('select state from homework')).toEqual([{ state: 'received' }]);
  expect(house.count("contact_try where outcome = 'talked'")).toBe(1);
});

test('a learner who reviews as well: a number answers what was asked last', async () => {
  const ana = await house.seat('whatsapp-cloud', '528341000010', { name: 'Ana', lesson: 'dos-botes' });
  await takeLesson(house, ana);
  await says(ana, { photo: SAMPLES.photo }, 'listo');
  const luz = await house.seat('whatsapp-cloud', '528341000011', { name: 'Luz', lesson: 'dos-botes' });
  const before = house.count('answer');
  await recado('staff', 'add', 'Luz', '--role', 'reviewer', '--phone', '+528341000011', '--channel', 'whatsapp-cloud');
  await says(luz, 'REVISAR', '1');
  expect(house.rows('select state from homework')).toEqual([{ state: 'accepted' }]);
  expect(house.count('answer')).toBe(before);
  // What she may still add is a recording; another number is her lesson's.
  await says(luz, '1');
  expect(house.count('answer')).toBe(before + 1);
});
