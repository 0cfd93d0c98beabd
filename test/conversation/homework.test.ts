import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import { PACK } from './flows.ts';
import { START, Talk } from './talk.ts';

const LIBRETA = `homework: libreta
title: Su libreta
ask: Mande una foto de su libreta.
accept: [photo, text, voice]
`;
const CUENTAS = `homework: cuentas
title: Sus cuentas
ask: Escriba sus cuentas.
accept: [text, photo]
`;
const FACTS = {
  homework: {
    libreta: { state: 'received', id: 'h1', programme: 'prueba', number: 1, submission: 1, due: null, reviewed: null },
    cuentas: { state: 'accepted', id: 'h2', programme: 'prueba', number: 2, submission: 1, due: null, reviewed: null },
  },
};
const FILES = [LIBRETA, CUENTAS, ...PACK.slice(0, 2)];
const open = (name: string | null = 'libreta') => Talk.enrolled(FILES, { open: name });
const both = () => open().event('flow.start', { flow: 'cuentas' });
const closed = () => Talk.enrolled(FILES, { open: null, people: [{ id: 'ana', name: 'Ana', facts: FACTS }] });
const partsOf = (talk: Talk) =>
  talk.allEffects('homework.part' as never).map((part) => {
    const { flow, answer } = part as unknown as { flow: string; answer: { text?: string; media?: unknown[] } };
    return [flow.slice(flow.indexOf('/') + 1), answer.text ?? answer.media?.length];
  });

test('what waited until she said for which it is was sent when it was sent', () => {
  const talk = both().photo();
  expect(talk.did()).toBe('asked-which');
  const sent = talk.now;
  talk.waits(2 * 24 * HOUR).taps(1);
  expect(talk.allEffects('homework.part' as never)).toMatchObject([{ sentAt: sent }]);
  expect(talk.effects('answer')).toMatchObject([{ sentAt: sent }]);
});

describe('receipts', () => {
  test('thirty photos one after another are thirty parts and one receipt', () => {
    const talk = open();
    for (let i = 0; i < 30; i++) talk.photo();
    expect(partsOf(talk)).toHaveLength(30);
    expect(talk.turns.slice(-30).flatMap(({ effects }) => effects.filter(({ kind }) => kind === 'send'))).toEqual([]);
    expect(talk.fires('receipt:prueba/libreta').reply()).toContain('30 fotos');
  });

  test('a sticker beside a photo is neither kept nor counted', () => {
    const media = [
      { kind: 'sticker', id: 's' },
      { kind: 'photo', id: 'p' },
    ] as const;
    const talk = open().sends({ kind: 'media', media });
    expect(partsOf(talk)).toEqual([['libreta', 1]]);
    expect(talk.fires('receipt:prueba/libreta').reply()).toContain('1 foto');
  });

  test('forty SMS over two hours bring few replies: later bursts wait longer', () => {
    const talk = Talk.enrolled(FILES, { open: 'libreta', form: 'sms' });
    let replies = 0;
    for (let i = 0; i < 40; i++) {
      talk.says(`renglon ${i + 1} de mis cuentas de la semana`);
      const { rule } = talk.timers.get('receipt:prueba/libreta')!;
      const due = talk.now + (rule as { after: number }).after;
      talk.waits(3 * MINUTE);
      if (due <= talk.now) replies += talk.fires('receipt:prueba/libreta').sent().length;
    }
    expect(partsOf(talk)).toHaveLength(40);
    expect(replies).toBeLessThanOrEqual(2);
    expect(talk.says('listo').reply()).toMatch(/38 mensajes[\s\S]*entregada/);
  });

  test('what she has not been told of goes with the next answer, and its timer with it', () => {
    const talk = open().photo().says('ayuda');
    expect(talk.sent()).toHaveLength(1);
    expect(talk.reply()).toMatch(/^Recibimos su tarea \*Su libreta\*: 1 foto\./);
    expect(talk.timers.has('receipt:prueba/libreta')).toBe(false);
  });

  test('nothing is said of it while a person answers her, or in the turn of a call for help', () => {
    expect(open().photo().says('tengo miedo').reply()).not.toContain('tarea');
  });
});

describe('words that put it off are no part of it', () => {
  const NOT_YET = ['Todavía no', 'aun no', 'no he podido', 'todavía no la hago, por favor'];
  test.each(NOT_YET)('%s: nothing is kept, and she is told at once that it can wait', (text) => {
    const talk = open().says(text);
    expect(partsOf(talk)).toEqual([]);
    expect(talk.reply()).toBe('Está bien, cuando pueda. Aquí estamos.');
    expect(talk.timers.has('receipt:prueba/libreta')).toBe(false);
  });

  test('no puedo: she is not reminded of it again', () => {
    const talk = open().says('no puedo');
    expect(partsOf(talk)).toEqual([]);
    expect(talk.reply()).toMatch(/^Está bien, no se preocupe/);
    expect([...talk.timers.keys()].filter((key) => key.endsWith(':unanswered'))).toEqual([]);
  });

  test('in answer to its own message, and with two pending, where nobody has to ask which', () => {
    const quoting = open();
    expect(partsOf(quoting.says('todavía no', { quote: quoting.question('parts')!.id }))).toEqual([]);
    expect(quoting.reply()).toContain('cuando pueda');
    expect(both().says('todavía no').reply()).toContain('cuando pueda');
  });

  test('a sentence that goes on is homework', () => {
    expect(partsOf(open().says('todavía no vendo, pero ya aparté para el maíz'))).toHaveLength(1);
  });

  test('an open question that has it as an option takes it', () => {
    const talk = open().event('flow.start', { flow: 'precio' });
    expect(talk.says('todavía no').reply()).not.toContain('cuando pueda');
  });
});

