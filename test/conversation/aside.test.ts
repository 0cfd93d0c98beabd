import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/base/clock.ts';
import { LIBRETA, PACK, PRECIO } from './flows.ts';
import { MINUTE, SECOND, Talk } from './talk.ts';

/** Only the homework is open. */
const homeworkOpen = () => Talk.enrolled([LIBRETA, ...PACK.slice(0, 2)], { open: 'libreta' });

describe('what she says beside the question', () => {
  test('several lines written in one breath are one miss, not three rungs', () => {
    const talk = Talk.enrolled([PRECIO]).says('ya puse los botes');
    const at = { sentAt: talk.now + SECOND };
    expect(talk.says('el rojo es del negocio', at).sent()).toEqual([]);
    expect(talk.says('el azul de la casa', at).sent()).toEqual([]);
    expect(talk.question('cuantas')?.misses).toBe(1);
    expect(talk.says('no le se decir bien').sent()[0]!.options).toHaveLength(2);
  });

  test('a greeting is greeted, thanks are returned, and "al rato" is let be', () => {
    expect(Talk.enrolled(PACK).says('hola').reply()).toMatch(/^¡Hola![\s\S]*¿Ya separa/);
    expect(Talk.enrolled(PACK).says('gracias').reply()).toMatch(/^¡Con gusto![\s\S]*¿Ya separa/);
    const later = Talk.enrolled([PRECIO]).says('al rato');
    expect(later.reply()).toBe('Está bien, cuando pueda. Aquí estamos.');
    expect(later.question('cuantas')?.misses).toBe(0);
  });

  test('"hola" of another day is greeted again, though nothing was answered since', () => {
    const talk = Talk.enrolled(PACK).says('hola').says('hola');
    expect(talk.sent()).toEqual([]);
    expect(talk.waits(DAY).says('hola').reply()).toContain('¡Hola!');
  });

  test('"¿qué?" and "¿mande?" are no names, and "que sigue" is SEGUIR', () => {
    const asked = () => new Talk(PACK).joins().says('si');
    expect(asked().says('¿qué?').reply()).toContain('AYUDA');
    expect(asked().says('mande?').reply()).toContain('¿Cómo se llama?');
    expect(homeworkOpen().says('que sigue').reply()).toContain('¿Ya separa');
  });

  test('a greeting after a long silence brings the recap, and what follows it climbs the ladder', () => {
    const talk = Talk.enrolled(PACK)
      .waits(30 * DAY)
      .says('hola buenos días');
    expect(talk.did()).toBe('recap');
    expect(talk.says('ando en la pizca de naranja').did()).toBe('missed');
    expect(talk.reply()).not.toContain('Qué gusto');
  });

  test('"ya" to homework that has come hands it in; before, it is asked for with joy', () => {
    expect(homeworkOpen().says('ya lo hice').reply()).toMatch(/^¡Qué bueno![\s\S]*foto de su libreta/);
    const talk = homeworkOpen().photo().says('ya');
    expect(talk.effects('homework.hand-in' as never)).toHaveLength(1);
    expect(talk.reply()).toContain('ya está entregada');
  });

  test('a greeting while homework is being collected does not ask again for what has come', () => {
    const talk = homeworkOpen().photo().says('hola');
    expect(talk.reply()).toContain('LISTO');
    expect(talk.reply()).not.toContain('pendiente');
  });

  test('parts of homework sent in one breath are acknowledged once, and all kept', () => {
    const talk = homeworkOpen().photo();
    expect(talk.sent()).toEqual([]);
    expect(talk.photo().sent()).toEqual([]);
    expect(talk.says('la roja es de la casa').sent()).toEqual([]);
    expect(talk.allEffects('homework.part' as never)).toHaveLength(3);
    expect(talk.fires('receipt:prueba/libreta').reply()).toMatch(/^Recibimos su tarea.*2 fotos y 1 mensaje\. .*LISTO/);
    expect(
      talk
        .waits(5 * MINUTE)
        .photo()
        .sent(),
    ).toEqual([]);
    expect(talk.fires('receipt:prueba/libreta').reply()).toMatch(/^Recibimos también 1 foto para su tarea [^.]*\.$/);
  });

  test('words that miss the question while homework is pending are told the way to the homework', () => {
    const talk = homeworkOpen().event('flow.start', { flow: 'precio' });
    expect(talk.says('puse los botes en la cocina').reply()).toContain('escriba TAREA');
  });

  test('"solo esta lección" leaves the lesson and never her homework', () => {
    const talk = homeworkOpen().says('salir').says('2');
    expect(talk.questions().filter(({ collects }) => collects)).toHaveLength(1);
    expect(talk.effects('flow.progress')).toEqual([]);
  });

  test('AVANCE in mid-lesson names the lesson she is in', () => {
    expect(Talk.enrolled(PACK).says('avance').reply()).toContain('Dos botes');
  });
});

