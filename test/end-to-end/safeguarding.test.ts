import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Packs } from '../../src/assemble/packs.ts';
import { readAll } from '../../src/assemble/packs.ts';
import { stages } from '../../src/assemble/stage.ts';
import { HOUR } from '../../src/base/clock.ts';
import { readMigrations } from '../../src/files.ts';
import { createChat } from '../../src/workshop/chat.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { parseTranscript } from '../../src/workshop/transcript/parse.ts';
import { FLOWS, House, LOCALES, packs, screen, TOP } from './house.ts';

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const ANA = '528341000001';
const LUPITA = '528341000091';
const ELENA = '528341000092';
const ROSA = '528341000093';

/** The pack that stands still; a line of its programme or of its phrases may be changed. */
function edited(file: string, edit: (text: string) => string): Packs {
  const still = packs();
  return {
    ...still,
    files: still.files.map((one) => (one.path.endsWith(file) ? { ...one, text: edit(one.text) } : one)),
  };
}

async function says(phone: Phone, text: string): Promise<string[]> {
  const before = phone.inbox.length;
  phone.sends(text);
  await house!.settle();
  return screen(phone, before);
}

async function onDuty(
  name: string,
  role: string,
  number: string,
  channel: 'whatsapp-cloud' | 'twilio-sms' = 'twilio-sms',
): Promise<Phone> {
  const phone = house!.emulator.phone(number, channel, { name });
  await house!.shell(`staff add ${name} --role ${role} --phone +${number} --channel ${channel}`);
  return phone;
}

/** Every text that stands anywhere in the database but in restricted_note. */
function everywhere(): string {
  const tables = house!.rows("select name from sqlite_master where type = 'table' and name not like 'sqlite%'");
  return tables
    .map((row) => String(row['name']))
    .filter((name) => name !== 'restricted_note')
    .map((name) => JSON.stringify(house!.rows(`select * from "${name}"`)))
    .join('\n');
}