test('a turn that says nothing owes her a word: what came is told when its burst is over, the next burst too', () => {
  const talk = open();
  for (const [words, told] of [
    ['ya puse los dos botes', 'Recibimos su tarea *Su libreta*: 1 mensaje.'],
    ['y en uno ya hay veinte pesos', 'Recibimos también 1 mensaje'],
  ] as const) {
    expect(talk.says(words).sent()).toEqual([]);
    expect(talk.did()).toBe('answered');
    expect(talk.waits(MINUTE).fires('receipt:prueba/libreta').reply()).toContain(told);
  }
  expect(partsOf(talk)).toHaveLength(2);
});

describe('which homework', () => {
  test('two pending: photos that come while we ask which are carried along, none lost', () => {
    const talk = both().photo();
    expect(talk.reply()).toContain('¿Para cuál es?');
    expect(talk.photo().sent()).toEqual([]);
    expect(talk.photo('la del lunes').sent()).toEqual([]);
    talk.taps(2);
    expect(partsOf(talk)).toEqual([['cuentas', 3]]);
  });

  test('two pending: more photos go where the last one went', () => {
    const talk = both().photo().taps(1).photo().photo();
    expect(partsOf(talk)).toEqual([
      ['libreta', 1],
      ['libreta', 1],
      ['libreta', 1],
    ]);
  });

  test.each([
    ['TAREA 2 harina 30', 'cuentas', 'harina 30'],
    ['tarea cuentas: harina 30', 'cuentas', 'harina 30'],
    ['Tarea sus cuentas harina 30', 'cuentas', 'harina 30'],
    ['TAREA LIBRETA ya la tengo', 'libreta', 'ya la tengo'],
  ])('%s', (text, name, words) => {
    expect(partsOf(both().says(text))).toEqual([[name, words]]);
  });

  test('TAREA with words and two pending asks which', () => {
    const talk = both().says('tarea harina 30');
    expect(talk.reply()).toContain('¿Para cuál es?');
    expect(partsOf(talk.taps(2))).toEqual([['cuentas', 'harina 30']]);
  });

  test('TAREA with the name alone asks that one again', () => {
    expect(both().says('tarea cuentas').reply()).toBe('Escriba sus cuentas.');
  });
});

describe('when nothing is open', () => {
  test('a photo after LISTO is kept with what the team has not looked at yet', () => {
    const talk = closed().photo();
    expect(partsOf(talk)).toEqual([['libreta', 1]]);
    expect(talk.fires('receipt:prueba/libreta').reply()).toBe('Recibimos su tarea *Su libreta*: 1 foto.');
  });

  test('a photo while a lesson asks for a number is no homework of last week', () => {
    const talk = closed().event('flow.start', { flow: 'precio' }).voice();
    expect(partsOf(talk)).toEqual([]);
  });

  test('TAREA brings more to any of them, to an accepted one too', () => {
    expect(partsOf(closed().says('TAREA 2 faltó el gas'))).toEqual([['cuentas', 'faltó el gas']]);
    expect(partsOf(closed().says('TAREA faltó el gas'))).toEqual([['libreta', 'faltó el gas']]);
    expect(closed().says('TAREA cuentas').reply()).toContain('Ya tenemos su tarea');
  });
});

