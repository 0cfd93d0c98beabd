import { describe, expect, test } from 'vitest';
import { findings, toldWay } from '../../../src/workshop/explore/findings.ts';
import { type Walk, wayTo } from '../../../src/workshop/explore/graph.ts';
import { heaviest, isHers, isPlain } from '../../../src/workshop/explore/longest.ts';
import { textOf } from '../../../src/workshop/explore/turn.ts';
import { english } from '../../locale/tell.ts';
import { onlyWay, packOf } from './pack.ts';

const QUIZ = `lesson: botes
title: Los botes
steps:
  - say: Hola {{name|vecina}}. Hoy vemos los botes.
  - ask: ¿Ya separa su dinero?
    id: separa
    answer: yes-no
    when:
      yes: [{ say: Qué bien. }]
  - quiz: ¿De qué bote sale el maíz?
    id: maiz
    options: [NEGOCIO, CASA]
    correct: NEGOCIO
    attempts: 2
    right: ¡Eso es!
    wrong: El maíz es para vender.
  - say: Hasta luego.
`;

const said = (walk: Walk): string[] => walk.edges.flatMap(({ words }) => (words?.shown ?? []).map(textOf));
const moves = (walk: Walk, step: string): string[] =>
  [
    ...new Set(walk.edges.filter(({ from }) => walk.places[from]!.at.step === step).map(({ move }) => move.class)),
  ].sort();

describe('a walk goes through every turn that a lesson can give', () => {
  const walk = onlyWay(packOf([QUIZ]), 'botes');

  test('each option, "no sé", what is not understood and silence are tried at each question', () => {
    expect(moves(walk, 'separa')).toEqual(expect.arrayContaining(['option:yes', 'option:no', 'refused', 'miss']));
    expect(moves(walk, 'maiz')).toEqual(expect.arrayContaining(['option:NEGOCIO', 'option:CASA', 'refused', 'miss']));
  });

  test('right, wrong and wrong again are turns of their own', () => {
    const turns = said(walk);
    expect(turns.some((text) => text.startsWith('¡Eso es!') && text.includes('Hasta luego'))).toBe(true);
    expect(turns.some((text) => /maiz es para vender\.\n+¿De qu[eé] bote/i.test(text.replace('í', 'i')))).toBe(true);
    expect(turns.some((text) => /vender\.\n+Hasta luego/.test(text))).toBe(true);
  });

  test('the ladder is climbed to its end, and she goes on', () => {
    const helped = walk.edges.filter(({ did }) => did === 'given-up');
    expect(helped.length).toBeGreaterThan(0);
    expect(walk.places[helped[0]!.to]!.at.step).not.toBe('separa');
  });

  test('texts carry the longest plausible name, and a path reads like a transcript', () => {
    expect(said(walk)[0]).toMatch(/^Hola Mar[ií]a Guadalupe\. Hoy/);
    const end = walk.places.find(({ is }) => is === 'end')!;
    const way = toldWay(wayTo(walk, end));
    expect(way[0]).toMatch(/^> Hola/);
    expect(way[1]).toMatch(/^< [12] \((Sí|No)\)$/);
  });

  test('it is finite, every place leads to the end, and the straight way costs her two replies', () => {
    expect(walk.bounded).toBe(false);
    expect(walk.places.length).toBeLessThan(60);
    expect(findings(walk, true)).toEqual([]);
    expect(heaviest(walk, (edge) => (isPlain(edge) ? Number(isHers(edge)) : undefined))?.weight).toBe(2);
  });

  test('on a phone that others read every message says whom it is for', () => {
    const shared = onlyWay(packOf([QUIZ]), 'botes', { shared: true });
    expect(said(shared).every((text) => /^Para Mar[ií]a Guadalupe: /.test(text))).toBe(true);
  });

  test('a rich phone shows buttons, and taps answer', () => {
    const rich = onlyWay(packOf([QUIZ]), 'botes', { form: 'whatsapp', plain: true });
    expect(rich.edges[0]!.words!.shown.map(({ kind }) => kind)).toEqual(['buttons']);
    expect(rich.places.some(({ is }) => is === 'end')).toBe(true);
  });
});

