import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/base/clock.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { SAMPLES } from '../../src/workshop/emulator/samples.ts';
import { House, screen } from './house.ts';
import { takeLesson } from './lesson.ts';

const LUZ = '528341000011';
const STAFF = { Marta: '528341000021', Rosa: '528341000022' } as const;

let house: House;
beforeEach(async () => {
  house = await House.open();
});
afterEach(() => house.close());

/** Somebody of the team, with her phone. */
async function reviewer(
  name: keyof typeof STAFF,
  role = 'reviewer',
  channel: 'whatsapp-cloud' | 'twilio-sms' = 'whatsapp-cloud',
) {
  await house.shell(`staff add ${name} --role ${role} --programme llera --phone +${STAFF[name]} --channel ${channel}`);
  const phone = house.emulator.phone(STAFF[name], channel, { name });
  if (channel === 'whatsapp-cloud') phone.opensWindow();
  return phone;
}

async function learner(number = '528341000010', name = 'Ana'): Promise<Phone> {
  const phone = await house.seat('whatsapp-cloud', number, { lesson: 'dos-botes', name });
  await takeLesson(house, phone);
  return phone;
}

/** What the phone shows since, after saying so and the time the product takes. */
async function says(phone: Phone, ...said: Parameters<Phone['sends']>[0][]): Promise<string> {
  const from = phone.inbox.length;
  for (const one of said) phone.sends(one);
  await house.settle();
  return screen(phone, from).join('\n');
}

async function wait(time: number): Promise<void> {
  await house.time.until(house.clock.now() + time);
  await house.settle();
}

const states = () => house.rows('select state, submission from homework order by assigned_at');

describe('A7: photos over the emulator', () => {
  test('five photos and a voice note are one submission, one receipt, and reach the reviewer with their bytes', async () => {
    const ana = await learner();
    const receipt = await says(ana, ...Array(5).fill({ photo: SAMPLES.photo }), { voice: SAMPLES.voice });
    expect(receipt).toContain('5 fotos y 1 audio');
    expect(receipt.match(/Recibimos/g)).toHaveLength(1);
    const marta = await reviewer('Marta');
    await says(ana, 'listo');
    const before = marta.inbox.length;
    const shown = await says(marta, 'REVISAR');
    expect(shown).toMatch(/Ana, .*\n\[foto 1\]\n\[foto 2\]\n\[foto 3\]\n\[foto 4\]\n\[foto 5\]\n\[audio 1\]/);
    expect(marta.inbox.slice(before).filter(({ type }) => type === 'image')).toHaveLength(5);
    expect(marta.inbox.slice(before).filter(({ type }) => type === 'audio')).toHaveLength(1);
  });
});