describe('a call for help', () => {
  test('case 16: "tengo miedo de mi marido" inside homework is no part of it, and stands nowhere but in the restricted notes', async () => {
    house = await House.open();
    const ana = await house.seat('twilio-sms', ANA, { lesson: 'dos-botes' });
    const lupita = await onDuty('Lupita', 'focal', LUPITA);
    for (const answer of ['si', 'negocio', 'casa', 'TAREA puse 200 en el bote']) await says(ana, answer);
    const said = await says(ana, 'y 50 en la otra, tengo miedo de mi marido');
    expect(said.join()).toContain('Gracias por escribir');
    await says(ana, 'esta tomado otra vez');
    expect(house.rows('select text from homework_part')).toEqual([{ text: 'puse 200 en el bote' }]);
    expect(house.count("answer where raw like '%marido%'")).toBe(0);
    expect(screen(lupita).join()).not.toContain('marido');
    expect(/marido|tomado/.exec(everywhere())).toBeNull();
    expect(house.rows('select text, by_person from restricted_note order by at')).toEqual([
      { text: 'y 50 en la otra, tengo miedo de mi marido', by_person: null },
      { text: 'esta tomado otra vez', by_person: null },
    ]);
  });

  test('the alert reaches a focal point whose WhatsApp window is closed, by template, and one on SMS', async () => {
    house = await House.open();
    const ana = await house.seat('whatsapp-cloud', ANA, { lesson: 'dos-botes' });
    house.emulator.templates.meta.add({
      name: 'recado_aviso_equipo',
      language: 'es_MX',
      category: 'UTILITY',
      body: 'Caso {{1}}: {{2}} necesita a alguien del equipo.',
    });
    const lupita = await onDuty('Lupita', 'focal', LUPITA, 'whatsapp-cloud');
    const elena = await onDuty('Elena', 'deputy', ELENA);
    await says(ana, 'me pega');
    expect(screen(lupita).join()).toContain('Caso 1: Ana necesita a alguien del equipo.');
    expect(screen(elena).join()).toContain('Caso 1: Ana necesita a alguien de confianza.');
  });

  test('nobody says that she has it: after an hour the next is asked, and who has it is asked again', async () => {
    house = await House.open();
    const ana = await house.seat('twilio-sms', ANA, { lesson: 'dos-botes' });
    const lupita = await onDuty('Lupita', 'focal', LUPITA);
    await onDuty('Elena', 'deputy', ELENA);
    const rosa = await onDuty('Rosa', 'coordinator', ROSA);
    await says(ana, 'me pega');
    await house.time.until(house.clock.now() + HOUR + 60_000);
    expect(screen(rosa).join()).toContain('Nadie ha contestado. Ahora le toca a usted.');
    const before = rosa.inbox.length;
    await house.time.until(house.clock.now() + HOUR + 60_000);
    expect(screen(rosa, before).join()).toContain('Nadie ha contestado todavia.');
    expect((await says(rosa, 'ENTERADA 1')).join()).toContain('queda a su cargo');
    expect(screen(lupita).at(-1)).toContain('ya lo atiende Rosa');
    const after = rosa.inbox.length;
    await house.time.until(house.clock.now() + 5 * HOUR);
    expect(screen(rosa, after)).toEqual([]);
    expect(screen(ana, 2)).toEqual([]);
  });

  test('a note is for the focal point and the deputy: a coordinator who was told finds no such case', async () => {
    house = await House.open();
    const ana = await house.seat('twilio-sms', ANA, { lesson: 'dos-botes' });
    const lupita = await onDuty('Lupita', 'focal', LUPITA);
    const elena = await onDuty('Elena', 'deputy', ELENA);
    const rosa = await onDuty('Rosa', 'coordinator', ROSA);
    await says(ana, 'me pega');
    await house.time.until(house.clock.now() + HOUR + 60_000);
    expect((await says(lupita, 'NOTA 1 La visito el martes')).join()).toContain('Anotado en el caso 1.');
    expect(everywhere().includes('La visito el martes')).toBe(false);
    expect((await says(elena, 'NOTAS 1')).join()).toContain('Lupita: La visito el martes');
    expect((await says(rosa, 'NOTAS 1')).join()).toContain('No hay un caso 1 a su cargo.');
    expect((await says(rosa, 'NOTA 1 algo')).join()).toContain('No hay un caso 1 a su cargo.');
    expect((await says(rosa, 'CASOS')).join()).not.toMatch(/confianza|ayuda|peligro/);
  });

  test('on a phone that two share the alert says so, since it may be the other', async () => {
    house = await House.open();
    const phone = await house.seat('twilio-sms', ANA, { lesson: 'dos-botes' });
    await house.shell(`enrol Luz --phone +${ANA} --channel twilio-sms`);
    const lupita = await onDuty('Lupita', 'focal', LUPITA);
    expect((await says(phone, 'me pega')).join()).toContain('Recibido, gracias.');
    expect(screen(lupita).join()).toMatch(/Ese teléfono también lo usa (Luz|Ana)\./);
  });

  test('a chat that is saved holds no word of it', async () => {
    const { transcripts: _, ...pack } = readAll({ flows: FLOWS, locales: LOCALES });
    const makeStage = stages(pack, readMigrations(join(TOP, 'migrations'), 'sqlite'), tmpdir());
    const read = parseTranscript(
      'chat',
      'programme llera · lesson dos-botes · sms · es-MX · Ana · 2026-03-02 10:00 America/Monterrey\n',
    );
    if (!('transcript' in read)) throw new Error('header');
    const chat = await createChat(read.transcript.header, makeStage);
    await chat.line('si');
    expect((await chat.line('mi marido me pega')).join()).toContain('Gracias por escribir');
    await chat.line('estoy en el cuarto');
    const saved = chat.transcript('una prueba');
    await chat.close();
    expect(saved).not.toMatch(/pega|marido|cuarto/);
    expect(saved).toContain('< si');
    expect('transcript' in parseTranscript('saved', saved)).toBe(true);
  });
});

describe('a local contact', () => {
  const without = () => edited('cuidado.yaml', (text) => text.slice(0, text.indexOf('contact:')));

  test('without one nobody is enrolled, and the product is not ready', async () => {
    house = await House.open({ packs: without() });
    await expect(house.shell('cohort new llera --name grupo-a --starts 2026-03-02')).rejects.toThrow(
      'names no local contact',
    );
    await expect(house.shell(`enrol Ana --phone +${ANA}`)).rejects.toThrow('names no local contact');
    const found = (await house.app.health()).find(({ name }) => name === 'contacts llera');
    expect(found).toMatchObject({ ok: false });
  });

  test('one that nobody has called for a year is a warning', async () => {
    house = await House.open({ packs: edited('cuidado.yaml', (text) => text.replaceAll('2025-11-05', '2025-02-01')) });
    const found = (await house.app.health()).find(({ name }) => name === 'contacts llera');
    expect(found).toMatchObject({ ok: true, says: expect.stringContaining('not verified for a year') });
    await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
  });
});
