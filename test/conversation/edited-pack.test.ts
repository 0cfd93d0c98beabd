import { describe, expect, test } from 'vitest';
import { BOTES, LIBRETA, PRECIO } from './flows.ts';
import { libraryOf, Talk } from './talk.ts';

const EXTRA = 'lesson: extra\ntitle: Una más\nsteps:\n  - ask: ¿Le sirvió?\n    id: sirvio\n    answer: yes-no\n';

/** The pack is edited in the middle of a cohort. */
function edited(talk: Talk, texts: readonly string[]): Talk {
  talk.deps = { ...talk.deps, library: libraryOf(texts, talk.deps.library.sources) };
  return talk;
}

const finish = (talk: Talk): Talk => talk.says('si').says('negocio');
const openLesson = (talk: Talk) => talk.state().threads.find(({ flow }) => !flow.includes('libreta'))?.flow;

describe('editing a pack in the middle of a cohort moves nobody silently', () => {
  test('a lesson put in before the one she is in: she stays where she is, and it comes after', () => {
    const talk = Talk.enrolled([BOTES, LIBRETA, PRECIO]).says('si');
    edited(talk, [EXTRA, BOTES, LIBRETA, PRECIO]).says('negocio');
    expect(talk.state().journey?.finished).toEqual(['botes']);
    expect(talk.says('seguir').reply()).toContain('¿Le sirvió?');
    talk.says('si').says('seguir');
    expect(openLesson(talk)).toBe('prueba/precio');
    expect(talk.state().journey?.finished).toEqual(['botes', 'extra']);
  });

  test('lessons in another order: none comes twice, none is lost', () => {
    const talk = finish(Talk.enrolled([BOTES, LIBRETA, PRECIO, EXTRA]));
    edited(talk, [EXTRA, PRECIO, BOTES, LIBRETA]).says('seguir');
    expect(openLesson(talk)).toBe('prueba/extra');
    talk.says('si').says('seguir');
    expect(openLesson(talk)).toBe('prueba/precio');
  });

  test('the lesson that she is in is taken out: she ends it in the version she began', () => {
    const talk = Talk.enrolled([BOTES, LIBRETA, PRECIO]).says('si');
    edited(talk, [PRECIO, LIBRETA]);
    expect(talk.says('negocio').reply()).toContain('¡Eso es!');
  });

  test('a lesson added after she has finished all: she stays finished, and nobody calls her back', () => {
    const talk = Talk.enrolled([EXTRA]).says('si');
    expect(talk.state().journey?.stage).toBe('done');
    edited(talk, [EXTRA, PRECIO]).event('cohort.changed');
    expect(talk.sent()).toEqual([]);
    expect(talk.state().journey?.stage).toBe('done');
  });

  test('her next step is taken out: she lands on the one after it, and the coordinator is told', () => {
    const gone = PRECIO.replace(/ {2}- ask: ¿Qué es[\s\S]*?person.producto\n/, '');
    const talk = edited(Talk.enrolled([PRECIO]), [gone]).says('30');
    expect(talk.effects('task')).toMatchObject([{ topic: 'pack', why: 'lesson-changed' }]);
    const untouched = edited(Talk.enrolled([PRECIO]), [PRECIO.replace('answer: number', 'answer: money')]).says('30');
    expect(untouched.effects('task')).toEqual([]);
  });
});
