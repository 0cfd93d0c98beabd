import { describe, expect, it } from 'vitest';
import { mend } from '../../src/flow/mend.ts';
import { english } from '../locale/tell.ts';
import { build, packFiles } from './pack.ts';

const HEAD = 'lesson: a\ntitle: Algo\nsteps:\n';

function told(steps: string) {
  const { issues } = build(packFiles(steps.startsWith('lesson') ? steps : HEAD + steps));
  return issues.map(
    ({ code, place, message, fix }) =>
      `${code} ${place.line}:${place.column} ${english(message)} → ${fix ? english(fix) : ''}`,
  );
}

/** What `check --fix` makes of it. */
function mended(steps: string): string {
  let text = HEAD + steps;
  for (let round = 0; round < 5; round++) {
    const { issues } = build(packFiles(text));
    const [file] = mend(issues, (path) => (path.endsWith('lessons/a.yaml') ? text : undefined));
    if (!file) break;
    ({ text } = file);
  }
  return text.slice(HEAD.length);
}

/** A lesson as a trainer who is no programmer writes it → the one thing said of it: code and place, words, what to write. */
const SLIPS: readonly (readonly [string, string, string, string, string])[] = [
  // where lines begin
  [
    'a key deeper than the key above',
    '  - ask: ¿Cuál?\n    id: cual\n      answer: text\n',
    'YAML_SYNTAX 6:7',
    'deeper',
    'Begin it with 4 spaces',
  ],
  [
    'a step deeper than the step above',
    '- say: Hola.\n  - say: Adiós.\n',
    'YAML_SYNTAX 5:3',
    'deeper',
    'Begin it with 0 spaces',
  ],
  [
    'a step without its dash',
    '  - say: Hola.\n  ask: ¿Ya?\n  id: ya\n',
    'YAML_SYNTAX 5:3',
    'without its dash',
    '`- ask: ¿Ya?`',
  ],
  ['a bullet of a word processor', '  • say: Hola.\n  - say: Adiós.\n', 'YAML_SYNTAX 4:3', '`•`', '`- say: Hola.`'],
  ['a long dash', '  – say: Hola.\n  - say: Adiós.\n', 'YAML_SYNTAX 4:3', '`–`', '`- say: Hola.`'],
  ['dashes alone without spaces', '  -say: Hola.\n', 'VALUE_INVALID 4:3', 'list of steps', '`- say: …`'],
  [
    'a second line of a text',
    '  - say: Hola.\n  Hoy hablamos de dinero.\n  - say: Adiós.\n',
    'YAML_SYNTAX 5:3',
    'no key',
    '`|`',
  ],
  ['a text not set in', '  - say: |\n    Hola.\n    Hoy hablamos.\n', 'YAML_SYNTAX 5:5', 'no key', 'two more spaces'],
  [
    'answers beside `when`',
    '  - ask: ¿Ya?\n    id: ya\n    options: [Pan, Miel]\n    when:\n    Pan: [{ say: Bien. }]\n',
    'KEY_UNKNOWN 8:5',
    'no key `Pan`',
    'belongs to `when`',
  ],
  // colons, commas, signs
  ['no colon at all', '  - say Hola vecina\n', 'VERB_MISSING 4:5', 'verb', '`- say: Hola vecina`'],
  ['no space behind it', '  - say:Hola vecina\n', 'VERB_MISSING 4:5', 'verb', '`- say: Hola vecina`'],
  ['a key without its colon', '  - ask: ¿Ya?\n    id ya\n    answer: text\n', 'YAML_SYNTAX 5:5', 'no key', '`id: ya`'],
  ['a key without its space', '  - ask: ¿Ya?\n    id:ya\n    answer: text\n', 'YAML_SYNTAX 5:5', 'no key', '`id: ya`'],
  [
    'a colon in braces',
    '  - ask: ¿Ya?\n    id: ya\n    answer: yes-no\n    when:\n      yes: [{ say: Muy bien: siga. }]\n',
    'YAML_SYNTAX 8:20',
    'second `: `',
    'say: "Muy bien: siga."',
  ],
  [
    'a comma in braces',
    '  - ask: ¿Ya?\n    id: ya\n    answer: yes-no\n    when:\n      yes: [{ say: Bien, siga así. }]\n',
    'KEY_UNKNOWN 8:26',
    'siga así.',
    'comma ends a text inside `{ }`; put the whole text in double quotes: `say: "Bien, siga así."`',
  ],
  [
    'a colon further down in a text',
    '  - say: Hola.\n      Hoy hablamos: de dinero.\n',
    'YAML_SYNTAX 5:7',
    'second `: `',
    '`|`',
  ],
  [
    'a colon in an option',
    '  - ask: ¿Ya?\n    id: ya\n    options:\n      - Uno\n      - Dos: el mejor\n',
    'VALUE_INVALID 8:9',
    'Item 2 of `options`',
    '"Dos: el mejor"',
  ],
  ['a text that begins with !', '  - say: !Hola!\n', 'YAML_SYNTAX 4:10', 'without quotes', 'say: "!Hola!"'],
  ['a text that begins with &', '  - say: & hola\n', 'YAML_SYNTAX 4:10', 'without quotes', 'say: "& hola"'],
  [
    'words behind a quote',
    '  - say: "Hola" dijo María.\n',
    'YAML_SYNTAX 4:17',
    'without quotes',
    `say: '"Hola" dijo María.'`,
  ],
  ['printed quotes and a colon', '  - say: “Hoy: dos.”\n', 'YAML_SYNTAX 4:10', 'second `: `', 'say: "Hoy: dos."'],
  ['printed quotes around a text', '  - say: “Hola, vecina.”\n', 'TEXT_QUOTES 4:10', 'sent', 'straight'],
  ['the mark of two versions', '<<<<<<< HEAD\n  - say: Hola.\n', 'YAML_SYNTAX 4:1', 'two versions', 'Keep one'],
  // words of her own
  ['a Spanish verb', '  - diga: Hola.\n', 'VERB_UNKNOWN 4:5', '`diga`', '`say`'],
  ['a Spanish question', '  - pregunta: ¿Ya?\n    id: ya\n', 'VERB_UNKNOWN 4:5', '`pregunta`', '`ask`'],
  [
    'a Spanish kind of answer',
    '  - ask: ¿Ya?\n    id: ya\n    answer: sí-no\n',
    'VALUE_INVALID 6:13',
    '"sí-no"',
    '`yes-no`',
  ],
  [
    'money in Spanish',
    '  - ask: ¿Cuánto?\n    id: ya\n    answer: dinero\n',
    'VALUE_INVALID 6:13',
    '"dinero"',
    '`money`',
  ],
  [
    'a length of time in Spanish',
    '  - ask: ¿Ya?\n    id: ya\n    answer: text\n    remind: [3 días a las 10:00]\n',
    'DURATION_INVALID 7:14',
    '3 días',
    '`3 days at 10:00`',
  ],
  [
    'an answer in Spanish',
    '  - ask: ¿Ya?\n    id: ya\n    answer: yes-no\n    when:\n      sí: [{ say: Bien. }]\n      no: [{ say: Bien. }]\n',
    'ANSWER_IMPOSSIBLE 8:7',
    '"sí"',
    '`yes`',
  ],
  ['an accent in a key', '  - ask: ¿Ya?\n    íd: ya\n', 'KEY_UNKNOWN 5:5', '`íd`', '`id`'],
  [
    'a name with accents',
    'lesson: Mi Lección\ntitle: A\nsteps:\n  - say: Hola.\n',
    'NAME_INVALID 1:9',
    'Mi Lección',
    '`mi-leccion`',
  ],
  ['an id with accents', '  - ask: ¿Ya?\n    id: Cuánto Maíz\n', 'ID_INVALID 5:9', 'Cuánto Maíz', '`cuanto-maiz`'],
  [
    'a place to save in',
    '  - ask: ¿Ya?\n    id: ya\n    save: Lo que vende\n',
    'SAVE_INVALID 6:11',
    'Lo que vende',
    '`person.lo_que_vende`',
  ],
  // answers
  [
    'an option renamed',
    '  - quiz: ¿Cuál?\n    id: cual\n    options: [Mi tienda, Casa]\n    correct: Negocio\n',
    'ANSWER_IMPOSSIBLE 7:14',
    'Negocio',
    'Mi tienda, Casa',
  ],
  [
    'the number of the right one',
    '  - quiz: ¿Cuál?\n    id: cual\n    options: [Uno, Dos]\n    correct: 2\n',
    'ANSWER_IMPOSSIBLE 7:14',
    '"2"',
    '`Dos`',
  ],
  [
    'the letter of the right one',
    '  - quiz: ¿Cuál?\n    id: cual\n    options: [Uno, Dos]\n    correct: b\n',
    'ANSWER_IMPOSSIBLE 7:14',
    '"b"',
    '`Dos`',
  ],
  [
    'the label and not the key',
    '  - ask: ¿Cuál?\n    id: cual\n    options: { blanco: Maíz blanco, otro: Otro }\n    when:\n      Maíz blanco: [{ say: Bien. }]\n',
    'ANSWER_IMPOSSIBLE 8:7',
    'Maíz blanco',
    '`blanco`',
  ],
  [
    'a text where steps stand',
    '  - ask: ¿Ya?\n    id: ya\n    answer: yes-no\n    when:\n      yes: Bien.\n      no: [{ say: Otro. }]\n',
    'VALUE_INVALID 8:12',
    'list of steps',
    '[{ say: "Bien." }]',
  ],
  [
    'options of another form',
    '  - ask: ¿Cuál?\n    id: cual\n    options:\n      - { label: Blanco, value: blanco }\n      - Otro\n',
    'VALUE_INVALID 7:9',
    'Item 1 of `options`',
    '{ KEY: label }',
  ],
  [
    'a price cut in two',
    '  - ask: ¿Cuánto?\n    id: cuanto\n    options: [1,500 pesos, 2,000 pesos]\n',
    'OPTION_CUT 6:15',
    '`1` and `500 pesos`',
    '"1,500 pesos"',
  ],
  [
    'options with numbers of their own',
    '  - ask: ¿Cuál?\n    id: cual\n    options: [1. Uno, 2. Dos]\n',
    'OPTION_NUMBERED 6:15',
    '1. Uno',
    'Uno',
  ],
  [
    'options of nothing but emoji',
    '  - ask: ¿Cómo?\n    id: como\n    options: [😀, 😢]\n',
    'OPTION_DUPLICATE 6:19',
    'no letters',
    'word',
  ],
  // signs
  ['one brace', '  - say: Hola {nombre}.\n', 'PLACEHOLDER_BROKEN 4:15', '{nombre}', '{{name|'],
  ['one equals sign', '  - say: Hola.\n    if: channel = "sms"\n', 'CEL_SYNTAX 5:17', '=', '`==`'],
  [
    'a path of her computer',
    '  - say: Oiga.\n    audio: C:\\Ana\\dos botes.mp3\n',
    'MEDIA_MISSING 5:12',
    'dos botes.mp3',
    'its name alone',
  ],
];

