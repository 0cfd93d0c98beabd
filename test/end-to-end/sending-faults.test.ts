import { afterEach, describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/base/clock.ts';
import { CHANNELS, eventually, House } from './house.ts';
import { DOS_BOTES, expectOneLesson, expectSaidOnce, QUESTIONS, questionsOn, takeLesson } from './lesson.ts';

let house: House;
afterEach(() => house.close());

const LUZ = '528341000001';

describe.each(CHANNELS)('what providers do to our messages on %s', (channel) => {
  /** It takes each of our ids once: what is sent again is not said again. */
  const askable = channel === 'sms-gateway';

  test('429 with Retry-After: we wait as long as we are told, and say it once', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    const code = channel === 'whatsapp-cloud' ? 130429 : 20429;
    house.emulator.failNext({ kind: 'http', status: 429, code, retryAfter: 7 });
    const asked = house.clock.now();
    phone.sends('todavia no');
    await house.settle();
    expect(phone.last!.at - asked).toBeGreaterThanOrEqual(7 * SECOND);
    expect(phone.last!.at - asked).toBeLessThan(MINUTE);
    expect(questionsOn(phone)).toEqual(QUESTIONS.slice(0, 2));
    for (const { answers } of DOS_BOTES.slice(1)) {
      phone.sends(answers);
      await house.settle();
    }
    expectOneLesson(house);
    expectSaidOnce(house, phone);
  });

  test('500 once and again: tried again, said once', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    await takeLesson(house, phone, () => house.emulator.failNext({ kind: 'http', status: 500 }, 2));
    expectOneLesson(house);
    expectSaidOnce(house, phone);
    expect(house.rows('select max(attempts) as most from outbox')).toEqual([{ most: 3 }]);
  });

  test('nobody answers at the provider: tried again, said once', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    await takeLesson(house, phone, () => house.emulator.failNext({ kind: 'unreachable' }, 2));
    expectOneLesson(house);
    expectSaidOnce(house, phone);
  });

  test('the provider is down for twenty minutes: nothing is lost, and all is said in order', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    let down = true;
    house.provider = (request) => (down ? new Response('upstream error', { status: 503 }) : request());
    phone.sends('todavia no');
    await house.time.until(house.clock.now() + 20 * MINUTE);
    expect(questionsOn(phone)).toEqual(QUESTIONS.slice(0, 1));
    await house.restart();
    down = false;
    await house.time.until(house.clock.now() + 40 * MINUTE);
    expect(questionsOn(phone)).toEqual(QUESTIONS.slice(0, 2));
    await house.settle();
    expect(house.rows("select state from outbox where state not in ('delivered', 'read') or repeat = 1")).toEqual([]);
  });

  test('the connection dies after they took it, and a status tells in time: no repeat', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    await takeLesson(house, phone, () => house.emulator.failNext({ kind: 'drop-after-accept' }));
    expectOneLesson(house);
    expectSaidOnce(house, phone);
  });

  test('the connection dies after they took it, and no status comes: one repeat, marked', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    house.emulator.failNext({ kind: 'drop-after-accept' });
    phone.sends('todavia no');
    await house.deliver();
    house.emulator.knobs.drop = 1; // statuses are lost; her message was not
    await house.settle();
    house.emulator.knobs.drop = 0;
    expect(questionsOn(phone)).toEqual([QUESTIONS[0], QUESTIONS[1], ...(askable ? [] : [QUESTIONS[1]])]);
    expect(house.rows('select attempts, repeat from outbox order by seq')).toEqual([
      { attempts: 1, repeat: 0 },
      askable ? { attempts: 1, repeat: 0 } : { attempts: 2, repeat: 1 },
    ]);
    // She answers the one she sees; the other is the same question.
    phone.sends('negocio');
    await house.settle();
    phone.sends('casa');
    await house.settle();
    expect(house.rows('select step from answer order by entered_at, rowid').map(({ step }) => step)).toEqual(
      DOS_BOTES.map(({ step }) => step),
    );
    expect(house.count('outbox where repeat = 1')).toBe(askable ? 0 : 1);
  });

  test.each([true, false])('the process dies while a message is on its way (its status comes: %s)', async (told) => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    house.emulator.knobs.statusDelay = { sent: 5 * SECOND, delivered: 6 * SECOND, read: 7 * SECOND };
    house.hold(); // the provider takes it, and we do not live to hear so
    phone.sends('todavia no');
    await house.deliver();
    void house.settle();
    await eventually(() => phone.inbox.length === 2);
    if (!told) house.emulator.takeDue(house.clock.now() + MINUTE); // its statuses are lost
    await house.crash();
    await house.settle();
    expect(house.rows('select repeat, attempts from outbox where seq = 2')).toEqual([
      told ? { repeat: 0, attempts: 1 } : { repeat: 1, attempts: 2 },
    ]);
    expect(questionsOn(phone).filter((asks) => asks === QUESTIONS[1])).toHaveLength(told || askable ? 1 : 2);
    for (const { answers } of DOS_BOTES.slice(1)) {
      phone.sends(answers);
      await house.settle();
    }
    expectOneLesson(house);
    expect(house.count('outbox where repeat = 1')).toBe(told ? 0 : 1);
  });

  test('refused later by status: what the code asks for is done, and a person is told', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    const code = { 'twilio-sms': 30007, 'twilio-whatsapp': 63024, 'whatsapp-cloud': 131026, 'sms-gateway': 67 }[
      channel
    ];
    house.emulator.failNext({ kind: 'undelivered', code });
    phone.sends('todavia no');
    await house.settle();
    expect(house.rows('select step from answer')).toEqual([{ step: 'separa' }]);
    const ended = house.rows("select state, why from outbox where state in ('failed', 'dropped')");
    expect(ended).toHaveLength(1);
    expect(ended[0]!['why']).toBeTruthy();
  });

  test('an expired token stops the channel, keeps the queue, and turns readiness red until it is good again', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    expect(await ready(house)).toBe(200);
    house.emulator.knobs.tokenExpired = true;
    phone.sends('todavia no');
    await house.settle();
    expect(await ready(house)).toBe(503);
    const { body } = await house.app.server.inject('/health/ready');
    expect(body).toContain(channel);
    expect(body).not.toContain(LUZ);
    // What she says meanwhile is kept and worked; nothing is tried against a closed door.
    phone.sends('negocio');
    await house.settle();
    expect(house.rows('select step from answer order by entered_at, rowid').map(({ step }) => step)).toEqual([
      'separa',
      'maiz',
    ]);
    expect(house.rows("select state, count(*) as n from outbox where state = 'pending' group by state")).toEqual([
      { state: 'pending', n: 2 },
    ]);
    expect(house.count('outbox where attempts > 1')).toBe(0);
    await house.time.until(house.clock.now() + HOUR / 2);
    expect(house.count("outbox where state = 'pending'")).toBe(2);
    house.emulator.knobs.tokenExpired = false;
    await house.time.until(house.clock.now() + 15 * MINUTE);
    await house.settle();
    expect(await ready(house)).toBe(200);
    phone.sends('casa');
    await house.settle();
    expectOneLesson(house);
    expectSaidOnce(house, phone);
  });
});

async function ready({ app }: House): Promise<number> {
  return (await app.server.inject('/health/ready')).statusCode;
}
