import { afterEach, describe, expect, test } from 'vitest';
import type { Packs } from '../../src/assemble/packs.ts';
import { DAY, HOUR, MINUTE } from '../../src/base/clock.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { House, packs, screen } from './house.ts';
import { at, plain, takeLesson } from './lesson.ts';

let house: House;
afterEach(() => house.close());

const ANA = '528341000001';

/** The pack that stands still, with lessons on their days; `more` are further lines of programme.yaml. */
function withDrip(more = '', edit: (path: string, text: string) => string = (_, text) => text): Packs {
  const still = packs();
  const files = still.files.map((file) => {
    const text = file.path.endsWith('programme.yaml')
      ? `${file.text}release: { days: [mon, wed, fri], at: "10:00", catch_up: one a day }\n${more}`
      : file.text;
    return { ...file, text: edit(file.path, text) };
  });
  return { ...still, files };
}

async function inCohort(given: Packs): Promise<Phone> {
  house = await House.open({ packs: given });
  const phone = await house.seat('twilio-sms', ANA, { lesson: 'dos-botes' });
  await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
  await house.shell(`enrol Ana --cohort grupo-a --phone +${ANA}`);
  return phone;
}

const says = async (phone: Phone, text: string): Promise<void> => {
  phone.sends(text);
  await house.settle();
};
const timer = (key: string) => house.rows('select due_at, state, did from timer where key like ?', key);
const opened = (flow: string) =>
  house.rows('select opened_at from flow_progress where flow = ?', `llera/${flow}`)[0]?.['opened_at'] ?? null;
const said = (phone: Phone, text: string): number => screen(phone).filter((one) => plain(one).includes(text)).length;
const withheld = () => house.rows("select why, rank from outbox where why like 'daily-limit%' order by seq");
const enrolment = () => house.rows('select state, reason from enrolment')[0];

const BOTH_AT_TEN = (path: string, text: string): string =>
  path.endsWith('botes.yaml') && path.includes('homework')
    ? text.replace(/remind: .*/, 'remind: [1 day before at 10:00]')
    : text;

