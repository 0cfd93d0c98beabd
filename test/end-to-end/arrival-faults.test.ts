import { afterEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/base/clock.ts';
import { CHANNELS, eventually, House, screen } from './house.ts';
import { at, DOS_BOTES, expectOneLesson, expectSaidOnce, QUESTIONS, questionsOn, takeLesson } from './lesson.ts';

let house: House;
afterEach(() => house.close());

const LUZ = '528341000001';

describe.each(CHANNELS)('what providers do to her messages on %s', (channel) => {
  test('every webhook comes three times: one effect each', async () => {
    house = await House.open();
    house.emulator.knobs.duplicates = 2;
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    await takeLesson(house, phone);
    expectOneLesson(house);
    expectSaidOnce(house, phone);
    expect(house.count('inbox')).toBe(DOS_BOTES.length);
  });

  test('copies that come hours and a restart later do nothing', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    const id = phone.sends('todavia no');
    await house.settle();
    await house.restart();
    await house.time.until(house.clock.now() + 3 * HOUR);
    phone.sends('todavia no', { id, sentAt: house.clock.now() - 3 * HOUR });
    await house.settle();
    expect(house.rows('select step from answer')).toEqual([{ step: 'separa' }]);
    expect(questionsOn(phone)).toEqual(QUESTIONS.slice(0, 2));
    expect(house.count('inbox')).toBe(1);
  });

  test('webhooks come shuffled, late and doubled', async () => {
    house = await House.open();
    Object.assign(house.emulator.knobs, { duplicates: 1, shuffle: 20 * SECOND });
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    await takeLesson(house, phone);
    expectOneLesson(house);
    expectSaidOnce(house, phone);
  });

  test('a restart before every answer', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    await takeLesson(house, phone, () => house.restart());
    expectOneLesson(house);
    expectSaidOnce(house, phone);
  });

  test('a restart between her message and our reply', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    for (const { answers } of DOS_BOTES) {
      phone.sends(answers);
      await house.deliver(); // durable and answered with 200, and then the process ends
      await house.restart();
      await house.settle();
      await house.time.until(house.clock.now() + MINUTE);
    }
    expectOneLesson(house);
    expectSaidOnce(house, phone);
  });

  test('three answers within 20 ms answer three questions, in their order', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    for (const [index, { answers }] of DOS_BOTES.entries()) phone.sends(answers, { late: index * 10 });
    await house.settle();
    expectOneLesson(house);
    expectSaidOnce(house, phone);
  });

  test('three answers at the very same moment', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    for (const { answers } of DOS_BOTES) phone.sends(answers);
    await house.settle();
    expectOneLesson(house);
    expectSaidOnce(house, phone);
  });

  test('one answer typed three times in one breath counts once', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    for (const late of [0, 10, 20]) phone.sends('todavia no', { late });
    await house.settle();
    expect(house.rows('select step from answer where appends = 0')).toEqual([{ step: 'separa' }]);
    expect(house.count('inbox where state <> 1')).toBe(0);
    await takeLesson(house, phone, async (step) => {
      if (step === 'separa') phone.sends('negocio');
    });
    expect(house.rows("select step, plain from answer where appends = 0 and step = 'maiz'")).toEqual([
      { step: 'maiz', plain: '"NEGOCIO"' },
    ]);
  });

  test('an answer while we are still sending the question', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    house.hold();
    phone.sends('todavia no');
    await house.deliver();
    const working = house.settle(); // waits for the provider's answer, as a socket does
    await eventually(() => phone.inbox.some(({ text }) => text.includes('500 pesos')));
    phone.sends('negocio'); // she has read it; our provider has not answered yet
    await house.deliver();
    await eventually(() => house.count('answer') === 2);
    house.letGo();
    await working;
    await house.settle();
    await house.time.until(house.clock.now() + MINUTE);
    phone.sends('casa');
    await house.settle();
    expectOneLesson(house);
    expectSaidOnce(house, phone);
  });

  test('a status before the answer to our own request', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    house.emulator.knobs.statusDelay = { sent: 0, delivered: 0, read: 0 };
    for (const { answers } of DOS_BOTES) {
      house.hold();
      const before = phone.inbox.length;
      phone.sends(answers);
      await house.deliver();
      const working = house.settle();
      await eventually(() => phone.inbox.length > before);
      await house.deliver(); // sent, delivered, read: all before we know the message's id
      house.letGo();
      await working;
      await house.settle();
      await house.time.until(house.clock.now() + MINUTE);
    }
    expectOneLesson(house);
    expectSaidOnce(house, phone);
    expect(house.count('outbox where provider_id is null')).toBe(0);
  });
});