/** What is rightly said beside it: of a list that was cut, of a key that is left empty. */
const BESIDE = ['OPTION_CUT 6:28', 'OPTION_NUMBER 6:28', 'VALUE_INVALID 7:10'];

describe('what a trainer gets wrong is said plainly, once, where she wrote it', () => {
  it.each(SLIPS)('%s', (_name, steps, where, message, fix) => {
    const all = told(steps);
    expect(all.filter((line) => line.startsWith(where))).toHaveLength(1);
    const [line = ''] = all.filter((one) => one.startsWith(where));
    const [says, mend = ''] = line.split(' → ');
    expect(says).toContain(message);
    expect(mend).toContain(fix);
    const others = all.filter((one) => one !== line);
    expect(others.filter((one) => !BESIDE.some((start) => one.startsWith(start)))).toEqual([]);
  });
});

describe('check --fix writes what is certain, and never another meaning', () => {
  it.each([
    ['- diga: Hola.', '- say: Hola.'],
    ['- pregunta: ¿Ya?\n    id: ya\n    respuesta: text', '- ask: ¿Ya?\n    id: ya\n    answer: text'],
    ['- Ask: ¿Ya?\n    ID: ya\n    Answer: yes-no', '- ask: ¿Ya?\n    id: ya\n    answer: yes-no'],
    ['- ask: ¿Ya?\n    íd: ya', '- ask: ¿Ya?\n    id: ya'],
    ['- say: Un nego\u00adcio o\uFB01cial.', '- say: Un negocio oficial.'],
    [`- say: ${'Café'.normalize('NFD')}.`, '- say: Café.'],
    ['- say: “Hola, vecina.”', '- say: "Hola, vecina."'],
  ])('%s', (wrong, right) => expect(mended(`  ${wrong}\n`)).toBe(`  ${right}\n`));

  it('a step whose verb nobody knows keeps its id', () => {
    expect(mended('  - cuestiona: ¿Ya?\n    id: ya\n')).toBe('  - cuestiona: ¿Ya?\n    id: ya\n');
  });
});

describe('what a word processor leaves in a text', () => {
  it('a no-break space is a space, in a text, before a key and behind it', () => {
    const { issues } = build(
      packFiles(
        `${HEAD}  - quiz:\u00a0¿Cuál?\n\u00a0\u00a0\u00a0\u00a0id: cual\n    options: [Maíz\u00a0blanco, Frijol]\n    correct: Maíz blanco\n`,
      ),
    );
    expect(issues).toEqual([]);
  });

  it('emoji that are put together are left alone', () => {
    expect(told('  - say: Hola 👩🏽‍🌾 y ❤️.\n')).toEqual([]);
  });

  it('what cannot be seen is told where it stands', () => {
    expect(told('  - say: Un nego\u00adcio.\n')).toEqual([expect.stringContaining('TEXT_UNSEEN 4:17')]);
  });

  it('line ends of an old Macintosh are line ends', () => {
    expect(told(`${HEAD}  - say: Hola.\n`.replaceAll('\n', '\r'))).toEqual([]);
  });
});
