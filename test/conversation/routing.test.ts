import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/base/json.ts';
import { tapId } from '../../src/domain/option.ts';
import { ANSWER, answering } from './care.ts';
import { BOTES, LIBRETA, PACK, PRECIO } from './flows.ts';
import { HOUR, MINUTE, SECOND, START, Talk } from './talk.ts';

const SESSION: Json = {
  id: 'x1',
  plan: 's1',
  title: 'Arranque',
  place: '',
  word: 'COLIBRI',
  starts: START,
  ends: START + 2 * HOUR,
  opens: START - HOUR,
  closes: START + 3 * HOUR,
  status: '',
  recorded: false,
};
const FACTS = { sessions: { missed_in_a_row: 0, list: [SESSION], now: SESSION } };
const THREE = `lesson: tres
title: Tres
steps:
  - { ask: ¿Vendió?, id: vendio, answer: yes-no }
  - { ask: ¿Cuántos?, id: cuantos, answer: number }
  - { ask: ¿Qué compra?, id: que, options: [TELA, HILO] }
`;
const DAILY = `lesson: diario
title: Diario
steps:
  - ask: ¿Vendió hoy?
    id: vendio
    answer: yes-no
  - ask: ¿Cuántos?
    id: cuantos
    answer: number
`;
const CHECK = 'service: llegada\ntitle: Asistencia\nsteps:\n  - check-in: ¿Ya está en la sesión?\n    id: llego\n';

describe('rule 0: distress', () => {
  test('alerts, says one neutral line, and the lesson holds until she or the team goes on', () => {
    const talk = Talk.enrolled(PACK).says('mi marido me pega');
    expect(talk.effects('alert')).toHaveLength(1);
    expect(talk.sent()).toHaveLength(1);
    expect(talk.reply()).not.toContain('pega');
    expect(talk.allEffects('timer.cancel').length).toBeGreaterThan(0);
    expect(talk.says('si').did()).toBe('with-person');
    expect(talk.sent()).toEqual([]);
    expect(talk.says('seguir').reply()).toContain('¿Ya separa el dinero?');
    expect(talk.says('si').did()).toBe('answered');
  });

  test('a false friend is no distress, alone or not', () => {
    expect(Talk.enrolled(PACK).says('tengo miedo de no vender').effects('alert')).toEqual([]);
    expect(Talk.enrolled(PACK).says('tengo miedo de no vender y me pega').effects('alert')).toHaveLength(1);
  });

  test('the team closes a false alarm and the lesson resumes', () => {
    const talk = Talk.enrolled(PACK, answering({ topic: 'safeguarding' }))
      .says('tengo miedo')
      .event('case.close', ANSWER);
    expect(talk.reply()).toContain('¿Ya separa el dinero?');
  });
});

describe('rule 1: opt-out', () => {
  test.each(['STOP', 'baja', 'Alto!!', 'ya no quiero mensajes'])(
    '"%s" as a quoted reply opts out, confirmed once',
    (word) => {
      const talk = Talk.enrolled(PACK);
      talk.says(word, { quote: talk.questions()[0]!.id });
      expect(talk.effects('opt-out')).toMatchObject([{ by: 'learner', addressId: 'a1' }]);
      expect(talk.sent()).toHaveLength(1);
      expect(talk.says('si').sent()).toEqual([]);
      expect(talk.did()).toBe('silenced');
      expect(talk.says('BAJA').sent()).toEqual([]);
      expect(talk.says('alta').reply()).toContain('¿Ya separa el dinero?');
      expect(talk.effects('opt-in')).toHaveLength(1);
    },
  );

  test('inside a sentence it is no opt-out', () => {
    const talk = Talk.enrolled([PRECIO]).says('30').says('precio alto');
    expect(talk.effects('opt-out')).toEqual([]);
    expect(talk.did()).toBe('answered');
  });

  test("the provider's own opt-out is recorded in silence", () => {
    const talk = Talk.enrolled(PACK).says('STOP', { providerOptOut: 'stop' });
    expect(talk.effects('opt-out')).toMatchObject([{ by: 'provider' }]);
    expect(talk.sent()).toEqual([]);
    expect(talk.says('START', { providerOptOut: 'start' }).effects('opt-in')).toHaveLength(1);
  });

  test('SALIR asks first: everything, or only this lesson', () => {
    const talk = Talk.enrolled(PACK).says('salir');
    expect(talk.effects('opt-out')).toEqual([]);
    expect(talk.sent()[0]!.options).toHaveLength(2);
    expect(talk.says('1').effects('opt-out')).toHaveLength(1);
    const other = Talk.enrolled(PACK).says('cancelar').says('2');
    expect(other.effects('flow.progress')).toMatchObject([{ state: 'left' }]);
    expect(other.questions()).toEqual([]);
  });
});