describe('at most so many messages a day that she did not ask for', () => {
  test('of a lesson and a reminder of homework due in the same minute the lesson goes; the reminder moves to the next day', async () => {
    const phone = await inCohort(withDrip('daily_limit: 1\n', BOTH_AT_TEN));
    await takeLesson(house, phone); // homework on Monday, due on Thursday: it is reminded of on Wednesday at 10:00
    await house.time.until(at('2026-03-04T10:30'));
    expect(opened('apartar')).toBe(at('2026-03-04T10:00'));
    expect(said(phone, 'Un recordatorio')).toBe(0);
    expect(withheld()).toEqual([{ why: 'daily-limit-later', rank: 2 }]);
    await house.time.until(at('2026-03-05T10:30'));
    expect(said(phone, 'Un recordatorio')).toBe(1);
  });

  test('a nudge leaves room for the session reminder of that evening, and is dropped in words a coordinator reads', async () => {
    const given = withDrip('daily_limit: 1\n', (path, text) =>
      path.endsWith('programme.yaml')
        ? text.replace(
            /reminders:\n.*\n/,
            'reminders:\n  - { before: session, offset: 1 day, at: "18:00" }\n  - { unanswered: question, after: 5 hours, times: 2 }\n',
          )
        : text,
    );
    const phone = await inCohort(given);
    await house.time.until(at('2026-03-02T19:00'));
    expect(said(phone, 'la sesion "Arranque"')).toBe(1);
    expect(said(phone, 'Le recordamos su pregunta')).toBe(0);
    expect(withheld()).toEqual([{ why: 'daily-limit', rank: 3 }]);
    await house.time.until(at('2026-03-03T12:00'));
    expect(said(phone, 'Le recordamos su pregunta')).toBe(1);
  });

  test('what is said while she talks does not count, and is not held back', async () => {
    const phone = await inCohort(withDrip('daily_limit: 1\n'));
    await takeLesson(house, phone);
    await house.time.until(at('2026-03-04T09:30'));
    await says(phone, 'buenos dias');
    await house.time.until(at('2026-03-04T10:01'));
    expect(opened('apartar')).toBe(at('2026-03-04T10:00'));
    expect(
      house.rows("select counted_on from outbox where kind = 'lesson' and created_at = ?", at('2026-03-04T10:00')),
    ).toEqual([{ counted_on: null }]);
  });

  test('a broadcast moves to the next day, and is dropped where its moment has passed by then', async () => {
    const phone = await inCohort(withDrip('daily_limit: 1\n'));
    await takeLesson(house, phone);
    await house.time.until(at('2026-03-04T11:30'));
    const [row] = house.rows("select * from outbox where kind = 'lesson' and created_at = ?", at('2026-03-04T10:00'));
    const broadcast = (id: string, expires: number | null) =>
      house.run(
        `insert into outbox (id, lane_id, person_id, address_id, channel, our_number, group_id, part, kind, priority, rank,
          message, next_at, expires_at, extra, created_at) values (?, ?, ?, ?, ?, ?, ?, 0, 'broadcast', 2, 4, ?, ?, ?, ?, ?)`,
        ...[id, row!['lane_id'], row!['person_id'], row!['address_id'], row!['channel'], row!['our_number'], id],
        ...[JSON.stringify({ text: `Aviso ${id}`, sms: `Aviso ${id}` }), house.clock.now(), expires],
        ...[JSON.stringify({ zone: 'America/Monterrey', daily: 1 }), house.clock.now()],
      );
    broadcast('uno', null);
    broadcast('dos', at('2026-03-05T09:00'));
    house.app.outbox.wake();
    await house.time.until(at('2026-03-04T20:00'));
    expect(house.rows("select state, why from outbox where id = 'dos'")).toEqual([
      { state: 'dropped', why: 'daily-limit' },
    ]);
    expect(said(phone, 'Aviso')).toBe(0);
    // Thursday and Friday have their reminders of the lesson's question.
    await house.time.until(at('2026-03-07T12:00'));
    expect(said(phone, 'Aviso uno')).toBe(1);
    expect(house.rows("select counted_on from outbox where id = 'uno'")).toEqual([{ counted_on: '2026-03-07' }]);
  });
});

describe('a pause that the team gives', () => {
  test('keeps lessons and reminders back from the day it is said, and its end is no message of its own', async () => {
    const phone = await inCohort(withDrip());
    await takeLesson(house, phone);
    const before = screen(phone).length;
    expect(await house.shell('pause grupo-a --from 2026-03-03 --to 2026-03-08 --why cosecha')).toContain(
      'grupo-a (1) rests from 2026-03-03 to 2026-03-08 and is back on 2026-03-09',
    );
    await house.time.until(at('2026-03-03T12:00'));
    expect(enrolment()).toEqual({ state: 'paused', reason: 'cosecha' });
    await house.time.until(at('2026-03-09T09:30'));
    expect(screen(phone)).toHaveLength(before);
    expect(enrolment()).toEqual({ state: 'active', reason: null });
    await house.time.until(at('2026-03-09T10:01'));
    expect(opened('apartar')).toBe(at('2026-03-09T10:00'));
  });

  test('ends sooner by `recado resume`, and the next release day counts again', async () => {
    const phone = await inCohort(withDrip());
    await takeLesson(house, phone);
    await house.shell('pause grupo-a --to 2026-05-17 --why cosecha');
    expect(timer('release')).toMatchObject([{ due_at: at('2026-05-18T10:00') }]);
    expect(await house.shell('resume grupo-a')).toContain('grupo-a goes on');
    expect(timer('release')).toMatchObject([{ due_at: at('2026-03-04T10:00') }]);
    expect(await house.shell('resume grupo-a')).toContain('had no pause');
  });

  test('contradictory pauses: the longest wins, whoever gave it; end before start and the past are refused', async () => {
    const phone = await inCohort(withDrip());
    await takeLesson(house, phone);
    await says(phone, 'pausa 2 dias');
    await house.shell('pause grupo-a --to 2026-03-06');
    await house.shell('pause Ana --from 2026-03-05 --to 2026-03-10 --why duelo');
    expect(timer('release')).toMatchObject([{ due_at: at('2026-03-11T10:00') }]);
    await expect(house.shell('pause grupo-a --from 2026-03-20 --to 2026-03-10')).rejects.toThrow('before it begins');
    await expect(house.shell('pause grupo-a --from 2026-02-01 --to 2026-02-10')).rejects.toThrow('has passed');
    await expect(house.shell('pause grupo-b --to 2026-03-10')).rejects.toThrow('called grupo-b');
    await expect(house.shell('drop grupo-a --why fin')).rejects.toThrow('is a cohort');
  });
});