describe('A6: the loop', () => {
  test('redo and back: two submissions, both kept, the second accepted', async () => {
    const ana = await learner();
    const marta = await reviewer('Marta');
    await says(ana, { photo: SAMPLES.photo }, 'listo');
    await says(marta, 'REVISAR');
    expect(await says(marta, '3 falta decir cuánto')).toContain('Ana: otra vez.');
    const from = ana.inbox.length;
    await wait(4 * MINUTE);
    expect(screen(ana, from).join()).toContain('Marta le dice: falta decir cuánto.');
    expect(states()).toEqual([{ state: 'redo', submission: 1 }]);
    await says(ana, 'puse 200', 'listo');
    expect(states()).toEqual([{ state: 'received', submission: 2 }]);
    expect(await says(marta, 'REVISAR')).toContain('Antes se le pidió: falta decir cuánto');
    await says(marta, '1 muy bien');
    await wait(4 * MINUTE);
    expect(states()).toEqual([{ state: 'accepted', submission: 2 }]);
    expect(house.rows('select kind, submission from homework_part order by entered_at')).toEqual([
      { kind: 'photo', submission: 1 },
      { kind: 'text', submission: 2 },
    ]);
    expect(house.count('review where decided_at is not null and received_at is not null')).toBe(2);
  });

  test('DESHACER before she is told: she hears only the second verdict', async () => {
    const ana = await learner();
    const marta = await reviewer('Marta');
    await says(ana, { photo: SAMPLES.photo }, 'listo');
    await says(marta, 'REVISAR');
    const code = /DESHACER (\d{4})/.exec(await says(marta, '3 está mal'))![1]!;
    expect(await says(marta, `DESHACER ${code}`)).toContain('queda otra vez por revisar');
    expect(states()).toEqual([{ state: 'received', submission: 1 }]);
    const from = ana.inbox.length;
    await says(marta, 'REVISAR');
    await says(marta, '1');
    await wait(10 * MINUTE);
    expect(screen(ana, from)).toHaveLength(1);
    expect(screen(ana, from)[0]).toContain('está completa');
  });

  test('DESHACER a day later is too late, and before that what she was told is said', async () => {
    const ana = await learner();
    const marta = await reviewer('Marta');
    await says(ana, { photo: SAMPLES.photo }, 'listo');
    await says(marta, 'REVISAR');
    const code = /DESHACER (\d{4})/.exec(await says(marta, '1'))![1]!;
    await wait(2 * HOUR);
    expect(await says(marta, `DESHACER ${code}`)).toContain('ya se le había avisado');
    await says(marta, 'REVISAR');
    const second = /DESHACER (\d{4})/.exec(await says(marta, '1'))![1]!;
    await wait(DAY + HOUR);
    marta.opensWindow();
    expect(await says(marta, `DESHACER ${second}`)).not.toContain('queda otra vez');
    expect(states()).toEqual([{ state: 'accepted', submission: 1 }]);
  });

  test('a voice note with the verdict and one after it reach her, each before its own words', async () => {
    const ana = await learner();
    const marta = await reviewer('Marta');
    await says(ana, { photo: SAMPLES.photo }, 'listo');
    await says(marta, 'REVISAR');
    expect(await says(marta, { voice: SAMPLES.voice })).toContain('Su audio para Ana');
    await says(marta, '1');
    const from = ana.inbox.length;
    await wait(4 * MINUTE);
    expect(ana.inbox.slice(from).map(({ type }) => type)).toEqual(['audio', 'text']);
  });

  test('to a learner on SMS a voice note is words only, and the reviewer is told so', async () => {
    const ana = await house.seat('twilio-sms', '528341000010', { name: 'Ana', lesson: 'dos-botes' });
    await takeLesson(house, ana);
    await says(ana, 'los hice de dos latas', 'listo');
    const marta = await reviewer('Marta');
    await says(marta, 'REVISAR');
    expect(await says(marta, { voice: SAMPLES.voice })).toContain('ahí no se oye');
    expect(await says(marta, '1 Muy bien')).not.toContain('audio');
    const from = ana.inbox.length;
    await wait(4 * MINUTE);
    expect(ana.inbox.slice(from).map(({ type }) => type)).toEqual(['text']);
  });

  test('something comes after it was opened: the reviewer sees it before her verdict counts', async () => {
    const ana = await learner();
    const marta = await reviewer('Marta');
    await says(ana, { photo: SAMPLES.photo }, 'listo');
    await says(marta, 'REVISAR');
    await says(ana, { photo: SAMPLES.photo });
    expect(await says(marta, '3 se ve borrosa')).toContain('Llegó algo más de Ana');
    expect(states()).toEqual([{ state: 'received', submission: 1 }]);
    expect(await says(marta, '1')).toContain('Ana: bien.');
  });

  test('EXCUSAR: she need not do it, is told nothing, and owes nothing', async () => {
    const ana = await learner();
    const marta = await reviewer('Marta', 'coordinator');
    const from = ana.inbox.length;
    expect(await says(marta, 'EXCUSAR botes Ana: estuvo enferma')).toMatch(/Ana ya no tiene que hacer .*DESHACER/s);
    await wait(10 * MINUTE);
    expect(screen(ana, from)).toEqual([]);
    expect(house.rows('select state, excused_why from homework')).toEqual([
      { state: 'excused', excused_why: 'estuvo enferma' },
    ]);
    expect(await says(marta, 'EXCUSAR botes Petra: no está')).toContain('No encontré');
  });
});

