import { describe, expect, test } from 'vitest';
import { PACK } from './flows.ts';
import { CONSENT, HOUR, Talk } from './talk.ts';

describe('from the join word to the end', () => {
  test('join, consent, registration, and the first lesson opens at once', () => {
    const talk = new Talk(PACK);
    talk.says('hola');
    expect(talk.allEffects('person.create')).toHaveLength(1);
    expect(talk.reply()).toContain('PRUEBO');
    talk.says('pruebo');
    expect(talk.did()).toBe('joined');
    expect(talk.reply()).toContain('¿En qué idioma le escribimos?');
    expect(talk.says('español').reply()).toBe('¿Está de acuerdo?');
    expect(talk.sent()[0]!.options?.map(({ label }) => label)).toEqual(['Sí', 'No']);
    talk.says('si');
    expect(talk.effects('consent')).toMatchObject([{ given: true, wording: 'permiso-1' }]);
    expect(talk.reply()).toBe('¿Cómo se llama?');
    talk.says('me llamo rosa');
    expect(talk.effects('person.set')).toMatchObject([{ path: 'profile.name', value: 'Rosa' }]);
    expect(talk.reply()).toBe('Hoy vemos los dos botes.\n\n¿Ya separa el dinero?');
    expect(talk.allEffects('enrol').map(({ state }) => state)).toEqual(['consenting', 'registering', 'active']);
  });

  test('no to consent keeps nothing more, and the join word asks again', () => {
    const talk = new Talk(PACK).joins().says('no');
    expect(talk.effects('consent')).toMatchObject([{ given: false }]);
    expect(talk.state().journey?.stage).toBe('declined');
    expect(talk.questions()).toEqual([]);
    expect(talk.says('PRUEBO').reply()).toContain('¿Está de acuerdo?');
  });

  test('consent counts though its flow asks more before it ends', () => {
    const more = `${CONSENT}  - ask: ¿Podemos mandarle audios?\n    id: audios\n    answer: yes-no\n    save: profile.audios\n`;
    const yes = new Talk([...PACK, more]).joins().says('si');
    expect(yes.reply()).toBe('¿Podemos mandarle audios?');
    expect(
      yes
        .waits(2 * HOUR)
        .says('no')
        .reply(),
    ).toBe('¿Cómo se llama?');
    expect(yes.state().journey?.stage).toBe('profile');
    const no = new Talk([...PACK, more]).joins().says('no').says('si');
    expect(no.state().journey?.stage).toBe('declined');
    // Asked anew, what she said before does not count.
    expect(no.says('PRUEBO').state().journey).not.toHaveProperty('consent');
  });

  test('a lesson to its end: feedback, the offer of the next, and its homework in one message', () => {
    const talk = Talk.enrolled(PACK).says('todavía no');
    expect(talk.reply()).toBe('Va a empezar hoy.\n\n¿De qué bote sale el maíz?');
    talk.says('casa');
    expect(talk.effects('answer')).toMatchObject([{ correct: false, attempt: 1, step: 'maiz', raw: 'casa' }]);
    expect(talk.reply()).toContain('el maíz es para vender');
    talk.taps(1);
    expect(talk.effects('answer')).toMatchObject([{ correct: true, attempt: 2 }]);
    expect(talk.sent()).toHaveLength(1);
    expect(talk.reply()).toMatch(/¡Eso es![\s\S]*Hasta la próxima[\s\S]*Poner precio[\s\S]*foto de su libreta/);
    expect(talk.sent()[0]!.offers).toMatchObject([{ id: 'c.next', label: 'SEGUIR' }]);
    expect(talk.effects('homework.assign')).toMatchObject([{ flow: 'prueba/libreta', personId: 'ana' }]);
  });

  test('a guard later in the turn sees what the answer saved', () => {
    expect(Talk.enrolled(PACK).says('ya').reply()).toMatch(/^Qué bien\.\s+Ya va adelante\./);
  });

  test('SEGUIR opens the next lesson; after the last she is done', () => {
    const talk = Talk.enrolled(PACK).says('si').says('negocio').says('seguir');
    expect(talk.reply()).toContain('¿Cuántas hace por semana?');
    talk.says('30').says('tamales').says('15 pesos');
    expect(talk.reply()).toContain('Anotado, Ana.');
    expect(talk.state().journey?.stage).toBe('done');
    expect(talk.effects('enrol')).toMatchObject([{ state: 'completed' }]);
  });
});
