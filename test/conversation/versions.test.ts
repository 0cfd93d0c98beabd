import { describe, expect, test } from 'vitest';
import { BOTES, LIBRETA, PRECIO } from './flows.ts';
import { libraryOf, Talk } from './talk.ts';

/** The pack was edited while she stood in the lesson. */
function edited(talk: Talk, texts: readonly string[]): Talk {
  talk.deps = { ...talk.deps, library: libraryOf(texts, talk.deps.library.sources) };
  return talk;
}

describe('a lesson that was edited under her', () => {
  test('the open question is judged as it was asked; she moves at the next step', () => {
    const NEW = PRECIO.replace('¿Qué es lo que más vende?', '¿Cuál es su mejor producto?').replace(
      'answer: number',
      'answer: money',
    );
    const talk = edited(Talk.enrolled([PRECIO]), [NEW]).says('30');
    expect(talk.effects('answer')).toMatchObject([{ answer: { type: 'number' } }]);
    expect(talk.reply()).toBe('¿Cuál es su mejor producto?');
    const newest = talk.deps.library.flow('prueba/precio')!.version;
    expect(talk.state().threads[0]!.version).toBe(newest);
    expect(talk.effects('answer')[0]!.version).not.toBe(newest);
  });

  test('where the next step is gone she lands on the one after it', () => {
    const gone = PRECIO.replace(/ {2}- ask: ¿Qué es[\s\S]*?person.producto\n/, '');
    const talk = edited(Talk.enrolled([PRECIO]), [gone]).says('30');
    expect(talk.reply()).toBe('¿En cuánto lo vende?');
  });

  test('where nothing of the rest is left the lesson ends', () => {
    const short = PRECIO.replace(/ {2}- ask: ¿Qué es[\s\S]*$/, '');
    const talk = edited(Talk.enrolled([PRECIO]), [short]).says('30');
    expect(talk.effects('flow.progress')).toMatchObject([{ state: 'finished' }]);
  });

  test('feedback of a branch is said once, and a wrong quiz answer does not move her', () => {
    const NEW = BOTES.replace('attempts: 2', 'attempts: 3');
    const talk = edited(Talk.enrolled([BOTES, LIBRETA]), [NEW, LIBRETA]).says('todavía no');
    expect(talk.reply()).toBe('Va a empezar hoy.\n\n¿De qué bote sale el maíz?');
    const old = Talk.enrolled([BOTES, LIBRETA]).says('si');
    edited(old, [NEW, LIBRETA]).says('casa');
    expect(old.state().threads[0]!.version).not.toBe(old.deps.library.flow('prueba/botes')!.version);
    expect(old.says('negocio').reply()).toContain('¡Eso es!');
  });

  test('a version whose source is lost is asked anew in the newest', () => {
    const talk = Talk.enrolled([PRECIO]);
    talk.deps = { ...talk.deps, library: libraryOf([PRECIO.replace('answer: number', 'answer: money')]) };
    expect(talk.says('30').reply()).toContain('¿Cuántas hace por semana?');
    expect(talk.says('30').effects('answer')).toMatchObject([{ answer: { type: 'money' } }]);
  });
});
