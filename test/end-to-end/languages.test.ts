import { afterEach, describe, expect, test } from 'vitest';
import { systemCatalogues } from '../../src/locale/catalogue.ts';
import { split } from '../../src/text/split.ts';
import { House, packs, screen } from './house.ts';

/** Lepe and Faro: one programme in five languages (docs/packs.md). */
const PROGRAMME = `programme: ruta
title: Ruta migrante emprende
languages: [es-ES, pt-PT, en, fr, ar]
address: tu
currency: EUR
timezone: Europe/Madrid
join: RUTA
consent: permiso-1
modules:
  - { id: inicio, title: Inicio, lessons: [precio] }
`;
const LESSON = `lesson: precio
title: El precio
steps:
  - quiz: Compras por 10 y vendes por 15. ¿Cuánto ganas?
    id: ganas
    options: { cinco: "5 euros", quince: "15 euros" }
    correct: cinco
    attempts: 1
    right: ¡Eso es! Ganas 5.
    wrong: Ganas 5, lo demás es lo que costó.
`;
const IN: Readonly<Record<string, readonly [title: string, quiz: string, right: string]>> = {
  'pt-PT': ['O preço', 'Compra por 10 e vende por 15. Quanto ganha?', 'É isso! Ganha 5.'],
  en: ['The price', 'You buy for 10 and sell for 15. What do you earn?', 'That is it! You earn 5.'],
  fr: ['Le prix', 'Vous achetez à 10 et vendez à 15. Combien gagnez-vous ?', "C'est ça ! Vous gagnez 5."],
  ar: ['السعر', 'تشترون بعشرة وتبيعون بخمسة عشر. كم تربحون؟', 'أحسنتم! تربحون 5.'],
};

const ruta = () => {
  const base = packs();
  return {
    ...base,
    files: [
      { path: 'ruta/programme.yaml', text: PROGRAMME },
      { path: 'ruta/lessons/precio.yaml', text: LESSON },
    ],
    locales: [
      ...base.locales,
      ...Object.entries(IN).map(([language, [title, quiz, right]]) => ({
        language,
        name: 'ruta',
        entries: { precio: { title, ganas: { quiz, right } } },
      })),
    ],
  };
};

let house: House;
afterEach(() => house?.close());

async function talk(phone: ReturnType<House['emulator']['phone']>, ...says: string[]): Promise<string> {
  const from = phone.inbox.length;
  for (const said of says) {
    phone.sends(said);
    await house.settle();
  }
  return screen(phone, from).join('\n');
}

describe.each([
  ['pt-PT', 'português', 'sim', /Está de acordo\?/, /É isso! Ganha 5\./],
  ['en', 'english', 'yes', /Do you agree\?/, /That is it! You earn 5\./],
  ['fr', 'français', 'oui', /d'accord \?/, /C'est ça ! Vous gagnez 5\./],
  ['ar', 'العربية', 'نعم', /هل توافقون؟/, /أحسنتم! تربحون 5\./],
  ['es-ES', '1', 'sí', /¿Estás de acuerdo\?/, /¡Eso es! Ganas 5\./],
])('C1: the course in %s', (language, chooses, agrees, consent, right) => {
  test.each(['twilio-sms', 'whatsapp-cloud'] as const)('on %s, from the first word', async (channel) => {
    house = await House.open({ packs: ruta() });
    const phone = house.emulator.phone('34600000001', channel);
    const asked = await talk(phone, 'ruta');
    expect(asked).toContain('¿En qué idioma te escribimos?');
    expect(asked).toContain('Em que l');
    expect(asked).toMatch(/fran[cç]ais/);
    if (channel === 'whatsapp-cloud') expect(await talk(phone, chooses)).toMatch(consent);
    else await talk(phone, chooses);
    await talk(phone, agrees);
    const answered = await talk(phone, language === 'ar' ? '٥ euros' : '5 euros');
    if (channel === 'whatsapp-cloud' || language === 'ar') expect(answered).toMatch(right);
    expect(house.rows('select language from person')).toEqual([{ language }]);
    expect(house.rows('select language, given from consent')).toEqual([{ language, given: 1 }]);
    expect(house.count("flow_progress where flow = 'ruta/precio' and finished_at is not null")).toBe(1);
  });
});

test('C1: she changes her language in the middle of a lesson, and answers there', async () => {
  house = await House.open({ packs: ruta() });
  const phone = house.emulator.phone('34600000001', 'whatsapp-cloud');
  await talk(phone, 'ruta', 'english', 'yes');
  expect(await talk(phone, 'LANGUAGE', 'français')).toContain('Vous achetez à 10');
  expect(await talk(phone, 'langue', 'العربية')).toContain('تشترون بعشرة');
  expect(await talk(phone, '١')).toContain('أحسنتم!');
});

test('C1: a right-to-left text is never cut inside a word', () => {
  house = undefined as never;
  const texts = Object.values(systemCatalogues(packs().locales).find(({ language }) => language === 'ar')!.entries);
  const whole = texts.map((entry) => (typeof entry === 'string' ? entry : entry.text)).join(' ');
  const words = new Set(whole.split(/\s+/));
  for (const limit of [60, 67, 134, 300, 1024]) {
    const parts = split(whole, limit);
    expect(parts.join('')).toBe(whole);
    for (const part of parts) for (const word of part.trim().split(/\s+/)) expect(words.has(word), word).toBe(true);
  }
});

describe.each([
  ['es-ES', '1', 'sí', 'REPETIR', 'PAUSA', 'SEGUIR', 'PERSONA', 'Compras por 10'],
  ['pt-PT', 'português', 'sim', 'REPETIR', 'PAUSA', 'SEGUIR', 'PESSOA', 'Compra por 10'],
  ['en', 'english', 'yes', 'REPEAT', 'PAUSE', 'NEXT', 'PERSON', 'You buy for 10'],
  ['fr', 'français', 'oui', 'RÉPÉTER', 'PAUSE', 'SUITE', 'PERSONNE', 'Vous achetez à 10'],
  ['ar', 'العربية', 'نعم', 'إعادة', 'استراحة', 'التالي', 'شخص', 'تشترون بعشرة'],
])('P9: in %s', (_, chooses, agrees, repeat, pause, next, person, quiz) => {
  test('she asks to repeat, rests, goes on where she was, and asks for a person', async () => {
    house = await House.open({ packs: ruta() });
    const phone = house.emulator.phone('34600000001', 'whatsapp-cloud');
    await talk(phone, 'ruta', chooses, agrees);
    expect(await talk(phone, repeat)).toContain(quiz);
    const resting = await talk(phone, pause);
    expect(resting).not.toContain(quiz);
    // A day, a week, two weeks: the second is a week.
    phone.sends('2');
    await house.settle();
    expect(await talk(phone, next)).toContain(quiz);
    await talk(phone, person);
    expect(house.rows('select topic, state from care_case')).toEqual([{ topic: 'person', state: 'open' }]);
  });
});