describe('it was on its way when the team looked', () => {
  const looked = START + HOUR;
  const late = (open: string | null, names: readonly string[] = ['libreta']) => {
    const homework = Object.fromEntries(
      names.map((name, i) => [
        name,
        { ...FACTS.homework.libreta, id: name, number: i + 1, state: 'accepted', reviewed: looked },
      ]),
    );
    const talk = Talk.enrolled(FILES, { open, people: [{ id: 'ana', name: 'Ana', facts: { homework } }] });
    return talk.waits(2 * 24 * HOUR);
  };
  const photo = { kind: 'media', media: [{ kind: 'photo', id: 'p' }] } as const;

  test.each([null, 'precio'])('a photo sent before and come two days after is kept with it (open: %s)', (open) => {
    const talk = late(open).sends(photo, { sentAt: looked - MINUTE });
    expect(partsOf(talk)).toEqual([['libreta', 1]]);
    expect(talk.fires('receipt:prueba/libreta').reply()).toContain('1 foto');
  });

  test('what she sent after they had looked is not, nor what may be of two', () => {
    expect(partsOf(late(null).sends(photo, { sentAt: looked + MINUTE }))).toEqual([]);
    const ofTwo = late(null, ['libreta', 'cuentas']).sends(photo, { sentAt: looked - MINUTE });
    expect(partsOf(ofTwo)).toEqual([]);
  });

  test('what quotes its question is kept with it, words too, where they were sent while it was open', () => {
    const talk = open();
    const quote = talk.question('parts')!.id;
    talk.people.get('ana')!.facts = {
      homework: { libreta: { ...FACTS.homework.libreta, state: 'accepted', reviewed: talk.now + MINUTE } },
    };
    const sentAt = talk.photo().now;
    talk.waits(MINUTE).event('homework.reviewed', { flow: 'prueba/libreta', verdict: 'done', by: 'Marta', words: '' });
    talk
      .waits(24 * HOUR)
      .sends(photo, { sentAt, quote })
      .says('harina 30', { sentAt, quote });
    expect(partsOf(talk).slice(1)).toEqual([
      ['libreta', 1],
      ['libreta', 'harina 30'],
    ]);
    expect(talk.says('harina 40', { quote }).did()).toBe('closed');
  });
});

describe('a reviewer has said', () => {
  const said = (verdict: string, more: Record<string, string> = {}) => ({
    flow: 'prueba/libreta',
    verdict,
    by: 'Marta',
    words: 'Falta el gas',
    ...more,
  });

  test('done: the question closes, and she reads it warmly with the words', () => {
    const talk = open().photo().event('homework.reviewed', said('done'));
    expect(talk.reply()).toBe('¡Muy bien! Vimos su tarea *Su libreta* y está completa. Marta le dice: Falta el gas.');
    expect(talk.questions()).toEqual([]);
  });

  test('redo after LISTO: the question is open again beside her lesson, and her next photo goes there', () => {
    const talk = open().photo().says('listo').event('flow.start', { flow: 'precio' });
    talk.event('homework.reviewed', said('redo'));
    expect(talk.reply()).toMatch(/Falta el gas\. Mándela otra vez/);
    expect(talk.reply()).not.toContain('Mande una foto');
    expect(talk.questions()).toHaveLength(2);
    expect(talk.says('tarea').reply()).toBe('Comentario del equipo: Falta el gas\nMande una foto de su libreta.');
    expect(partsOf(talk.photo()).slice(-1)).toEqual([['libreta', 1]]);
    expect(talk.question('cuantas')?.misses).toBe(0);
  });

  test('excused: nothing is said, and nothing is asked for any more', () => {
    const talk = open().event('homework.reviewed', said('excused', { words: '' }));
    expect(talk.sent()).toEqual([]);
    expect(talk.questions()).toEqual([]);
  });

  test('on a phone that others read nothing of what was missing is said by itself; TAREA shows it to who asks', () => {
    const talk = open().photo();
    talk.people.get('ana')!.profile['shared_phone'] = 'yes';
    talk.event('homework.reviewed', said('redo'));
    expect(talk.reply()).not.toContain('gas');
    expect(talk.reply()).toContain('TAREA libreta');
    expect(talk.says('tarea libreta').reply()).toContain('Falta el gas');
  });

  test('where it is not safe to write, during her pause, and in a call for help it waits until she writes', () => {
    const unsafe = open().photo();
    unsafe.people.get('ana')!.profile['safe_to_write'] = 'no';
    expect(unsafe.event('homework.reviewed', said('done')).sent()).toEqual([]);
    expect(unsafe.says('menu').reply()).toContain('Vimos su tarea');
    const pause = open().photo().says('pausa 3 dias').event('homework.reviewed', said('done'));
    expect(pause.sent()).toEqual([]);
    expect(pause.waits(HOUR).says('menu').reply()).toContain('Vimos su tarea');
    expect(open().photo().says('tengo miedo').event('homework.reviewed', said('done')).sent()).toEqual([]);
  });
});

describe('case 9: Maya with the apostrophes of a phone', () => {
  test('is kept exactly as homework, and matches the option that was written with straight ones', () => {
    const words = 'ma’ tin na’atik ba’ax ku p’áatal';
    const talk = open().says(words);
    expect(partsOf(talk)).toEqual([['libreta', words]]);
    expect(talk.effects('answer')).toMatchObject([{ raw: words }]);
    const quiz = Talk.enrolled([
      'lesson: maya\ntitle: En maya\nsteps:\n  - quiz: ¿Cómo se dice no entiendo?\n    id: no\n    options: ["Ma\' tin na\'atik", "Ma\'alob"]\n    correct: "Ma\' tin na\'atik"\n    right: Así es.\n    wrong: No.\n',
    ]);
    expect(quiz.says('ma’ tin na’atik').effects('answer')).toMatchObject([{ raw: 'ma’ tin na’atik', correct: true }]);
  });
});