describe('rule 2: a button names its question', () => {
  test('a tapped old button answers its own question, not the newest', () => {
    const talk = Talk.enrolled([DAILY, CHECK], { people: [{ id: 'ana', facts: FACTS }] });
    const old = talk.question('vendio')!.id;
    talk.event('flow.start', { flow: 'llegada' });
    expect(talk.questions().map(({ step }) => step)).toEqual(['vendio', 'llego-now']);
    talk.taps(2, old);
    expect(talk.effects('answer')).toMatchObject([{ step: 'vendio', answer: { option: 'no' } }]);
    expect(talk.question('llego-now')).toBeDefined();
  });

  test('a tap on a closed question gets one kind line and the current question, never a wrong answer', () => {
    const talk = Talk.enrolled(PACK);
    const old = talk.questions()[0]!.id;
    talk.says('si').sends({ kind: 'tap', id: tapId.option(old, 1), title: 'No' });
    expect(talk.did()).toBe('closed');
    expect(talk.effects('answer')).toEqual([]);
    expect(talk.reply()).toContain('¿De qué bote sale el maíz?');
  });
});

describe('rule 3: commands', () => {
  test.each([
    ['ayuda', 'AYUDA, REPETIR o PERSONA'],
    ['REPETIR', 'Hoy vemos los dos botes'],
    ['menú', 'SEGUIR'],
    ['tareas', 'No tiene tareas pendientes'],
    ['avanse', '0 de 2 lecciones'],
    ['mis datos', '¿Qué quiere hacer con sus datos?'],
    ['quien soy', 'Ana'],
    ['idioma', '¿En qué idioma'],
    ['pausa 5 dias', 'el sábado 7 de marzo'],
    ['pausa una semana', 'el lunes 9 de marzo'],
    ['pausa hasta el viernes', 'el viernes 6 de marzo'],
    ['pausa hasta el 15 de abril', 'el miércoles 15 de abril'],
    ['pausa hasta el 15 de febrero', 'de hasta 90 días'],
    ['pausa hasta el 15/2/2026', 'ya pasó'],
    ['horario', 'A qué hora'],
    ['alta', 'ya recibe'],
    ['otra vez', '¿Ya separa el dinero?'],
  ])('%s', (word, answer) => {
    const talk = Talk.enrolled(PACK).says(word);
    expect(talk.reply()).toContain(answer);
    expect(talk.question('separa')).toBeDefined();
  });

  test('PERSONA and QUEJA open a case with an honest promise', () => {
    const talk = Talk.enrolled(PACK).says('persona');
    expect(talk.effects('case.open')).toMatchObject([{ topic: 'person', personId: 'ana' }]);
    expect(talk.says('queja').effects('case.open')).toMatchObject([{ topic: 'complaint' }]);
  });

  test('"0" answers a number question though it is a menu word', () => {
    const talk = Talk.enrolled([PRECIO]).says('0');
    expect(talk.effects('answer')).toMatchObject([{ answer: { type: 'number', number: 0 } }]);
    expect(Talk.enrolled(PACK).says('0').reply()).toContain('AVANCE');
  });

  test('"ya" is yes to a yes/no question', () => {
    expect(Talk.enrolled(PACK).says('ya').effects('answer')).toMatchObject([{ answer: { option: 'yes' } }]);
  });

  test('a free-text question does not swallow a command', () => {
    const talk = Talk.enrolled([PRECIO]).says('30').says('ayuda');
    expect(talk.did()).toBe('command');
    expect(talk.question('producto')).toBeDefined();
  });

  test('IDIOMA changes the language of what follows', () => {
    const talk = Talk.enrolled(PACK).says('idioma').says('english');
    expect(talk.effects('person.set')).toMatchObject([{ path: 'profile.language', value: 'en' }]);
    expect(talk.says('ayuda').reply()).toContain('at any time');
  });
});

describe('rule 4: a quote names the question', () => {
  test('the older question is answered though a newer one would take it', () => {
    const talk = Talk.enrolled([DAILY, CHECK], { people: [{ id: 'ana', facts: FACTS }] });
    const old = talk.question('vendio')!.id;
    talk.event('flow.start', { flow: 'llegada' }).says('1', { quote: old });
    expect(talk.effects('answer')).toMatchObject([{ step: 'vendio', answer: { option: 'yes' } }]);
  });
});

