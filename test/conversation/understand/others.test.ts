import { describe, expect, it } from 'vitest';
import { understand } from '../../../src/conversation/understand/index.ts';
import { asking, brief, choosing, context, photo, saying, sticker, voice } from './asking.ts';

describe('a date', () => {
  // Today is Monday 2 March 2026.
  it.each([
    ['5/3/2026', '3 2026-03-05'],
    ['05-03-26', '3 2026-03-05'],
    ['5.3.2026', '3 2026-03-05'],
    ['2026-03-05', '3 2026-03-05'],
    ['12/11/68', '3 1968-11-12'],
    ['20/12', '3 2025-12-20'],
    ['20/3', '3 2026-03-20'],
    ['nací el 12/11/1968', '1 1968-11-12'],
    ['hoy', '2 2026-03-02'],
    ['mañana', '2 2026-03-03'],
    ['pasado mañana', '2 2026-03-04'],
    ['ayer', '2 2026-03-01'],
    ['el lunes', '2 2026-03-09'],
    ['el miércoles', '2 2026-03-04'],
    ['el viernes pasado', '2 2026-02-27'],
    ['el próximo martes', '2 2026-03-03'],
    ['5 de marzo', '2 2026-03-05'],
    ['5 de marzo de 1970', '2 1970-03-05'],
    ['el cinco de mayo', '2 2026-05-05'],
    ['en 3 días', '2 2026-03-05'],
    ['hace 2 semanas', '2 2026-02-16'],
    ['el 12', '2 2026-03-12'],
    ['el 1', '2 2026-04-01'],
    ['empecé ayer', '1 2026-03-01'],
    ['31/2/2026', '0 unclear'],
    ['40/3', '0 unclear'],
    ['lunes o martes', '0 unclear'],
    ['en mayo', '0 unclear'],
    ['350', '0 no-match'],
    ['no sé', '2 unknown'],
    ['hola', '0 no-match'],
  ])('%s → %s', (text, expected) => {
    expect(brief(saying(text, asking('date')))).toBe(expected);
  });

  it('is hers: late in the evening it is still today', () => {
    const ctx = context('es-MX', { now: Date.UTC(2026, 2, 3, 4) });
    expect(brief(saying('hoy', asking('date'), ctx))).toBe('2 2026-03-02');
  });

  it('is read in English and Portuguese', () => {
    expect(brief(saying('next friday', asking('date'), context('en')))).toBe('2 2026-03-06');
    expect(brief(saying('May 12', asking('date'), context('en')))).toBe('2 2026-05-12');
    expect(brief(saying('amanhã', asking('date'), context('pt')))).toBe('2 2026-03-03');
  });
});

describe('a name', () => {
  it.each([
    ['Ana', '2 Ana'],
    ['  ana  lopez ', '2 Ana Lopez'],
    ['MARÍA DEL CARMEN', '2 María del Carmen'],
    ['me llamo rosa maría', '2 Rosa María'],
    ['Soy Luz', '2 Luz'],
    ["na'atik k'uyoc", "2 Na'atik K'uyoc"],
    ['Ana McDonald', '2 Ana McDonald'],
    ['Ana 🌸', '2 Ana'],
    ['AYUDA', '0 command'],
    ['baja', '0 command'],
    ['hola', '0 no-match'],
    ['sí', '0 no-match'],
    ['gracias', '0 no-match'],
    ['1', '0 no-match'],
    ['8341234567', '0 no-match'],
    ['x', '0 no-match'],
    ['a'.repeat(61), '0 too-long'],
    ['a'.repeat(400), '0 too-long'],
  ])('%s → %s', (text, expected) => {
    expect(brief(saying(text, asking('name')))).toBe(expected);
  });
});

