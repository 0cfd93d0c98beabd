import { afterEach, beforeEach, expect, test } from 'vitest';
import { STAFF_VERBS } from '../../src/assemble/capabilities.ts';
import { ROLES } from '../../src/programme/on-duty.ts';
import { segmentsOf } from '../../src/text/segments.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { lexiconOf } from '../locale/files.ts';
import { House, screen } from './house.ts';
import { plain } from './lesson.ts';

let house: House;
beforeEach(async () => {
  house = await House.open();
});
afterEach(() => house.close());

async function says(phone: Phone, text: string): Promise<string> {
  const from = phone.inbox.length;
  phone.sends(text);
  await house.settle();
  return plain(screen(phone, from).join('\n'));
}

let numbers = 0;
async function staff(role: string, name: string, language?: string): Promise<Phone> {
  const number = `5283411100${10 + numbers++}`;
  await house.shell(`staff add ${name} --role ${role} --phone +${number} --channel twilio-sms`);
  if (language) house.run('update person set language = ? where name = ?', language, name);
  return house.emulator.phone(number, 'twilio-sms', { name });
}

const wordsOf = (name: string) =>
  [...lexiconOf('es-MX').staff].filter(([, verb]) => verb === name).map(([word]) => word);

test('AYUDA lists what her role can use, in two SMS at most, in every language of staff', async () => {
  for (const [i, role] of ROLES.entries())
    for (const language of ['es-MX', 'en']) {
      const phone = await staff(role, `${role}${i}${language.slice(0, 2)}`, language);
      const said = await says(phone, 'AYUDA');
      expect(said, role).toMatch(/CASOS|CASES/);
      expect(segmentsOf(said).segments, said).toBeLessThanOrEqual(2);
    }
  const facilitator = await says(await staff('facilitator', 'Julia'), 'ayuda');
  const reader = await says(await staff('reader', 'Lola'), 'ayuda');
  expect(facilitator).toContain('RECORDAR');
  expect(reader).not.toContain('RECORDAR');
  // This programme chooses nobody, and codes answer a preview that names them.
  expect(facilitator).not.toMatch(/CALIFICAR|ENVIAR/);
});

test('AYUDA and a verb explain it by an example; a staff person who learns too is told both', async () => {
  const marta = await staff('coordinator', 'Marta');
  expect(await says(marta, 'AYUDA RECORDAR')).toMatch(/mandar un aviso.*Por ejemplo: RECORDAR grupo-a: Ma/s);
  expect(await says(marta, 'ayuda recordr')).toContain('Por ejemplo: RECORDAR');
  expect(await says(marta, 'AYUDA por favor')).toContain('Aqui puede escribir');
  const ana = await house.seat('twilio-sms', '528341000010', { lesson: 'dos-botes' });
  await house.shell('staff add Ana --role facilitator --phone +528341000010 --channel twilio-sms');
  expect(await says(ana, 'AYUDA')).toMatch(/PERSONA[\s\S]*Aqui puede escribir/);
});

test('an unknown word of hers is answered with the nearest verb, and nothing is done', async () => {
  const marta = await staff('coordinator', 'Marta');
  const before = [house.count('job'), house.count('audit')];
  expect(await says(marta, 'RECORDATORIO grupo-a: mañana a las 4')).toContain('¿Quiso decir RECORDAR?');
  expect(await says(marta, 'casso abiertos')).toContain('¿Quiso decir CASOS?');
  expect(await says(marta, 'hola')).toContain('Aqui puede escribir');
  expect([house.count('job'), house.count('audit')]).toEqual(before);
});

test('a misspelt verb never does what is not taken back', async () => {
  await house.seat('twilio-sms', '528341000010', { lesson: 'dos-botes' });
  const marta = await staff('coordinator', 'Marta');
  const preview = await says(marta, 'RECORDAR todas: Mañana a las 4 en el salón.');
  const code = /ENVIAR (\d{4})/.exec(preview)![1]!;
  expect(await says(marta, `ENVIR ${code}`)).toContain(`¿Quiso decir ENVIAR ${code}?`);
  expect(house.rows('select state from broadcast')).toEqual([{ state: 'previewed' }]);
  expect(await says(marta, `ENVIAR ${code}`)).toContain('Va para');
  expect(STAFF_VERBS.filter(({ exact }) => exact).map(({ name }) => name)).toContain('broadcast-send');
});

test('from any other number the words of every verb are a learner’s words', async () => {
  await staff('coordinator', 'Marta');
  const ana = await house.seat('twilio-sms', '528341000010', { lesson: 'dos-botes' });
  const stranger = house.emulator.phone('528341000099', 'twilio-sms', { name: 'Nadie' });
  const before = house.count('audit');
  for (const { name } of STAFF_VERBS)
    for (const [i, word] of wordsOf(name).entries())
      for (const phone of [stranger, ana]) {
        phone.sends(i % 2 === 0 ? `${word.toUpperCase()} Ana: 14` : `${word} 14`);
        await house.settle();
      }
  expect(house.count('job where person_id is not null')).toBe(0);
  expect(house.count('audit')).toBe(before);
  expect(house.count(`outbox where kind = 'staff' and person_id <> (select id from person where name = 'Marta')`)).toBe(
    0,
  );
  expect(plain(screen(stranger).join('\n'))).not.toMatch(/Aqui puede escribir|Quiso decir/);
}, 60_000);

test('whom a facilitator works with is said by names, shown, and taken back', async () => {
  await staff('facilitator', 'Julia');
  await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
  await house.shell('unit new site la-mesa');
  expect(await house.shell('staff scope Julia --cohort grupo-a --site la-mesa')).toContain('grupo-a, la-mesa alone');
  expect(await house.shell('staff list')).toContain('Julia, facilitator, every programme, only grupo-a, la-mesa');
  await expect(house.shell('staff scope Julia --site nowhere')).rejects.toThrow(/nowhere/);
  await expect(house.shell('staff scope Nadie --site la-mesa')).rejects.toThrow(/Nadie/);
  expect(await house.shell('staff scope Julia')).toContain('everybody');
  expect(await house.shell('staff list')).not.toContain('only');
});