describe('rule 4: a quote of something else', () => {
  test('thanks that quote a question are no answer to another', () => {
    const talk = Talk.enrolled([PRECIO, CHECK], { people: [{ id: 'ana', facts: FACTS }] });
    const old = talk.question('cuantas')!.id;
    talk.event('flow.start', { flow: 'llegada' }).says('ok gracias', { quote: old });
    expect(talk.effects('answer')).toEqual([]);
    expect(talk.did()).toBe('courtesy');
  });
});

describe('rule 5: words that start something', () => {
  test('the check-in word of her session, in its window', () => {
    const talk = Talk.enrolled([DAILY], { people: [{ id: 'ana', facts: FACTS }] }).says('colibrí');
    expect(talk.effects('attendance.self')).toMatchObject([{ session: 'x1', personId: 'ana' }]);
    expect(talk.reply()).toContain('Arranque');
    expect(talk.question('vendio')).toBeDefined();
  });

  test('a check-in word that an open question also takes: she says which', () => {
    const talk = Talk.enrolled([PRECIO], { people: [{ id: 'ana', facts: FACTS }] })
      .says('30')
      .says('colibri');
    expect(talk.did()).toBe('asked-which');
    expect(talk.says('1').effects('attendance.self')).toHaveLength(1);
    const other = Talk.enrolled([PRECIO], { people: [{ id: 'ana', facts: FACTS }] })
      .says('30')
      .says('colibri')
      .says('2');
    expect(other.effects('answer')).toMatchObject([{ step: 'producto', answer: { text: 'colibri' } }]);
  });

  test('TAREA with words goes to the homework, though a lesson question is open', () => {
    const talk = Talk.enrolled([BOTES, PRECIO, LIBRETA]).says('si').says('negocio').says('seguir');
    talk.says('tarea puse 50 en cada bote');
    expect(talk.effects('homework.part')).toMatchObject([{ answer: { text: 'puse 50 en cada bote' } }]);
    expect(talk.question('cuantas')).toBeDefined();
  });
});

describe('rule 6: the newest question that accepts it', () => {
  test('a stale "1" for yesterday\'s question never answers today\'s', () => {
    const talk = Talk.enrolled([DAILY, CHECK], { people: [{ id: 'ana', facts: FACTS }], open: null });
    const yesterday = talk.now;
    talk.waits(20 * HOUR).event('flow.start', { flow: 'diario' });
    talk.says('1', { sentAt: yesterday });
    expect(talk.did()).toBe('late');
    expect(talk.effects('answer')).toEqual([]);
    expect(talk.question('vendio')).toBeDefined();
    expect(talk.says('1').effects('answer')).toHaveLength(1);
  });

  test('three answers in one breath each answer their question', () => {
    const talk = Talk.enrolled([DAILY]);
    const at = talk.now + 10 * SECOND;
    talk.says('si', { sentAt: at }).says('12', { sentAt: at + 20 });
    expect(talk.allEffects('answer').map(({ step }) => step)).toEqual(['vendio', 'cuantos']);
  });

  test('two messages in the wrong order: the early one is offered to the question that the late one opens', () => {
    const talk = Talk.enrolled([DAILY]);
    const at = talk.now;
    talk.says('12', { sentAt: at + 5 * SECOND });
    expect(talk.did()).toBe('missed');
    talk.says('si', { sentAt: at + 3 * SECOND });
    expect(talk.effects('answer').map(({ step }) => step)).toEqual(['vendio', 'cuantos']);
    expect(talk.reply()).not.toContain('¿Cuántos?');
  });

  test.each([
    [3, 2, 1],
    [2, 3, 1],
    [3, 1, 2],
  ])('three messages in the order %i %i %i answer three questions', (...order) => {
    const talk = Talk.enrolled([THREE]);
    const at = talk.now;
    for (const nth of order) talk.says(['si', '12', 'hilo'][nth - 1]!, { sentAt: at + nth * 2 * SECOND });
    expect(talk.allEffects('answer').map(({ step, raw }) => [step, raw])).toEqual([
      ['vendio', 'si'],
      ['cuantos', '12'],
      ['que', 'hilo'],
    ]);
    expect(talk.state().missed).toBeUndefined();
  });

  test('what she had written before she answered is offered to nothing that opens after', () => {
    const talk = Talk.enrolled([THREE]);
    talk.says('12').says('hilo').says('si');
    expect(talk.allEffects('answer').map(({ step }) => step)).toEqual(['vendio']);
    expect(talk.state().missed).toBeUndefined();
  });

  test('free text is newest, but an older question fits clearly better: she says which', () => {
    const talk = Talk.enrolled([DAILY, PRECIO], { open: null });
    talk.event('flow.start', { flow: 'precio' }).says('30');
    const older = talk.state();
    expect(older.questions.map(({ step }) => step)).toEqual(['producto']);
    const both = Talk.enrolled(
      ['service: aviso\ntitle: Aviso\nsteps:\n  - ask: ¿Qué le gustaría?\n    id: gusto\n', DAILY, PRECIO],
      { open: 'diario' },
    );
    both.event('flow.start', { flow: 'aviso' });
    expect(both.questions().map(({ step }) => step)).toEqual(['vendio', 'gusto']);
    expect(both.says('sí').did()).toBe('asked-which');
    expect(both.says('1').effects('answer')).toMatchObject([{ step: 'vendio' }]);
  });

  test('text within 90 s of a text answer belongs to it, without a reply', () => {
    const talk = Talk.enrolled([PRECIO]).says('30').says('tamales de puerco').says('y atole los domingos');
    expect(talk.effects('answer')).toMatchObject([{ step: 'producto', appends: true, raw: 'y atole los domingos' }]);
    expect(talk.sent()).toEqual([]);
    expect(
      talk
        .waits(2 * MINUTE)
        .says('y también pan')
        .did(),
    ).toBe('missed');
  });

  test('an amount far from her last one is said back, and kept when she says yes', () => {
    const talk = Talk.enrolled([PRECIO]);
    talk.people.get('ana')!.person['precio'] = 15;
    talk.says('30').says('tamales').says('1500');
    expect(talk.reply()).toContain('$1,500');
    expect(talk.effects('answer')).toEqual([]);
    expect(talk.says('si').effects('answer')).toMatchObject([{ step: 'precio', answer: { minor: 150_000 } }]);
  });
});

