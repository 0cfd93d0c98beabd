import { describe, expect, test } from 'vitest';
import { DAY } from '../../src/base/clock.ts';
import { builtInServices } from '../../src/flow/builtin.ts';
import { libraryOf, Talk } from './talk.ts';

const CUENTAS = `lesson: cuentas
title: Sus cuentas
steps:
  - ask: ¿Cuánto ganó el mes pasado?
    id: ganancia
    answer: money
    save: person.ganancia
  - ask: ¿Cuánto cuesta su bolsa de harina?
    id: harina
    answer: money
  - ask: ¿Qué le preocupa?
    id: pena
    save: profile.pena
    private: true
  - ask: ¿Seguimos? Ganó {{person.ganancia|lo suyo}}.
    id: sigue
    answer: yes-no
`;

const profile = (talk: Talk, values: Record<string, string>): Talk => {
  Object.assign(talk.people.get('ana')!.profile, values);
  return talk;
};
const alone = () => Talk.enrolled([CUENTAS]);
const read = () => {
  const talk = profile(Talk.enrolled([CUENTAS], { open: null }), { shared_phone: 'yes' });
  return talk.event('flow.start', { flow: 'cuentas' });
};

describe('a phone that others read', () => {
  test('income that is kept is asked in person: the step is marked, a task says so, and the lesson goes on', () => {
    const talk = read();
    expect(talk.reply()).toContain('harina');
    expect(talk.effects('answer.missed')).toMatchObject([{ step: 'ganancia', why: 'in-person' }]);
    expect(talk.effects('task')).toMatchObject([{ topic: 'in-person', why: 'in-person', about: 'Sus cuentas' }]);
  });

  test('what the author marks private too; an amount that is not kept about her is asked', () => {
    const talk = read().says('20');
    expect(talk.effects('answer')).toMatchObject([{ step: 'harina' }]);
    expect(talk.reply()).toContain('¿Seguimos?');
    expect(talk.effects('answer.missed')).toMatchObject([{ step: 'pena' }]);
  });

  test('a private value that stands from before is not said: the words beside it are', () => {
    const talk = profile(Talk.enrolled([CUENTAS], { open: null }), { shared_phone: 'yes' });
    talk.people.get('ana')!.person['ganancia'] = 4_321;
    talk.event('flow.start', { flow: 'cuentas' }).says('20');
    expect(talk.reply()).toContain('Ganó lo suyo.');
    expect(JSON.stringify(talk.turns.map((turned) => talk.sent(turned)))).not.toMatch(/4.?321/);
  });

  test('alone she is asked all of it, and her amount comes back', () => {
    const talk = alone();
    expect(talk.reply()).toContain('¿Cuánto ganó');
    expect(talk.says('500').says('20').says('nada').reply()).toContain('Ganó 500.');
  });

  test('a complaint is answered as any request for a person', () => {
    const shared = read().says('queja').reply();
    expect(shared).not.toMatch(/queja/i);
    expect(alone().says('queja').reply()).toMatch(/queja/i);
  });
});

describe('where it is not safe to write at any hour', () => {
  test('a reminder says nothing of what it is about', () => {
    const talk = profile(alone(), { safe_to_write: 'no' }).waits(DAY);
    const key = [...talk.timers.keys()].find((one) => one.endsWith(':unanswered'))!;
    expect(talk.fires(key).reply()).toBe('Hola. Cuando esté en buen momento, escriba SEGUIR.');
    expect(talk.says('seguir').reply()).toContain('¿Cuánto ganó');
  });

  test('a call for help gets the ordinary receipt', () => {
    expect(profile(alone(), { safe_to_write: 'no' }).says('me pega').reply()).toBe('Recibido, gracias.');
  });
});

describe('at entry', () => {
  const programme = libraryOf([CUENTAS]).programmes.get('prueba')!;
  const phone = (atEntry: boolean, asks: boolean) =>
    builtInServices({ ...programme, sharedPhone: { atEntry, asks: false } }, asks).find(({ path }) =>
      path.includes('telefono'),
    );

  test('who else reads this phone, and is it safe, come before registration; a pack that asks itself is left alone', () => {
    expect(phone(true, true)?.text).toContain('¿Alguien más lee este teléfono?');
    expect(phone(true, false)).toBeUndefined();
    expect(phone(false, true)).toBeUndefined();
  });

  test.each([
    ['solo yo', 'no'],
    ['1', 'no'],
    ['no, solo yo', 'no'],
    ['nadie más', 'no'],
    ['2', 'yes'],
    ['lo comparto con mi hija', 'yes'],
    ['lo comparto', 'yes'],
  ])('"%s"', (words, kept) => {
    const talk = new Talk([phone(true, true)!.text], { people: [{ id: 'ana', name: 'Ana' }] });
    talk.event('programme.place', { programme: 'prueba', stage: 'done' }).event('flow.start', { flow: 'telefono' });
    expect(talk.says(words).effects('person.set')).toMatchObject([{ path: 'profile.shared_phone', value: kept }]);
  });
});
