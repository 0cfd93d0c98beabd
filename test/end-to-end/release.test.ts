import { afterEach, describe, expect, test } from 'vitest';
import type { Packs } from '../../src/assemble/packs.ts';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import { seededRandom } from '../../src/base/random.ts';
import { localDate } from '../../src/domain/time.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { House, MONDAY, packs, screen } from './house.ts';
import { at, plain, takeLesson } from './lesson.ts';

let house: House;
afterEach(() => house.close());

const ANA = '528341000001';
const ZONE = 'America/Monterrey';

/** The pack that stands still, with a drip, a session's reminder and a harvest. */
function withDrip(edit: (programme: string) => string = (text) => text, more: Packs['files'] = []): Packs {
  const still = packs();
  const files = still.files.map((file) =>
    file.path.endsWith('programme.yaml')
      ? {
          ...file,
          text: edit(
            file.text.replace(
              'reminders:\n',
              'release: { days: [mon, wed, fri], at: "10:00", catch_up: one a day }\ncalendar: [{ pause: cosecha, from: 2026-05-04, to: 2026-05-17 }]\nreminders:\n  - { before: session, offset: 1 day, at: "18:00" }\n',
            ),
          ),
        }
      : file,
  );
  return { ...still, files: [...files, ...more] };
}

async function inCohort(
  channel: 'twilio-sms' | 'whatsapp-cloud',
  given = withDrip(),
  lesson = 'dos-botes',
): Promise<Phone> {
  house = await House.open({ packs: given });
  const phone = await house.seat(channel, ANA, { lesson });
  await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
  await house.shell(`enrol Ana --cohort grupo-a --phone +${ANA}`);
  return phone;
}

const progress = (flow: string) =>
  house.rows('select released_at, opened_at, finished_at from flow_progress where flow = ?', `llera/${flow}`)[0];
const timers = (key: string) => house.rows('select due_at, state, did from timer where key like ?', key);
const says = async (phone: Phone, text: string): Promise<void> => {
  phone.sends(text);
  await house.settle();
};

describe('a lesson on its day', () => {
  test('is released and opened at the hour, and not before', async () => {
    const phone = await inCohort('twilio-sms');
    await takeLesson(house, phone);
    expect(timers('release')).toMatchObject([{ due_at: at('2026-03-04T10:00'), state: 0 }]);
    await house.time.until(at('2026-03-04T09:59'));
    expect(progress('apartar')).toBeUndefined();
    await house.time.until(at('2026-03-04T10:01'));
    expect(progress('apartar')).toMatchObject({
      released_at: at('2026-03-04T10:00'),
      opened_at: at('2026-03-04T10:00'),
    });
    expect(screen(phone).some((text) => plain(text).includes('300 pesos'))).toBe(true);
  });

  test('waits while another is in progress: released, not opened; SEGUIR opens it', async () => {
    const phone = await inCohort('twilio-sms');
    await house.time.until(at('2026-03-06T12:00'));
    expect(progress('apartar')).toEqual({ released_at: at('2026-03-04T10:00'), opened_at: null, finished_at: null });
    expect(screen(phone).some((text) => plain(text).includes('300 pesos'))).toBe(false);
    await takeLesson(house, phone);
    expect(progress('dos-botes')).toMatchObject({ finished_at: expect.any(Number) });
    await says(phone, 'seguir');
    expect(progress('apartar')).toMatchObject({ opened_at: expect.any(Number) });
    expect(plain(screen(phone).at(-1)!)).toContain('300 pesos');
  });

  test('still comes after an outage that lasted over its hour; a reminder of a session does not', async () => {
    const phone = await inCohort('twilio-sms');
    await takeLesson(house, phone);
    house.clock.set(at('2026-03-03T09:30'));
    await house.settle();
    expect(timers('session:%')).toMatchObject([{ state: 1, did: 'past' }]);
    house.clock.set(at('2026-03-05T11:00'));
    await house.settle();
    expect(progress('apartar')).toMatchObject({ opened_at: expect.any(Number) });
    expect(screen(phone).filter((text) => text.includes('Arranque'))).toEqual([]);
    expect(screen(phone).filter((text) => plain(text).includes('300 pesos'))).toHaveLength(1);
  });

  test('is kept back by her own pause, and comes on the next release day after it, once', async () => {
    const phone = await inCohort('twilio-sms');
    await takeLesson(house, phone);
    await says(phone, 'pausa 5 dias');
    await house.time.until(at('2026-03-08T12:00'));
    expect(progress('apartar')).toBeUndefined();
    await house.time.until(at('2026-03-09T12:00'));
    expect(progress('apartar')).toMatchObject({
      released_at: at('2026-03-09T10:00'),
      opened_at: at('2026-03-09T10:00'),
    });
  });

  test('comes sooner again where she ends her pause herself', async () => {
    const phone = await inCohort('twilio-sms');
    await takeLesson(house, phone);
    await says(phone, 'pausa 20 dias');
    await house.time.until(at('2026-03-05T12:00'));
    await says(phone, 'seguir');
    expect(plain(screen(phone).at(-1)!)).toContain('viernes 6 de marzo a las 10 de la');
    await house.time.until(at('2026-03-06T10:01'));
    expect(progress('apartar')).toMatchObject({ opened_at: at('2026-03-06T10:00') });
  });
});