describe('WhatsApp says when she sent it', () => {
  test.each([
    { how: 'in one batch', gap: 0 },
    { how: 'a second apart', gap: SECOND },
    { how: 'half a minute apart', gap: 30 * SECOND },
  ])('two messages 2 s apart arrive turned round, $how: each answers its own question', async ({ gap }) => {
    house = await House.open();
    const phone = await house.seat('whatsapp-cloud', LUZ, { lesson: 'dos-botes' });
    const now = house.clock.now();
    phone.sends('todavia no', { sentAt: now, late: 3 * SECOND + gap });
    phone.sends('negocio', { sentAt: now + 2 * SECOND, late: 3 * SECOND });
    await house.settle();
    expect(house.rows('select step, plain, happened_at from answer order by happened_at')).toEqual([
      { step: 'separa', plain: '"not yet"', happened_at: now },
      { step: 'maiz', plain: '"NEGOCIO"', happened_at: now + 2 * SECOND },
    ]);
    phone.sends('casa');
    await house.settle();
    expectOneLesson(house);
  });

  test('a stale "1" for yesterday\'s question never answers today\'s', async () => {
    house = await House.open();
    const phone = await house.seat('whatsapp-cloud', LUZ, { lesson: 'dos-botes' });
    const sentAt = house.clock.now() + MINUTE;
    await house.time.until(at('2026-03-03T10:00'));
    phone.sends('todavia no');
    await house.settle();
    expect(questionsOn(phone).at(-1)).toBe('500 pesos de tamales');
    const before = phone.inbox.length;
    await house.time.until(house.clock.now() + 10 * MINUTE);
    phone.sends('1', { sentAt }); // of yesterday, from a phone that had no signal
    await house.settle();
    expect(house.rows('select step from answer')).toEqual([{ step: 'separa' }]);
    expect(screen(phone, before).join('\n')).not.toContain('Eso es');
    phone.sends('1'); // and today's is today's
    await house.settle();
    expect(house.rows('select step, plain from answer order by entered_at')).toEqual([
      { step: 'separa', plain: '"not yet"' },
      { step: 'maiz', plain: '"NEGOCIO"' },
    ]);
  });

  test('ten minutes late is stale too', async () => {
    house = await House.open();
    const phone = await house.seat('whatsapp-cloud', LUZ, { lesson: 'dos-botes' });
    await house.time.until(house.clock.now() + 10 * MINUTE);
    phone.sends('todavia no');
    await house.settle();
    await house.time.until(house.clock.now() + MINUTE);
    phone.sends('1', { sentAt: house.clock.now() - 5 * MINUTE });
    await house.settle();
    expect(house.rows('select step from answer')).toEqual([{ step: 'separa' }]);
  });
});

describe.each(['whatsapp-cloud'] as const)('buttons on %s', (channel) => {
  test('a tapped old button answers its own question, and no other', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    phone.sends({ tap: 'Sí' });
    await house.settle();
    phone.sends({ tap: 'NEGOCIO' });
    await house.settle();
    await house.time.until(house.clock.now() + DAY);
    const before = house.rows('select step, plain from answer order by entered_at');
    phone.sends({ tap: 'Todavía no' });
    await house.settle();
    expect(house.rows('select step, plain from answer order by entered_at')).toEqual(before);
    expect(screen(phone).at(-1)).toContain('cuaderno');
    phone.sends({ tap: 'CASA' });
    await house.settle();
    expect(house.rows('select step, plain from answer order by entered_at')).toEqual([
      ...before,
      { step: 'cuaderno', plain: '"CASA"' },
    ]);
  });
});

describe.each(CHANNELS)('whole-message words on %s', (channel) => {
  test('STOP as a quoted reply opts out, once, and nothing follows', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    const quote = channel === 'twilio-sms' ? {} : { quote: phone.last!.id };
    house.emulator.knobs.duplicates = 2;
    phone.sends('STOP', quote);
    await house.settle();
    expect(house.rows('select opted_out_at is not null as out, opted_out_by from address')).toEqual([
      // Twilio itself acts on STOP by SMS, and would refuse our confirmation.
      { out: 1, opted_out_by: channel === 'twilio-sms' ? 'provider' : 'learner' },
    ]);
    const told = phone.inbox.length;
    expect(told).toBe(channel === 'twilio-sms' ? 1 : 2);
    await house.time.until(house.clock.now() + 3 * DAY);
    expect(phone.inbox.length).toBe(told);
    expect(house.count('answer')).toBe(0);
  });

  test('"0" answers a question for a number', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'apartar' });
    for (const says of ['30 pesos', '0', 'una olla']) {
      phone.sends(says);
      await house.settle();
    }
    expect(house.rows('select step, plain from answer order by entered_at')).toMatchObject([
      {},
      { plain: '0' },
      { plain: '"una olla"' },
    ]);
  });
});
