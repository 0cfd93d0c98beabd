import { afterEach, describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import { House, screen } from './house.ts';
import { DOS_BOTES, expectOneLesson, expectSaidOnce, plain, QUESTIONS, questionsOn, takeLesson } from './lesson.ts';

let house: House;
afterEach(() => house.close());

const LUZ = '528341000001';

describe('a phone with a SIM as our second SMS provider', () => {
  test('a lesson, every webhook three times: one effect each, all of it in words of one alphabet', async () => {
    house = await House.open();
    const phone = await house.seat('sms-gateway', LUZ, { lesson: 'dos-botes' });
    house.emulator.knobs.duplicates = 2;
    await takeLesson(house, phone);
    expectOneLesson(house);
    expectSaidOnce(house, phone);
    expect(house.rows('select distinct channel, state from outbox')).toEqual([
      { channel: 'sms-gateway', state: 'delivered' },
    ]);
    for (const text of screen(phone)) expect(text).not.toMatch(/[áíóú]/);
  });

  test('one SMS that the app tells of twice, with another id and an hour apart, counts once', async () => {
    house = await House.open();
    const phone = await house.seat('sms-gateway', LUZ, { lesson: 'dos-botes' });
    const id = phone.sends('todavia no');
    await house.settle();
    await house.time.until(house.clock.now() + HOUR);
    phone.sends('todavia no', { id });
    await house.settle();
    expect(house.count('inbox')).toBe(1);
    expect(questionsOn(phone)).toEqual(QUESTIONS.slice(0, 2));
  });

  test('the phone has no service: it is sent again under a new id, and reaches her once', async () => {
    house = await House.open();
    const phone = await house.seat('sms-gateway', LUZ, { lesson: 'dos-botes' });
    house.emulator.failNext({ kind: 'undelivered', code: 0 }, 2);
    phone.sends('todavia no');
    await house.time.until(house.clock.now() + 10 * MINUTE);
    expect(questionsOn(phone)).toEqual(QUESTIONS.slice(0, 2));
    const asked = house.rows('select state, attempts, provider_id = id as first from outbox where seq = 2');
    // It was our phone, not hers: nothing is held against the message or her number.
    expect(asked).toEqual([{ state: 'delivered', attempts: 1, first: 0 }]);
  });

  test('the network says that her number takes nothing: it ends with its reason, and somebody is told', async () => {
    house = await House.open();
    const phone = await house.seat('sms-gateway', LUZ, { lesson: 'dos-botes' });
    house.emulator.failNext({ kind: 'undelivered', code: 67 });
    phone.sends('todavia no');
    await house.settle();
    expect(house.rows('select state, why, code from outbox where seq = 2')).toEqual([
      { state: 'failed', why: 'not-reachable', code: 'TP_STATUS_67' },
    ]);
    expect(house.rows("select topic, why from task where state = 'open'")).toEqual([
      { topic: 'delivery', why: 'not-reachable' },
    ]);
  });

  test('we are away for an hour while she answers: the phone comes back with it', async () => {
    house = await House.open();
    const phone = await house.seat('sms-gateway', LUZ, { lesson: 'dos-botes' });
    const deliver = house.deliver.bind(house);
    house.deliver = async () => {
      const due = house.emulator.takeDue(house.clock.now());
      for (const one of due) house.emulator.answered(one, 503);
      return due.length > 0;
    };
    phone.sends(DOS_BOTES[0].answers);
    await house.time.until(house.clock.now() + HOUR);
    expect(questionsOn(phone)).toEqual(QUESTIONS.slice(0, 1));
    house.deliver = deliver;
    await house.time.until(house.clock.now() + HOUR);
    expect(house.rows('select plain from answer')).toEqual([{ plain: '"not yet"' }]);
    expect(questionsOn(phone)).toEqual(QUESTIONS.slice(0, 2));
  });

  test('it sends slowly: eight women at once are answered over some forty seconds, each once', async () => {
    house = await House.open();
    const phones = Array.from({ length: 8 }, (_, i) => house.emulator.phone(String(528341000100 + i), 'sms-gateway'));
    const began = house.clock.now();
    for (const phone of phones) phone.sends('mitierra');
    await house.time.until(began + 2 * MINUTE);
    expect(phones.map((phone) => phone.inbox.length)).toEqual(phones.map(() => 1));
    const times = phones.map((phone) => phone.last!.at).sort((a, b) => a - b);
    expect(times.at(-1)! - times[0]!).toBeGreaterThanOrEqual(35_000);
  });

  test('a picture by MMS cannot be had: she is told so, not left alone', async () => {
    house = await House.open();
    const phone = await house.seat('sms-gateway', LUZ, { lesson: 'dos-botes' });
    const before = phone.inbox.length;
    phone.sends({ photo: {} });
    await house.settle();
    expect(phone.inbox.length).toBe(before + 1);
    expect(house.count('answer')).toBe(0);
  });

  test('BAJA stops it, and ALTA begins again: nobody between us and her acts on words', async () => {
    house = await House.open();
    const phone = await house.seat('sms-gateway', LUZ, { lesson: 'dos-botes' });
    phone.sends('baja');
    await house.settle();
    const silent = phone.inbox.length;
    phone.sends('STOP');
    await house.settle();
    expect(phone.inbox.length).toBe(silent);
    phone.sends('alta');
    await house.settle();
    expect(phone.inbox.length).toBeGreaterThan(silent);
    expect(plain(phone.last!.text).length).toBeGreaterThan(0);
  });
});