describe('a released lesson whose window is closed', () => {
  test('without SMS: it is not opened, a person is told why, and it waits for her', async () => {
    const phone = await inCohort('whatsapp-cloud');
    await takeLesson(house, phone);
    await house.time.until(at('2026-03-04T12:00'));
    expect(progress('apartar')).toEqual({ released_at: at('2026-03-04T10:00'), opened_at: null, finished_at: null });
    expect(house.rows("select state, why from outbox where kind = 'lesson' and ended_at is not null")).toEqual([
      { state: 'failed', why: 'window-closed' },
    ]);
    expect(house.rows("select why from task where topic = 'delivery'")).toEqual([{ why: 'window-closed' }]);
    await house.time.until(at('2026-03-11T12:00'));
    expect(house.count("task where topic = 'delivery'")).toBe(1);
    await says(phone, 'seguir');
    expect(progress('apartar')).toMatchObject({ opened_at: expect.any(Number) });
    expect(plain(screen(phone).at(-1)!)).toContain('300 pesos');
    await says(phone, '30 pesos');
    expect(house.count("answer where flow = 'llera/apartar'")).toBe(1);
  });

  test('with an SMS address: it goes by SMS and is opened', async () => {
    const phone = await inCohort('whatsapp-cloud');
    const sms = house.emulator.phone(ANA, 'twilio-sms', { name: 'Ana' });
    await house.shell(`enrol Ana --cohort grupo-a --phone +${ANA} --channel twilio-sms`);
    await takeLesson(house, phone);
    await house.time.until(at('2026-03-04T12:00'));
    expect(progress('apartar')).toMatchObject({ opened_at: at('2026-03-04T10:00') });
    expect(screen(sms).some((text) => plain(text).includes('300 pesos'))).toBe(true);
    expect(
      house.rows(
        "select channel, state, why from outbox where kind = 'lesson' and created_at > ? order by seq",
        at('2026-03-04T09:00'),
      ),
    ).toMatchObject([
      { channel: 'whatsapp-cloud', state: 'failed', why: 'by-sms' },
      { channel: 'twilio-sms', why: null },
    ]);
  });
});