describe('free words', () => {
  it('are kept as written, and fit badly when they say nothing', () => {
    expect(brief(saying(' Vendí tamales 🌽 ', asking('text')))).toBe('2 Vendí tamales 🌽');
    expect(brief(saying('hola', asking('text')))).toBe('1 hola');
    expect(brief(saying('1', asking('text')))).toBe('1 1');
    expect(brief(saying('👍', asking('text')))).toBe('1 👍');
    expect(brief(saying('MENU', asking('text')))).toBe('0 command');
    expect(brief(saying('   ', asking('text')))).toBe('0 no-match');
    expect(brief(saying('x'.repeat(5000), asking('text')))).toBe(`2 ${'x'.repeat(5000)}`);
  });

  it('say where she is where a location cannot be sent', () => {
    expect(brief(saying('En Llera, por la plaza', asking('location')))).toBe('1 En Llera, por la plaza');
    expect(brief(saying('ok', asking('location')))).toBe('0 no-match');
  });
});

describe('set phrases', () => {
  it('are not taken apart', () => {
    expect(brief(saying('no entiendo', asking('yes-no-notyet')))).toBe('0 command');
    expect(brief(saying('no quiero mensajes', asking('yes-no')))).toBe('0 command');
    expect(brief(saying('hasta mañana', asking('date')))).toBe('0 command');
    expect(brief(saying('ya terminé', asking('yes-no')))).toBe('2 yes');
  });
});

describe('taps', () => {
  const question = { ...choosing('NEGOCIO', 'CASA'), id: 'q7' };
  const tap = (id: string, title = '') => brief(understand({ kind: 'tap', id, title }, question, context()));
  it('answer their own question and no other', () => {
    expect(tap('q.q7.1')).toBe('3 CASA');
    expect(tap('q.q6.1')).toBe('0 other-question');
    expect(tap('q.q7.9')).toBe('0 no-match');
    expect(tap('c.menu')).toBe('0 command');
  });
  it('of a template say their title', () => {
    expect(tap('anything', 'Casa')).toBe('3 CASA');
  });
});

describe('media and the rest', () => {
  const homework = asking(['photo', 'text', 'voice']);
  it('answer where they are asked for', () => {
    expect(brief(understand(photo, homework, context()))).toBe('3 photo');
    expect(brief(understand(voice, homework, context()))).toBe('3 voice');
    expect(brief(saying('puse 200 en cada bote', homework))).toBe('2 puse 200 en cada bote');
    expect(brief(understand(sticker, homework, context()))).toBe('0 wrong-type');
    expect(brief(saying('hice mis botes', asking('photo')))).toBe('0 wrong-type');
  });
  it('keep their caption', () => {
    const content = { ...photo, caption: 'mis botes' } as typeof photo;
    expect(understand(content, homework, context())).toMatchObject({ fit: 3, answer: { caption: 'mis botes' } });
  });
  it('say why not elsewhere', () => {
    expect(brief(understand(voice, asking('number'), context()))).toBe('0 voice-for-number');
    expect(brief(understand(voice, asking('money'), context()))).toBe('0 voice-for-number');
    expect(brief(understand(voice, asking('yes-no'), context()))).toBe('0 wrong-type');
    expect(brief(understand(photo, asking('number'), context()))).toBe('0 wrong-type');
    expect(brief(understand({ kind: 'contacts', phones: [] }, asking('any'), context()))).toBe('0 wrong-type');
  });
  it('may carry the answer under the picture', () => {
    const content = { ...photo, caption: '350' } as typeof photo;
    expect(brief(understand(content, asking('money'), context()))).toBe('1 350 MXN');
  });
  it('never advance by a reaction, an edit or a deletion', () => {
    for (const content of [
      { kind: 'reaction', emoji: '👍', to: 'm1' },
      { kind: 'edit', of: 'm1', text: 'sí' },
      { kind: 'deletion', of: 'm1' },
    ] as const) {
      expect(brief(understand(content, asking(['yes-no', 'any']), context()))).toBe('0 not-an-answer');
    }
  });
  it('take a location', () => {
    const here = { kind: 'location', latitude: 23.3, longitude: -98.9 } as const;
    expect(brief(understand(here, asking('location'), context()))).toBe('3 23.3,-98.9');
    expect(brief(understand(here, asking('any'), context()))).toBe('2 23.3,-98.9');
    expect(brief(understand(here, asking('text'), context()))).toBe('0 wrong-type');
  });
});
