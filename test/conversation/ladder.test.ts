import { describe, expect, test } from 'vitest';
import { DAY } from '../../src/base/clock.ts';
import { PACK, PRECIO } from './flows.ts';
import { Talk } from './talk.ts';

describe('the ladder', () => {
  test('simpler, then two choices, then a person and on; never a fourth bot turn on the same question', () => {
    const talk = Talk.enrolled([PRECIO]).says('muchas gorditas');
    expect(talk.reply()).toMatch(/por ejemplo 30[\s\S]*¿Cuántas hace/);
    talk.says('pues muchisimas');
    expect(talk.sent()[0]!.options?.map(({ label }) => label)).toEqual(['Seguir adelante', 'Hablar con alguien']);
    talk.says('muchas le digo');
    expect(talk.effects('task')).toMatchObject([{ topic: 'not-understood' }]);
    expect(talk.effects('answer.missed')).toMatchObject([{ step: 'cuantas', flow: 'prueba/precio' }]);
    expect(talk.reply()).toMatch(/No se preocupe[\s\S]*¿Qué es lo que más vende/);
    expect(talk.questions().map(({ step }) => step)).toEqual(['producto']);
  });

  test('the answer still counts on every rung', () => {
    expect(
      Talk.enrolled([PRECIO]).says('muchas gorditas').says('muchisimas').says('30').effects('answer'),
    ).toHaveLength(1);
  });

  test('of the two choices, one skips and one calls a person', () => {
    const skips = Talk.enrolled([PRECIO]).says('hartas').says('hartas pues').taps(1);
    expect(skips.effects('answer.missed')).toHaveLength(1);
    expect(skips.effects('task')).toEqual([]);
    const asks = Talk.enrolled([PRECIO]).says('hartas').says('hartas pues').taps(2);
    expect(asks.effects('case.open')).toHaveLength(1);
    expect(asks.question('cuantas')).toBeDefined();
  });

  test('a required question waits, says so once, and then the bot is quiet', () => {
    const talk = new Talk(PACK).joins().says('mi gallo rojo').says('mi gallo azul').says('mi gallo verde');
    expect(talk.effects('task')).toHaveLength(1);
    expect(talk.reply()).toContain('sí la necesitamos');
    expect(talk.says('mi gallo negro').sent()).toEqual([]);
    expect(talk.says('si').effects('consent')).toMatchObject([{ given: true }]);
  });

  test('"no sé" to a required question ends with a person, not in a circle', () => {
    const talk = new Talk(PACK).joins().says('no sé').says('no sé').says('no sé');
    expect(talk.effects('task')).toHaveLength(1);
    expect(talk.says('no sé').sent()).toEqual([]);
  });

  test('a voice note for a number is kept and answered with how to write it; the second by voice-friendly words', () => {
    const talk = Talk.enrolled([PRECIO]).voice();
    expect(talk.did()).toBe('voice-kept');
    expect(talk.reply()).toContain('solo el número');
    expect(talk.voice().reply()).toContain('tecla 123');
    expect(talk.allEffects('task')).toHaveLength(1);
    expect(talk.says('30').effects('answer')).toHaveLength(1);
  });

  test('after a long silence a message that answers nothing brings a recap; an answer that fits just counts', () => {
    const talk = Talk.enrolled(PACK)
      .waits(20 * DAY)
      .says('ya regresé de la pizca');
    expect(talk.did()).toBe('recap');
    expect(talk.sent()[0]!.options?.map(({ label }) => label)).toEqual(['Seguir', 'Repetir', 'Menú']);
    expect(talk.says('1').reply()).toContain('¿Ya separa el dinero?');
    expect(
      Talk.enrolled(PACK)
        .waits(20 * DAY)
        .says('si')
        .did(),
    ).toBe('answered');
  });
});