describe('leaving', () => {
  test('drop ends what comes by time with its reason; resume puts her back where she stood', async () => {
    const phone = await inCohort(withDrip());
    await says(phone, 'todavia no');
    const before = screen(phone).length;
    expect(await house.shell('drop Ana --why migró')).toContain('recado resume Ana');
    expect(enrolment()).toEqual({ state: 'dropped', reason: 'migró' });
    expect(house.rows('select until is not null as ended from roster')).toEqual([{ ended: 1 }]);
    await house.time.until(at('2026-03-13T12:00'));
    expect(screen(phone)).toHaveLength(before);
    await house.shell('resume Ana');
    expect(enrolment()).toEqual({ state: 'active', reason: null });
    expect(house.rows('select until from roster')).toEqual([{ until: null }]);
    await says(phone, 'negocio');
    expect(plain(screen(phone).at(-1)!)).toContain('cuaderno');
  });

  test('the join word brings back who was taken out, without losing what she has done', async () => {
    const phone = await inCohort(withDrip());
    await takeLesson(house, phone);
    await house.shell('drop Ana --why trabajo');
    await says(phone, 'mitierra');
    expect(enrolment()).toMatchObject({ state: 'active' });
    expect(house.count('consent')).toBe(0);
    expect(house.count("flow_progress where flow = 'llera/dos-botes' and finished_at is not null")).toBe(1);
  });
});

describe('an outage', () => {
  test('of five days: reminders whose moment has passed are dropped with a reason, the lesson still comes', async () => {
    const given = withDrip('', (path, text) =>
      path.endsWith('programme.yaml')
        ? text.replace('reminders:\n', 'reminders:\n  - { before: session, offset: 1 day, at: "18:00" }\n')
        : text,
    );
    const phone = await inCohort(given);
    await takeLesson(house, phone);
    const before = screen(phone).length;
    house.clock.set(at('2026-03-07T11:00'));
    await house.settle();
    expect(timer('session:%')).toMatchObject([{ did: 'past' }]);
    expect(timer('%:remind:%').map(({ did }) => did)).toEqual(['past', 'past']);
    expect(screen(phone).slice(before)).toHaveLength(1);
    expect(plain(screen(phone).at(-1)!)).toContain('300 pesos');
  });
});

describe('her hour', () => {
  test('is asked once after registration, governs releases, and is changed by HORARIO', async () => {
    house = await House.open({ packs: withDrip('ask_hour: true\n') });
    const phone = house.emulator.phone(ANA, 'twilio-sms', { name: 'Ana' });
    for (const text of ['mitierra', 'si']) await says(phone, text);
    for (
      let i = 0;
      i < 6 && !plain(screen(phone).at(-1)!).includes('A qué hora'.normalize('NFD').replace(/[\u0300-\u036f]/g, ''));
      i++
    ) {
      const last = plain(screen(phone).at(-1)!);
      await says(
        phone,
        last.includes('nombre')
          ? 'rosa'
          : last.includes('lee este')
            ? 'solo yo'
            : last.includes('usa este')
              ? 'no'
              : '1',
      );
    }
    await says(phone, '3');
    expect(plain(screen(phone).at(-1)!)).toContain('a las 6 de la tarde');
    expect(plain(screen(phone).at(-1)!)).toContain('separa el dinero');
    await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
    await house.shell(`enrol Rosa --cohort grupo-a --phone +${ANA}`);
    await takeLesson(house, phone);
    expect(timer('release')).toMatchObject([{ due_at: at('2026-03-04T18:00') }]);
    await says(phone, 'horario');
    await says(phone, 'a mediodia');
    expect(timer('release')).toMatchObject([{ due_at: at('2026-03-04T13:00') }]);
  });
});

