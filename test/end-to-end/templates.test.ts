import { afterEach, describe, expect, test } from 'vitest';
import { shelve } from '../../src/assemble/emulated.ts';
import type { Packs } from '../../src/assemble/packs.ts';
import { DAY, HOUR } from '../../src/base/clock.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { House, packs, screen } from './house.ts';
import { at, takeLesson } from './lesson.ts';

let house: House;
afterEach(() => house.close());

const ANA = '528341000001';

const TEMPLATES = `templates:
  - for: lesson
    name: leccion
    languages: { es_MX: { text: "Ya está su lección «{{title}}» lista.", button: Recibir lección } }
  - for: nudge
    name: pendiente
    languages: { es_MX: { text: "Guardamos su lugar en «{{title}}» para usted.", button: Seguir } }
  - for: message
    name: mensaje
    languages: { es_MX: { text: Hay un mensaje para usted., button: Leer mensaje } }
  - for: staff
    name: equipo
    languages: { es_MX: { text: "El caso {{number}} espera respuesta." } }
`;

/** The pack that stands still, with a drip and templates. */
function withTemplates(text = TEMPLATES): Packs {
  const still = packs();
  const release = 'release: { days: [mon, wed, fri], at: "10:00", catch_up: one a day }\nreminders:\n';
  const programme = still.files.find(({ path }) => path.endsWith('programme.yaml'))!;
  const files = still.files.map((file) =>
    file === programme ? { ...file, text: file.text.replace('reminders:\n', release) } : file,
  );
  return { ...still, files: [...files, { path: programme.path.replace('programme.yaml', 'templates.yaml'), text }] };
}

async function open(given = withTemplates()): Promise<Phone> {
  house = await House.open({ packs: given });
  shelve(house.emulator, [...house.app.mind().library.programmes.values()]);
  const phone = await house.seat('whatsapp-cloud', ANA, { lesson: 'dos-botes' });
  await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
  await house.shell(`enrol Ana --cohort grupo-a --phone +${ANA}`);
  return phone;
}

const progress = (flow: string) =>
  house.rows('select released_at, opened_at, finished_at from flow_progress where flow = ?', `llera/${flow}`)[0]!;
const meta = async (name: string, change: Parameters<House['emulator']['template']>[1]): Promise<void> => {
  expect(house.emulator.template(name, change)).toBe(true);
  await house.settle();
};
const tap = async (phone: Phone, title: string): Promise<void> => {
  phone.sends({ tap: title });
  await house.settle();
};

describe('a lesson that is released while her window is closed', () => {
  test('is released by the opening template, opened by her tap, and only then counted as opened', async () => {
    const phone = await open();
    await takeLesson(house, phone);
    await house.time.until(at('2026-03-04T10:05'));
    expect(screen(phone).at(-1)).toBe('Ya está su lección «Apartar antes de gastar» lista.\n[Recibir lección]');
    expect(progress('apartar')).toMatchObject({ opened_at: null, finished_at: null });
    expect(progress('apartar')['released_at']).toBe(at('2026-03-04T10:00'));

    await house.time.until(at('2026-03-04T18:00'));
    const before = phone.inbox.length;
    await tap(phone, 'Recibir lección');
    expect(progress('apartar')['opened_at']).toBe(at('2026-03-04T18:00'));
    expect(screen(phone, before)).toHaveLength(1);
  });

  test('two taps open it once', async () => {
    const phone = await open();
    await takeLesson(house, phone);
    await house.time.until(at('2026-03-04T10:05'));
    await tap(phone, 'Recibir lección');
    await tap(phone, 'Recibir lección');
    expect(house.count("event where name = 'lesson.called'")).toBe(1);
    expect(house.count("answer where flow = 'llera/apartar'")).toBe(0);
    expect(progress('apartar')['opened_at']).not.toBeNull();
  });
});

describe('case 12: the window closes in the middle of a quiz', () => {
  test('the next message goes by template, her place is kept, and her tap brings the same question back', async () => {
    const phone = await open();
    phone.sends('si');
    await house.settle();
    const asked = screen(phone).at(-1)!;
    house.run('update address set window_at = window_at - ?', 2 * DAY); // an outage, or reminders that come late
    house.run("update timer set due_at = ? where key like '%unanswered'", house.clock.now() + HOUR);
    await house.time.until(house.clock.now() + 2 * HOUR);
    expect(screen(phone).at(-1)).toMatch(/^Guardamos su lugar/);
    const questions = () => house.rows('select state from conversation');
    const place = JSON.parse(String(questions()[0]!['state'])).questions[0].id;
    await tap(phone, 'Seguir');
    expect(asked).toContain(screen(phone).at(-1)!);
    expect(JSON.parse(String(questions()[0]!['state'])).questions[0].id).toBe(place);
    expect(house.count('flow_progress where finished_at is not null or left_at is not null')).toBe(0);
  });
});

