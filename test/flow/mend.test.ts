import { describe, expect, test } from 'vitest';
import { changedLines } from '../../src/flow/line-diff.ts';
import { mend } from '../../src/flow/mend.ts';
import { idFor } from '../../src/flow/step-id.ts';
import { surelyMeant } from '../../src/flow/suggest.ts';
import { build, packFiles, programmeFile } from './pack.ts';

const PATH = 'flows/prueba/lessons/uno.yaml';

/** The lesson after every edit that its issues bring, made once. */
function mended(text: string): string {
  const files = [programmeFile(['uno']), { path: PATH, text }];
  const [file] = mend(build(files).issues, (path) => files.find((one) => one.path === path)?.text);
  return file?.text ?? text;
}
/** Made until there is none left. */
function whole(text: string): string {
  const next = mended(text);
  return next === text ? text : whole(next);
}
const lesson = (steps: string) => `lesson: uno\ntitle: Uno\nsteps:\n${steps}`;

describe('ids', () => {
  test('come of the first words of the text, stay within a few of them, and are taken once in a flow', () => {
    expect(idFor('ask', '¿Cuánto maíz?', new Set())).toBe('cuanto-maiz');
    expect(idFor('ask', '¿Cuánto maíz?', new Set(['cuanto-maiz', 'cuanto-maiz-2']))).toBe('cuanto-maiz-3');
    expect(idFor('ask', '¿Ya separa el dinero del negocio y el de la casa?', new Set())).toBe('ya-separa-el-dinero');
    expect(idFor('ask', '{{name|Vecina}}, ¿qué vende?', new Set())).toBe('que-vende');
    expect(idFor('wait', '2 days', new Set())).toBe('wait-2-days');
    expect(idFor('ask', '🌽', new Set())).toBe('ask');
    expect(idFor('quiz', `¿${'superlativísimo'.repeat(9)}?`, new Set()).length).toBeLessThanOrEqual(40);
  });

  test('stand under their verb, however the step is written, and all else stays byte for byte', () => {
    const steps = `  # al principio
  - ask: ¿Cuánto maíz?   # por semana
    answer: number
  - { ask: "¿Cuánto maíz?", answer: number }   # otra vez
  - ask: |
      ¿Y cuánto frijol
      compra?

  # al final
  - ask:
      one: ¿Cuánto por la pieza?
      other: ¿Cuánto por las {{n}} piezas?
    id: precio
  - ask: >-
      ¿Algo
      más?
`;
    expect(whole(lesson(steps))).toBe(
      lesson(`  # al principio
  - ask: ¿Cuánto maíz?   # por semana
    id: cuanto-maiz
    answer: number
  - { ask: "¿Cuánto maíz?", id: cuanto-maiz-2, answer: number }   # otra vez
  - ask: |
      ¿Y cuánto frijol
      compra?
    id: y-cuanto-frijol-compra

  # al final
  - ask:
      one: ¿Cuánto por la pieza?
      other: ¿Cuánto por las {{n}} piezas?
    id: precio
  - ask: >-
      ¿Algo
      más?
    id: algo-mas
`),
    );
  });

  test('in a file that Windows wrote, or without a last line end, lines end as they did', () => {
    expect(mended(lesson('  - ask: ¿Qué vende?').replaceAll('\n', '\r\n'))).toBe(
      lesson('  - ask: ¿Qué vende?\n    id: que-vende').replaceAll('\n', '\r\n'),
    );
  });

  test('what was mended has no such issue, and is not mended again', () => {
    const text = whole(lesson('  - ask: ¿Qué vende?\n  - wait: 2 days\n  - say: Adiós.\n'));
    const { issues } = build([programmeFile(['uno']), { path: PATH, text }]);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(mended(text)).toBe(text);
  });
});

describe('spelling', () => {
  test('one slip with one word that it can be is mended; two words as near, or two slips, are not', () => {
    expect(surelyMeant('atempts', ['attempts', 'answer'])).toBe('attempts');
    expect(surelyMeant('sya', ['say', 'set', 'tag'])).toBe('say');
    expect(surelyMeant('Títle', ['title'])).toBe('title');
    expect(surelyMeant('sat', ['say', 'set'])).toBeUndefined();
    expect(surelyMeant('atemps', ['attempts'])).toBeUndefined();
    expect(surelyMeant('say', ['say'])).toBeUndefined();
  });

  test('keys, verbs, the kind of a file and keys deep in programme.yaml', () => {
    const text = `leson: uno\ntitel: Uno\nsteps:\n  - sya: Hola\n  - quiz: ¿De qué bote?\n    id: bote\n    options: [A, B]\n    corect: A # la A\n`;
    expect(whole(text)).toBe(
      lesson('  - say: Hola\n  - quiz: ¿De qué bote?\n    id: bote\n    options: [A, B]\n    correct: A # la A\n'),
    );
    const programme = programmeFile(['uno'], 'channel: { falback_after: 6 hours }\n');
    const files = [programme, ...packFiles(lesson('  - say: Hola\n')).slice(1)];
    const [file] = mend(build(files).issues, () => programme.text);
    expect(file!.text).toBe(programme.text.replace('falback', 'fallback'));
  });

  test('a key is not written where it stands already', () => {
    const text = lesson('  - say: Hola\n    imagen: a.jpg\n    image: b.jpg\n');
    expect(mended(text)).toBe(text);
  });
});

test('the lines that went and came are told with their numbers', () => {
  expect(changedLines('a\nb\nc\n', 'a\nx\nb\nC\n')).toEqual([
    { sign: '+', line: 2, text: 'x' },
    { sign: '-', line: 3, text: 'c' },
    { sign: '+', line: 4, text: 'C' },
  ]);
  expect(changedLines('a', 'a')).toEqual([]);
});
