import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/base/clock.ts';
import { tapId } from '../../src/domain/option.ts';
import { BOTES, LIBRETA, PRECIO } from './flows.ts';
import { MINUTE, Talk } from './talk.ts';

const CUENTAS = `homework: cuentas
title: Sus cuentas
ask: Escriba sus cuentas.
accept: [text, photo]
`;

const PAIR = [
  { id: 'a', name: 'Ana' },
  { id: 'b', name: 'Luz' },
] as const;
/** Ana was quiet for two hours in her lesson, so that Luz's is open beside it. */
const both = (texts: readonly string[], form: 'sms' | 'whatsapp' = 'whatsapp') =>
  Talk.enrolled(texts, { people: PAIR, form })
    .waits(2 * HOUR)
    .fires('phone', 'b');
/** Each was given a homework, and nothing else is open. */
const given = (ana: string, luz: string) =>
  Talk.enrolled([PRECIO, LIBRETA, CUENTAS], { people: PAIR, open: null })
    .event('flow.start', { flow: ana }, 'a')
    .event('flow.start', { flow: luz }, 'b');
const shared = () => both([PRECIO, BOTES, LIBRETA]);

describe('a phone that two share', () => {
  test('every message says whom it is for', () => {
    const talk = both([PRECIO]);
    expect(talk.reply()).toMatch(/^Para Luz: ¿Cuántas hace/);
  });

  test('when both could mean it we ask, and the message that waited is then hers', () => {
    const talk = shared().says('30');
    expect(talk.did()).toBe('asked-who');
    expect(talk.sent()[0]!.options?.map(({ label }) => label)).toEqual(['Ana', 'Luz']);
    talk.says('luz');
    expect(talk.effects('answer')).toMatchObject([{ personId: 'b', raw: '30' }]);
    expect(talk.reply()).toMatch(/^Para Luz:/);
    expect(talk.questions('a')[0]!.step).toBe('cuantas');
  });

  test('a number or a tap says who as well; two messages that waited stay together', () => {
    expect(shared().says('30').says('1').effects('answer')).toMatchObject([{ personId: 'a' }]);
    const tapped = shared().says('30');
    expect(tapped.sends({ kind: 'tap', id: tapId.command('who-b'), title: 'Luz' }).effects('answer')).toMatchObject([
      { personId: 'b' },
    ]);
    const waited = shared().says('30').says('son treinta').says('2');
    expect(waited.turns.some((turned) => JSON.stringify(turned.lane ?? {}).includes('30\\nson treinta'))).toBe(true);
  });

  test('who spoke is remembered for 30 minutes', () => {
    const talk = shared().says('2 30');
    expect(talk.effects('answer')).toMatchObject([{ personId: 'b', raw: '30' }]);
    expect(talk.says('tamales').effects('answer')).toMatchObject([{ personId: 'b', step: 'producto' }]);
    expect(
      talk
        .waits(31 * MINUTE)
        .says('ayuda')
        .did(),
    ).toBe('asked-who');
  });

  test('"2 mil" of the one who is speaking is her amount, not a change of person', () => {
    const talk = shared().says('1 30').says('tamales').says('2 mil');
    expect(talk.effects('answer')).toMatchObject([{ personId: 'a', step: 'precio', answer: { minor: 200_000 } }]);
  });

  test('case 1: two learners, one phone, answers interleaved: each goes to her own question', () => {
    const talk = shared();
    talk.event('flow.start', { flow: 'botes' }, 'b');
    talk.says('ana: 30').says('luz: 12').says('ana tamales').says('luz atole');
    expect(talk.allEffects('answer').map(({ personId, step }) => `${personId} ${step}`)).toEqual([
      'a cuantas',
      'b cuantas',
      'a producto',
      'b producto',
    ]);
  });

  test('STOP needs no name: it silences the number', () => {
    const talk = shared().says('STOP');
    expect(talk.effects('opt-out')).toHaveLength(1);
    expect(talk.says('30').sent()).toEqual([]);
  });

  test('distress needs no name either, and gets the ordinary receipt', () => {
    const talk = shared().says('me pega');
    expect(talk.effects('alert')).toHaveLength(1);
    expect(talk.reply()).toBe('Para Ana: Recibido, gracias.');
  });

  test('asked in vain three times, it is a task for the team and silence', () => {
    const talk = shared().says('aja').says('pues si').says('eso mero');
    expect(talk.sent()).toEqual([]);
    expect(talk.effects('task')).toMatchObject([{ topic: 'who-writes' }]);
    expect(talk.waits(HOUR).says('aja').did()).toBe('asked-who');
  });

  test('TAREA with a name is hers who was given that one, whoever spoke last', () => {
    const talk = given('libreta', 'cuentas').says('ana: gracias').says('TAREA cuentas: maiz 60 gas 30');
    expect(talk.allEffects('homework.part' as never)).toMatchObject([{ personId: 'b', flow: 'prueba/cuentas' }]);
  });

  test('TAREA with a name that both were given: hers who goes on speaking, else we ask', () => {
    expect(given('libreta', 'libreta').says('TAREA libreta: dos botes').did()).toBe('asked-who');
    const talk = given('libreta', 'libreta').says('luz: gracias').says('TAREA libreta: dos botes');
    expect(talk.allEffects('homework.part' as never)).toMatchObject([{ personId: 'b' }]);
  });

  test('LISTO is hers who has handed something in', () => {
    const handed = () => given('libreta', 'libreta').says('luz: TAREA libreta: dos botes');
    const open = (talk: Talk, id: string) => talk.questions(id).some(({ collects }) => collects);
    const talk = handed().waits(HOUR).says('LISTO');
    expect([open(talk, 'a'), open(talk, 'b')]).toEqual([true, false]);
    expect(handed().says('ana: TAREA libreta: una libreta').waits(HOUR).says('LISTO').did()).toBe('asked-who');
  });

  test('a tap names its question and so its person', () => {
    const talk = both([BOTES, LIBRETA]);
    talk.sends({ kind: 'tap', id: tapId.option(talk.questions('b')[0]!.id, 0), title: 'Sí' });
    expect(talk.effects('answer')).toMatchObject([{ personId: 'b', answer: { option: 'yes' } }]);
  });
});