test('what a timer says is no reply, so that it respects her quiet hours', () => {
  const waits = 'lesson: espera\ntitle: Espera\nsteps:\n  - wait: 12 hours\n    id: noche\n  - say: Seguimos.\n';
  const talk = Talk.enrolled([waits]);
  talk.fires([...talk.timers.keys()].find((key) => key.includes(':wait:'))!);
  expect(talk.reply()).toContain('Seguimos.');
  expect(talk.effects('send')[0]!.group.kind).toBe('lesson');
});

describe('a pause', () => {
  test('puts reminders off until well after it has ended, so that its end brings one message', () => {
    const talk = Talk.enrolled(PACK).says('pausa 5 dias');
    const [key] = [...talk.timers.keys()].filter((one) => one.endsWith(':unanswered'));
    talk.waits(DAY).fires(key!);
    expect(talk.did()).toBe('paused');
    const put = talk.timers.get(key!)!;
    expect(put.anchor).toEqual({ at: talk.state().pausedUntil });
    expect(put.rule).toEqual({ after: DAY });
  });
});

describe('distress', () => {
  test('who has not joined is told no word of a lesson, and can still join', () => {
    const talk = new Talk(PACK).says('tengo miedo');
    expect(talk.reply()).toBe('Gracias por escribir. Una persona de confianza del equipo lo verá.');
    expect(talk.says('que hago').sent().length).toBeLessThanOrEqual(1);
    expect(talk.joins().reply()).toContain('¿Está de acuerdo?');
  });

  test('a call for help that is also a name is a name where a name is asked, and in her who bears it', () => {
    const asked = new Talk(PACK, {}).joins().says('si').says('Socorro Méndez');
    expect(asked.effects('alert')).toEqual([]);
    expect(asked.effects('person.set')).toMatchObject([{ path: 'profile.name', value: 'Socorro Méndez' }]);
    expect(asked.says('soy socorro').effects('alert')).toEqual([]);
    expect(Talk.enrolled(PACK).says('socorro').effects('alert')).toHaveLength(1);
    expect(new Talk(PACK, {}).joins().says('si').says('me pega').effects('alert')).toHaveLength(1);
  });
});

describe('a shared phone', () => {
  const both = () =>
    Talk.enrolled(PACK, {
      people: [
        { id: 'ana', name: 'Ana' },
        { id: 'luz', name: 'Luz' },
      ],
    })
      .waits(2 * HOUR) // of quiet in Ana's lesson, so that Luz's is open beside it
      .fires('phone', 'luz');

  test('a name alone says who writes from now on, and brings her question', () => {
    const talk = both().says('Ana: si').says('Luz');
    expect(talk.reply()).toContain('Para Luz:');
    expect(talk.reply()).toContain('¿Ya separa el dinero?');
    talk.says('todavía no');
    expect(talk.effects('person.set')).toMatchObject([{ personId: 'luz', value: 'not yet' }]);
    expect(talk.says('soy Ana').reply()).toContain('¿De qué bote sale el maíz?');
  });

  test('thanks and stickers need no name; a greeting does', () => {
    const talk = both();
    expect(both().says('si').reply()).toContain('¿Quién escribe?');
    expect(talk.says('gracias').sent()).toEqual([]);
    expect(talk.sends({ kind: 'media', media: [{ kind: 'sticker', id: 's' }] }).sent()).toEqual([]);
    expect(talk.says('hola').reply()).toContain('¿Quién escribe?');
  });
});

test('an ordinary word is no mistyped "casi"', () => {
  expect(Talk.enrolled(PACK).says('casa').did()).toBe('missed');
});