describe('two reviewers at once', () => {
  test('each gets another submission, the oldest first; with one left the second gets none', async () => {
    const ana = await learner();
    const luz = await learner(LUZ, 'Luz');
    const [marta, rosa] = [await reviewer('Marta'), await reviewer('Rosa')];
    await says(ana, { photo: SAMPLES.photo }, 'listo');
    await wait(MINUTE);
    await says(luz, { photo: SAMPLES.photo }, 'listo');
    marta.sends('REVISAR');
    rosa.sends('REVISAR');
    await house.settle();
    const seen = [marta, rosa].map((phone) => /(Ana|Luz), /.exec(screen(phone).join('\n'))?.[1]);
    expect(new Set(seen)).toEqual(new Set(['Ana', 'Luz']));
    await says(seen[0] === 'Ana' ? marta : rosa, '1');
    expect(await says(seen[0] === 'Ana' ? marta : rosa, 'REVISAR')).toContain('No hay tareas por revisar');
  });

  test("after half an hour it is anybody's: whoever says first decides, the other is told kindly, she hears once", async () => {
    const ana = await learner();
    const [marta, rosa] = [await reviewer('Marta'), await reviewer('Rosa')];
    await says(ana, { photo: SAMPLES.photo }, 'listo');
    await says(marta, 'REVISAR');
    expect(await says(rosa, 'REVISAR')).toContain('No hay tareas por revisar');
    await wait(31 * MINUTE);
    expect(await says(rosa, 'REVISAR')).toContain('Ana, ');
    const from = ana.inbox.length;
    marta.sends('3 no se ve');
    rosa.sends('1 muy bien');
    await house.settle();
    const told = [marta, rosa].map((phone) => screen(phone).at(-1)!);
    expect(told.filter((text) => text.includes('ya la revisó'))).toHaveLength(1);
    await wait(5 * MINUTE);
    expect(screen(ana, from)).toHaveLength(1);
    expect(house.count('review where decided_at is not null')).toBe(1);
  });

  test('a reviewer sees only those in her care, and nobody without the role sees any', async () => {
    await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
    await house.shell('cohort new llera --name grupo-b --starts 2026-03-02');
    const ana = await learner();
    await house.shell('enrol Ana --cohort grupo-a --phone +528341000010');
    await says(ana, { photo: SAMPLES.photo }, 'listo');
    const marta = await reviewer('Marta');
    await house.shell('staff scope Marta --cohort grupo-b');
    expect(await says(marta, 'REVISAR')).toContain('No hay tareas por revisar');
    const rosa = await reviewer('Rosa', 'counsellor');
    expect(await says(rosa, 'REVISAR')).not.toContain('Ana');
  });
});

describe('the API and the shell', () => {
  test('the queue, one submission in order, a verdict, and taking it back', async () => {
    const ana = await learner();
    await says(ana, '2/2 una roja', '1/2 una azul', { photo: SAMPLES.photo }, 'listo');
    const token = (await house.shell('token new revision --role admin')).split('\n')[0]!;
    const ask = async (method: 'GET' | 'POST', url: string, payload?: object) => {
      const headers = { authorization: `Bearer ${token}` };
      const reply = await house.app.server.inject({
        method,
        url: `/api/v1${url}`,
        headers,
        ...(payload ? { payload } : {}),
      });
      return { status: reply.statusCode, body: reply.json() };
    };
    const queue = await ask('GET', '/homework?programme=llera&state=received');
    expect(queue.body.items).toMatchObject([{ name: 'Ana', homework: 'botes', parts: 3, late: false, open_by: null }]);
    const at = `/homework/${encodeURIComponent(queue.body.items[0].id)}`;
    const opened = await ask('POST', `${at}/open`);
    expect(opened).toMatchObject({ status: 200 });
    expect(opened.body.contents.map(({ kind, text }: { kind: string; text: string }) => text ?? kind)).toEqual([
      '1/2 una azul',
      '2/2 una roja',
      'photo',
    ]);
    const marta = await reviewer('Marta');
    expect(await says(marta, 'REVISAR')).toContain('No hay tareas por revisar');
    expect(await ask('POST', `${at}/reviews`, { verdict: 'redo', words: 'Falta la caja' })).toMatchObject({
      status: 200,
      body: { state: 'redo' },
    });
    expect(await ask('POST', `${at}/reviews`, { verdict: 'done' })).toMatchObject({ status: 409 });
    expect(await ask('POST', `${at}/undo`)).toMatchObject({ status: 200 });
    expect(states()).toEqual([{ state: 'received', submission: 1 }]);
    expect((await ask('GET', at)).body.reviews).toMatchObject([{ verdict: 'redo', undone: true }]);
  });

  test('a plan needs sections in programme.yaml', async () => {
    await learner();
    await expect(house.shell('plan Ana')).rejects.toThrow('has no plan');
  });
});