describe('one lesson at a time on a phone', () => {
  const pair = () => Talk.enrolled([BOTES, LIBRETA], { people: PAIR });

  test('the second waits without a word, and begins in the turn that ends the first', () => {
    const talk = pair();
    expect(talk.sent()).toEqual([]);
    expect(talk.questions('b')).toEqual([]);
    while (talk.questions('b').length === 0 && talk.questions('a').some(({ collects }) => !collects)) talk.taps(1);
    expect(talk.questions('b')).toHaveLength(1);
    expect(talk.reply()).toMatch(/Para Luz: /);
    expect(talk.last.effects.filter(({ kind }) => kind === 'send')).toHaveLength(2);
  });

  test('she who asks for hers is told where she is, and nothing of the other', () => {
    const talk = pair().says('luz seguir');
    expect(talk.reply()).toMatch(/^Para Luz: Su lección «.+» le espera/);
    expect(talk.reply()).not.toContain('Ana');
  });

  test('two hours of quiet are enough; while the other goes on, it waits on', () => {
    const talk = pair().waits(HOUR);
    talk.taps(1).waits(HOUR + MINUTE);
    talk.fires('phone', 'b');
    expect(talk.questions('b')).toEqual([]);
    talk.waits(HOUR).fires('phone', 'b');
    expect(talk.questions('b')).toHaveLength(1);
  });

  test('who rests or was silenced does not hold it', () => {
    const paused = pair().says('ana pausa');
    expect(paused.questions('b')).toHaveLength(1);
  });

  test('nobody starves: a lesson that waited comes before the next of the first', () => {
    const talk = Talk.enrolled([BOTES, PRECIO, LIBRETA], { people: PAIR });
    while (talk.questions('a').some(({ collects }) => !collects)) talk.taps(1, talk.questions('a').at(-1)!.id);
    expect(talk.questions('b')).toHaveLength(1);
    expect(talk.says('ana seguir').reply()).toMatch(/^Para Ana: Su lección «.+» le espera/);
  });

  test('both parts of a long message are signed, and the name counts within the limit', () => {
    const long = (n: number) =>
      `lesson: largo\ntitle: Largo\nsteps:\n  - say: "${'a'.repeat(n)}"\n  - ask: ¿Sí?\n    id: si\n    answer: yes-no\n`;
    const parts = (n: number) =>
      Talk.enrolled([long(n)], { people: PAIR })
        .waits(2 * HOUR)
        .fires('phone', 'b')
        .sent();
    expect(parts(1_012)).toHaveLength(2); // with the question it fits 1,024, with the name it does not
    for (const { text, sms } of parts(1_012)) {
      expect(text).toMatch(/^Para Luz: /);
      expect(sms).toMatch(/^Para Luz: /);
      expect(text.length).toBeLessThanOrEqual(1_024);
    }
  });
});

describe('STOP and ALTA on a phone that two share', () => {
  const stopped = () => shared().says('STOP');

  test('case 14: STOP silences both; ALTA asks who it is, and only she is back', () => {
    const talk = stopped().says('alta');
    expect(talk.sent()[0]).toMatchObject({ text: '¿Quién escribe?' });
    talk.says('luz');
    expect(talk.effects('opt-in')).toMatchObject([{ personId: 'b' }]);
    expect(talk.reply()).toMatch(/^Para Luz: ¡Qué gusto!/);
    expect(talk.event('say', { key: 'got.it' }, 'a').sent()).toEqual([]);
    expect(talk.event('say', { key: 'got.it' }, 'b').sent()).toHaveLength(1);
  });

  test('her name beside the word needs no question', () => {
    for (const words of ['luz alta', 'ALTA Luz', '2 alta'])
      expect(stopped().says(words).effects('opt-in'), words).toMatchObject([{ personId: 'b' }]);
  });

  test('it is not guessed from who spoke last', () => {
    const talk = shared().says('ana 30').says('STOP').says('ALTA');
    expect(talk.did()).toBe('asked-who');
  });

  test('the other comes back by herself; she who is back already is told so', () => {
    const talk = stopped().says('luz alta');
    expect(talk.says('alta').reply()).toContain('ya recibe');
    talk.says('ana alta');
    expect(talk.effects('opt-in')).toMatchObject([{ personId: 'a' }]);
  });

  test('unanswered, nobody is back, and nothing else is said', () => {
    const talk = stopped().says('alta').waits(HOUR);
    expect(talk.says('hola').sent()).toEqual([]);
    expect(talk.event('say', { key: 'got.it' }, 'b').sent()).toEqual([]);
  });

  test('who left does not answer for who stayed: a bare word is hers', () => {
    const talk = stopped().says('luz alta').waits(HOUR).says('30');
    expect(talk.effects('answer')).toMatchObject([{ personId: 'b', raw: '30' }]);
  });
});