describe('conditions on her record are taken both ways', () => {
  const lesson = (condition: string) =>
    `lesson: segun\ntitle: Según\nsteps:\n  - if: ${condition}\n    then: [{ say: Va por aquí. }]\n    else: [{ say: Va por allá. }]\n  - ask: ¿Sigue?\n    id: sigue\n    answer: yes-no\n`;

  test.each([
    'person.vende == "tamales"',
    'attendance >= 0.8',
    'count.homework.accepted > 3 && attendance > 0.5',
    'days_since(person.empezo) > 30',
    'profile.giro == "COMIDA" || person.edad < 18',
    'sessions.missed_in_a_row >= 2',
  ])('%s', (condition) => {
    const saver = `lesson: antes\ntitle: Antes\nsteps:\n  - ask: ¿Qué vende?\n    id: vende\n    save: person.vende\n  - ask: ¿Cuándo empezó?\n    id: empezo\n    answer: date\n    save: person.empezo\n  - ask: ¿Edad?\n    id: edad\n    answer: number\n    save: person.edad\n  - ask: ¿Giro?\n    id: giro\n    save: profile.giro\n`;
    const all = packOf([saver, lesson(condition)])
      .ways('segun')
      .flatMap(said);
    expect(all.some((text) => text.includes('por aquí') || text.includes('por aqui'))).toBe(true);
    expect(all.some((text) => text.includes('por allá') || text.includes('por alla'))).toBe(true);
  });

  test('what she answers in the flow itself decides in it', () => {
    const walk = onlyWayOf(
      `lesson: misma\ntitle: Misma\nsteps:\n  - ask: ¿Cuánto?\n    id: cuanto\n    options: [POCO, MUCHO]\n    save: person.cuanto\n  - if: person.cuanto == "MUCHO"\n    then: [{ say: Eso es mucho. }]\n    else: [{ say: Eso es poco. }]\n`,
      'misma',
    );
    expect(walk.some((text) => text.includes('mucho.'))).toBe(true);
    expect(walk.some((text) => text.includes('poco.'))).toBe(true);
  });

  test('lots are drawn until every way was taken', () => {
    const walk = onlyWay(
      packOf([
        'lesson: suerte\ntitle: Suerte\nsteps:\n  - ask: ¿Lista?\n    id: lista\n    answer: yes-no\n  - at-random:\n      - { weight: 4, steps: [{ say: Uno. }] }\n      - { steps: [{ say: Dos. }] }\n',
      ]),
      'suerte',
    );
    expect(said(walk).some((text) => text.startsWith('Uno.'))).toBe(true);
    expect(said(walk).some((text) => text.startsWith('Dos.'))).toBe(true);
  });

  function onlyWayOf(text: string, flow: string): string[] {
    return packOf([text]).ways(flow).flatMap(said);
  }
});

describe('time passes where it matters', () => {
  test('a wait ends, and an unanswered question is reminded of', () => {
    const tried = packOf(
      [
        'lesson: espera\ntitle: Espera\nsteps:\n  - say: Mañana seguimos.\n  - wait: 1 day at 10:00\n    id: manana\n  - ask: ¿Ya?\n    id: ya\n    answer: yes-no\n',
      ],
      'reminders: [{ unanswered: question, after: 22 hours, times: 2 }]\n',
    );
    const walk = onlyWay(tried, 'espera');
    const classes = walk.edges.map(({ move }) => move.class);
    expect(classes).toEqual(expect.arrayContaining(['silence:wait', 'silence:unanswered', 'silence:unanswered:2']));
    expect(findings(walk, true)).toEqual([]);
  });
});

describe('what is wrong with the ways through a flow is found', () => {
  const kinds = (flows: readonly string[], flow: string) => {
    const [walk] = packOf(flows).ways(flow);
    return findings(walk!, true).map(({ kind, at }) => `${kind} ${at.step}`);
  };

  test('flows that run one another for ever, with a question in between', () => {
    const one =
      'lesson: uno\ntitle: Uno\nsteps:\n  - ask: ¿Sigue?\n    id: sigue\n    answer: yes-no\n  - run: dos\n    id: va\n';
    const two =
      'service: dos\ntitle: Dos\nsteps:\n  - ask: ¿Otra vez?\n    id: otra\n    answer: yes-no\n  - run: uno\n    id: vuelve\n';
    expect(kinds([one, two], 'uno').some((found) => found.startsWith('circle'))).toBe(true);
  });

  test('a lesson that takes too many messages, with its longest way', () => {
    const asks = Array.from({ length: 6 }, (_, i) => `  - ask: ¿Y el ${i}?\n    id: a${i}\n    answer: yes-no\n`).join(
      '',
    );
    const [walk] = packOf([`lesson: larga\ntitle: Larga\nsteps:\n${asks}  - say: Fin.\n`]).ways('larga');
    const [found] = findings(walk!, true);
    expect(found).toMatchObject({ kind: 'too-long' });
    expect(english(found!.says)).toContain('7 messages');
    expect(found!.way).toHaveLength(7);
  });

  test('a graph with a place that leads nowhere, and one that is never left', () => {
    const [good] = packOf([QUIZ]).ways('botes');
    const cut: Walk = { ...good!, edges: good!.edges.filter(({ from }) => from !== 1) };
    expect(findings(cut, true).map(({ kind }) => kind)).toContain('nowhere');
    const shut: Walk = { ...good!, edges: good!.edges.map((edge) => (edge.from === 1 ? { ...edge, to: 1 } : edge)) };
    expect(findings(shut, true).map(({ kind }) => kind)).toContain('never-ends');
  });
});