describe('rule 7: homework', () => {
  const withHomework = () => Talk.enrolled([BOTES, PRECIO, LIBRETA]).says('si').says('negocio');

  test('a photo goes to the pending homework though a lesson question is open, with one receipt when the burst is over', () => {
    const talk = withHomework().says('seguir').photo();
    expect(talk.effects('homework.part')).toMatchObject([{ answer: { type: 'media' } }]);
    expect(talk.sent()).toEqual([]);
    expect(talk.photo().fires('receipt:prueba/libreta').reply()).toContain('2 fotos');
    expect(talk.question('cuantas')?.misses).toBe(0);
  });

  test('text goes to it where nothing else is open, but not a greeting or "al rato"', () => {
    expect(withHomework().says('puse 50 y 50').effects('homework.part')).toHaveLength(1);
    for (const words of ['gracias', 'buenas tardes', 'al rato']) {
      expect(withHomework().says(words).effects('homework.part')).toEqual([]);
    }
  });

  test('LISTO ends it when something came, and asks for it when nothing did', () => {
    const talk = withHomework().says('listo');
    expect(talk.effects('homework.hand-in')).toEqual([]);
    talk.photo().says('listo');
    expect(talk.effects('homework.hand-in')).toHaveLength(1);
    expect(talk.questions()).toEqual([]);
  });
});

describe('rule 8: what means nothing', () => {
  test('with nothing open: one helpful line, then a task and silence', () => {
    const talk = Talk.enrolled(PACK, { open: null }).says('fierro pariente');
    expect(talk.reply()).toMatch(/SEGUIR[\s\S]*PERSONA/);
    expect(talk.says('quihubo pues').sent()).toEqual([]);
    expect(talk.effects('task')).toMatchObject([{ topic: 'stray' }]);
    expect(talk.says('bla bla').effects('task')).toEqual([]);
  });

  test('"ok" three times is no mistake and no task', () => {
    const talk = Talk.enrolled(PACK, { open: null }).says('ok').says('ok').says('ok');
    expect(talk.allEffects('task')).toEqual([]);
    expect(talk.sent()).toEqual([]);
  });

  test('reactions, edits and deletions advance nothing and are answered by nothing', () => {
    const talk = Talk.enrolled(PACK);
    const before = JSON.stringify(talk.state());
    talk
      .sends({ kind: 'reaction', to: 'm1', emoji: '👍' })
      .sends({ kind: 'edit', of: 'm1', text: 'si' })
      .sends({ kind: 'deletion', of: 'm1' });
    expect(JSON.stringify(talk.state())).toBe(before);
    expect(talk.turns.slice(-3).flatMap((turned) => turned.effects)).toEqual([]);
  });

  test('an unsupported type is told once', () => {
    const talk = Talk.enrolled(PACK).sends({ kind: 'unsupported', type: 'poll' });
    expect(talk.reply()).toContain('no lo podemos abrir');
    expect(talk.sends({ kind: 'unsupported', type: 'poll' }).sent()).toEqual([]);
  });
});