describe('a day that she names', () => {
  const BANK = (path: string, text: string): string =>
    path.endsWith('lessons/apartar.yaml')
      ? 'lesson: apartar\ntitle: Apartar\nsteps:\n  - ask: ¿Qué día va a ir al banco?\n    id: banco\n    answer: date\n    remind: [1 day before at 18:00, same day at 11:00]\n  - say: Anotado.\n'
      : text;

  test('is reminded of before and on it, until she says that it is done; her lesson stays where it is', async () => {
    house = await House.open({ packs: withDrip('', BANK) });
    const phone = await house.seat('twilio-sms', ANA, { lesson: 'apartar' });
    await says(phone, 'el lunes');
    expect(timer('commitment:%').map(({ due_at }) => due_at)).toEqual([at('2026-03-08T18:00'), at('2026-03-09T11:00')]);
    await house.time.until(at('2026-03-08T18:30'));
    expect(plain(screen(phone).at(-1)!)).toContain('en "Apartar" apunto el lunes 9 de marzo');
    await says(phone, 'al rato');
    expect(plain(screen(phone).at(-1)!)).toContain('Se lo recordamos ma');
    await house.time.until(at('2026-03-09T12:00'));
    await says(phone, 'ya lo hice');
    expect(plain(screen(phone).at(-1)!)).toContain('Muy bien');
    const heard = screen(phone).length;
    await house.time.until(house.clock.now() + 5 * DAY);
    expect(screen(phone)).toHaveLength(heard);
  });
});

test('after a session she is thanked, whether or not she came, and nothing is said of absence', async () => {
  const given = withDrip('daily_limit: 4\n', (path, text) =>
    path.endsWith('programme.yaml')
      ? text.replace('reminders:\n', 'reminders:\n  - { after: session, offset: 1 day, at: "11:00" }\n')
      : text,
  );
  const phone = await inCohort(given);
  await takeLesson(house, phone);
  await house.time.until(at('2026-03-04T11:30'));
  expect(screen(phone).filter((text) => plain(text).includes('Gracias por ser parte de "Arranque"'))).toHaveLength(1);
});

describe('after months', () => {
  test.each([
    ['1', '500 pesos'],
    ['seguir', '500 pesos'],
    ['2', 'lo afinamos'],
    ['repetir', 'lo afinamos'],
    ['3', 'AVANCE'],
    ['menu', 'AVANCE'],
  ])('the recap takes "%s", and is one SMS', async (choice, answer) => {
    house = await House.open({ packs: packs() });
    const phone = await house.seat('twilio-sms', ANA, { lesson: 'dos-botes' });
    await says(phone, 'si');
    await house.time.until(house.clock.now() + 90 * DAY);
    await says(phone, 'buenas tardes maestra, ya regrese');
    expect(plain(screen(phone).at(-1)!)).toContain('Vamos en');
    expect(house.rows('select segments from outbox order by seq desc limit 1')).toEqual([{ segments: 1 }]);
    await says(phone, choice);
    expect(plain(screen(phone).at(-1)!)).toContain(answer);
  });
});

test('a release timer of a day that the pack no longer releases on lets nothing go: it is planned anew', async () => {
  const phone = await inCohort(withDrip());
  await takeLesson(house, phone);
  house.run("update timer set due_at = ? where key = 'release'", at('2026-03-03T10:00'));
  await house.time.until(at('2026-03-03T12:00'));
  expect(opened('apartar')).toBeNull();
  expect(timer('release')).toMatchObject([{ due_at: at('2026-03-04T10:00') }]);
  await house.time.until(at('2026-03-04T10:01'));
  expect(opened('apartar')).toBe(at('2026-03-04T10:00'));
});

test('her last reminder ends in a task for a person: no fourth message', async () => {
  const phone = await inCohort(withDrip());
  await house.time.until(house.clock.now() + 6 * DAY);
  expect(said(phone, 'Ya separa el dinero')).toBe(3);
  expect(house.rows("select why from task where topic = 'no-answer'")).toEqual([{ why: 'no-answer' }]);
  await house.time.until(house.clock.now() + 2 * HOUR + MINUTE);
});