describe('case 13: WhatsApp re-categorises the templates in mid-cohort', () => {
  test('lessons wait, the coordinator has one task and one word, and readiness warns; utility again, they go', async () => {
    const phone = await open();
    await house.shell('staff add Marta --role coordinator --phone +528341000077 --channel twilio-sms');
    const marta = house.emulator.phone('528341000077', 'twilio-sms');
    await takeLesson(house, phone);
    const before = phone.inbox.length;
    await meta('leccion', { category: 'MARKETING' });
    await meta('leccion', { category: 'MARKETING' });
    await meta('mensaje', { status: 'PAUSED' });
    expect(screen(marta).filter((text) => text.includes('leccion'))).toHaveLength(1);
    await house.time.until(at('2026-03-06T12:00'));
    expect(screen(phone, before).filter((text) => text.includes('lista'))).toEqual([]);
    expect(house.count("task where topic = 'template' and state = 'open'")).toBe(2);
    expect(await house.app.health()).toContainEqual(
      expect.objectContaining({
        name: 'templates llera',
        says: 'leccion (es_MX) is marketing, mensaje (es_MX) is paused',
      }),
    );

    await house.time.until(at('2026-03-07T12:00'));
    await meta('leccion', { category: 'UTILITY' });
    expect(screen(phone).at(-1)).toMatch(/^Ya está su lección/);
    expect(house.count("task where topic = 'template' and state = 'open'")).toBe(1);
  });

  test('a programme that accepts the price goes on, and the price class stands on the row', async () => {
    const phone = await open(withTemplates(`allow_marketing: true\n${TEMPLATES}`));
    await takeLesson(house, phone);
    await meta('leccion', { category: 'MARKETING' });
    await house.time.until(at('2026-03-04T10:05'));
    expect(house.rows("select category from outbox where template = 'leccion/es_MX'")).toEqual([
      { category: 'marketing' },
    ]);
    expect(house.count('task')).toBe(0);
  });
});

describe('recado templates', () => {
  test('sync, list and submit: what is missing is asked for once', async () => {
    house = await House.open({ packs: withTemplates() });
    house.emulator.templates.meta.add({ name: 'leccion', language: 'es_MX', body: 'x', category: 'MARKETING' });
    expect(await house.shell('templates list')).toContain('leccion (es_MX), never heard of');
    expect(await house.shell('templates sync')).toContain('whatsapp-cloud has 1 templates');
    const listed = await house.shell('templates list');
    expect(listed).toContain('leccion (es_MX) on whatsapp-cloud: approved, marketing');
    expect(listed).toContain('mensaje (es_MX) on whatsapp-cloud: missing');
    const asked = await house.shell('templates submit');
    expect(asked).toContain(
      'Asked whatsapp-cloud for mensaje (es_MX, utility):\n  Hay un mensaje para usted.\n  [Leer mensaje]',
    );
    expect(asked).toContain('Asked twilio-whatsapp for leccion');
    expect(await house.shell('templates submit')).toContain('Nothing was asked');
    expect(await house.shell('templates list')).toContain('mensaje (es_MX) on whatsapp-cloud: pending');
  });

  test('Twilio sends by the ContentSid that the list told', async () => {
    house = await House.open({ packs: withTemplates() });
    shelve(house.emulator, [...house.app.mind().library.programmes.values()]);
    await house.shell('templates sync');
    const phone = await house.seat('twilio-whatsapp', ANA, { lesson: 'dos-botes' });
    await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
    await house.shell(`enrol Ana --cohort grupo-a --phone +${ANA}`);
    await takeLesson(house, phone);
    await house.time.until(at('2026-03-04T10:05'));
    expect(screen(phone).at(-1)).toBe('Ya está su lección «Apartar antes de gastar» lista.\n[Recibir lección]');
    await tap(phone, 'Recibir lección');
    expect(progress('apartar')['opened_at']).not.toBeNull();
  });
});

describe('staff whose window is closed', () => {
  test('hear of a case by their own template', async () => {
    const phone = await open();
    await house.shell('staff add Marta --role coordinator --phone +528341000077');
    const marta = house.emulator.phone('528341000077', 'whatsapp-cloud');
    phone.sends('PERSONA');
    await house.settle();
    expect(screen(marta)).toEqual(['El caso 1 espera respuesta.']);
  });
});