describe('the reminder of a session', () => {
  const reminders = (phone: Phone) => screen(phone).filter((text) => text.includes('Arranque'));

  test('is set once however often she is enrolled, comes once whatever restarts, and dies with its session', async () => {
    const phone = await inCohort('twilio-sms');
    await house.shell(`enrol Ana --cohort grupo-a --phone +${ANA}`);
    expect(timers('session:%')).toMatchObject([{ due_at: at('2026-03-02T18:00'), state: 0 }]);
    await house.restart();
    await house.time.until(at('2026-03-02T18:01'));
    await house.restart();
    await house.time.until(at('2026-03-03T15:00'));
    expect(reminders(phone)).toHaveLength(1);
  });

  test('is not sent for a session that was cancelled, and follows one that was moved', async () => {
    const phone = await inCohort('twilio-sms');
    house.run('update session set starts_at = starts_at + ?, ends_at = ends_at + ?', 24 * HOUR, 24 * HOUR);
    await house.time.until(at('2026-03-03T12:00'));
    expect(reminders(phone)).toEqual([]);
    expect(timers('session:%')).toMatchObject([{ due_at: at('2026-03-03T18:00'), state: 0 }]);
    house.run('update session set cancelled_at = 1');
    await house.time.until(at('2026-03-04T12:00'));
    expect(reminders(phone)).toEqual([]);
    expect(timers('session:%')).toMatchObject([{ state: 1, did: 'cancelled' }]);
  });

  test('takes "sí voy" and a tap as an intention, never as attendance nor as the lesson’s answer', async () => {
    const phone = await inCohort('whatsapp-cloud');
    await house.time.until(at('2026-03-02T18:01'));
    await says(phone, 'ahí voy');
    expect(plain(screen(phone).at(-1)!)).toContain('La esperamos el martes 3 de marzo a las 4 de la tarde');
    phone.sends({ tap: 'No puedo' });
    await house.settle();
    expect(house.rows('select says from session_intention order by entered_at')).toEqual([
      { says: 'yes' },
      { says: 'no' },
    ]);
    await says(phone, 'gracias');
    expect(house.count('session_intention')).toBe(2);
    expect([house.count('attendance_fact'), house.count('answer')]).toEqual([0, 0]);
    await says(phone, 'sí');
    expect(house.rows('select plain from answer')).toEqual([{ plain: '"yes"' }]);
  });

  test('asks which, where her "sí" fits the lesson better but comes right after the reminder', async () => {
    const phone = await inCohort('twilio-sms');
    await house.time.until(at('2026-03-02T18:01'));
    await says(phone, 'sí');
    expect(plain(screen(phone).at(-1)!)).toMatch(/1 Dos botes[\s\S]*2 Arranque/);
    await says(phone, '2');
    expect(house.rows('select says from session_intention')).toEqual([{ says: 'yes' }]);
    expect(house.count('answer')).toBe(0);
  });

  test('a calendar pause drops it', async () => {
    const phone = await inCohort(
      'twilio-sms',
      withDrip((text) => text.replace('from: 2026-05-04, to: 2026-05-17', 'from: 2026-03-01, to: 2026-03-02')),
    );
    await house.time.until(at('2026-03-03T15:00'));
    expect(reminders(phone)).toEqual([]);
    expect(timers('session:%')).toEqual([]);
  });
});

test('whatever she does, no two lessons open on one day, and none in the harvest unless she asks', {
  timeout: 60_000,
}, async () => {
  const names = ['uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete'];
  const lessons = names.map((name) => ({
    path: `llera/lessons/${name}.yaml`,
    text: `lesson: ${name}\ntitle: Lección ${name}\nsteps:\n  - ask: ¿Le gustó la ${name}?\n    id: gusto\n    answer: yes-no\n`,
  }));
  for (const seed of ['a', 'b']) {
    const given = withDrip(
      (text) =>
        text
          .replace('[dos-botes, apartar]', `[dos-botes, apartar, ${names.join(', ')}]`)
          .replace('2026-05-04, to: 2026-05-17', '2026-03-16, to: 2026-03-22'),
      lessons,
    );
    const phone = await inCohort('twilio-sms', given, 'uno');
    const random = seededRandom(seed);
    const asked = new Set<string>();
    const end = MONDAY + 28 * 24 * HOUR;
    while (house.clock.now() < end) {
      await house.time.until(house.clock.now() + Math.floor(random() * 20 * HOUR) + MINUTE);
      const draw = random();
      if (draw < 0.35) phone.sends('si');
      else if (draw < 0.6) {
        asked.add(localDate(house.clock.now(), ZONE));
        phone.sends('seguir');
      } else if (draw < 0.65) phone.sends('pausa 2 dias');
      await house.settle();
      if (random() < 0.1) await house.restart();
    }
    const opened = house
      .rows('select opened_at from flow_progress where opened_at is not null')
      .map((row) => localDate(Number(row['opened_at']), ZONE));
    expect(opened.length).toBeGreaterThan(3);
    expect(new Set(opened).size).toBe(opened.length);
    for (const day of opened) if (day >= '2026-03-16' && day <= '2026-03-22') expect(asked).toContain(day);
    if (seed !== 'b') await house.close();
  }
});
