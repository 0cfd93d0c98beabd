import { expect, test } from 'vitest';
import { outlineOf } from '../../src/flow/outline.ts';
import { build, packFiles } from './pack.ts';

const LABELS = { yes: 'Sí', no: 'No', 'not yet': 'Todavía no' };

function drawn(steps: string) {
  const { library } = build(packFiles(`lesson: prueba-uno\ntitle: Uno\nsteps:\n${steps}`));
  const { nodes, ways } = outlineOf(library.flow('prueba/prueba-uno')!, library, 'es-MX', LABELS);
  return {
    nodes: nodes.map(({ key, verb, text }) => [key, verb, text]),
    ways: ways.map(({ from, to, answers }) => `${from} → ${to}${answers.length ? `: ${answers.join(', ')}` : ''}`),
  };
}

test('steps with their words, and ways with the answers she sees', () => {
  const { nodes, ways } = drawn(`
  - say: Buen día.
  - ask: ¿Tiene puesto?
    id: puesto
    answer: yes-no
    when:
      yes: [{ say: Qué bien. }]
      no: [{ say: No importa. }]
  - ask: ¿Qué vende?
    id: vende
    options: { PAN: Pan, OTRO: Otra cosa }
    when:
      PAN: [{ say: El pan se vende temprano. }]
`);
  expect(nodes).toEqual([
    ['~1', 'say', 'Buen día.'],
    ['puesto', 'ask', '¿Tiene puesto?'],
    ['puesto/when/yes~1', 'say', 'Qué bien.'],
    ['puesto/when/no~1', 'say', 'No importa.'],
    ['vende', 'ask', '¿Qué vende?'],
    ['vende/when/PAN~1', 'say', 'El pan se vende temprano.'],
    ['@end', 'end', ''],
  ]);
  expect(ways).toEqual([
    '~1 → puesto',
    // Every answer has its own way: none is left for "anything else".
    'puesto → puesto/when/yes~1: Sí',
    'puesto → puesto/when/no~1: No',
    'puesto/when/yes~1 → vende',
    'puesto/when/no~1 → vende',
    'vende → vende/when/PAN~1: Pan',
    'vende → @end',
    'vende/when/PAN~1 → @end',
  ]);
});

test('conditions are steps of their own, a second try leads nowhere, silent steps say what they note', () => {
  const { nodes, ways } = drawn(`
  - quiz: ¿De dónde sale el maíz?
    id: maiz
    options: [NEGOCIO, CASA]
    correct: NEGOCIO
    attempts: 2
    wrong: Piénselo.
  - set: { person.vio: true }
  - say: Le falta poco.
    if: person.vio == true
`);
  expect(nodes.map(([key, verb]) => `${key} ${verb}`)).toEqual([
    'maiz quiz',
    'maiz~1 set',
    'maiz~2? if',
    'maiz~2 say',
    '@end end',
  ]);
  expect(nodes[1]![2]).toBe('person.vio');
  expect(ways).toEqual([
    'maiz → maiz~1',
    'maiz~1 → maiz~2?',
    'maiz~2? → maiz~2: person.vio == true',
    'maiz~2? → @end',
    'maiz~2 → @end',
  ]);
});
