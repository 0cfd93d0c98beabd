import { describe, expect, it } from 'vitest';
import { frame } from '../../src/flow/frame.ts';
import { told } from '../../src/flow/told.ts';
import { english } from '../locale/tell.ts';
import { build, packFiles } from './pack.ts';

const HEAD = 'lesson: a\ntitle: Algo\nsteps:\n';
const ASK = '  - ask: ¿Cuál?\n    id: cual\n';

/** What an author sees first of a lesson with one slip. */
function first(text: string) {
  const { issues } = build(packFiles(text));
  const issue = issues[0];
  if (!issue) throw new Error('no issue');
  const { line, column } = issue.place;
  return {
    all: issues.length,
    code: issue.code,
    at: `${line}:${column}`,
    message: english(issue.message),
    fix: issue.fix ? english(issue.fix) : '',
  };
}

describe('slips of an author are said plainly, once, where they were made', () => {
  it.each([
    ['a tab', `${HEAD}  - ask: ¿Cuál?\n\tid: cual\n    answer: text\n`, '5:1', 'tab', 'spaces'],
    ['a line too far left', `${HEAD}${ASK}   answer: text\n    save: person.a\n`, '6:1', 'column', 'as many spaces'],
    [
      'a colon in a title',
      'lesson: a\ntitle: Dos botes: casa\nsteps: []\n',
      '2:8',
      'second `: `',
      'title: "Dos botes: casa"',
    ],
    [
      'an open list',
      `${HEAD}${ASK}    options: [Uno, Dos\n    save: person.a\n`,
      '6:14',
      '`[` is never closed',
      'Write `]`',
    ],
    ['an open quote', 'lesson: a\ntitle: "Algo\nsteps:\n  - say: Hola.\n', '2:8', '`"` is never closed', 'Write `"`'],
    [
      'a comment in a map',
      `${HEAD}${ASK}    when: { Uno: [{ say: El #1. }] }\n    save: person.a\n`,
      '',
      'never closed',
      '` #` begins a comment',
    ],
    ['a dash without its space', `${HEAD}  - say: Hola.\n  -say: Adiós.\n`, '5:1', 'dash', '- say: Adi'],
    ['words after a brace', `${HEAD}  - say: {Qué} bien.\n`, '4:16', 'without quotes', 'double quotes'],
  ])('%s', (_name, text, at, message, fix) => {
    const seen = first(text);
    expect(seen.code).toBe('YAML_SYNTAX');
    expect(seen.all).toBe(1);
    if (at) expect(seen.at).toBe(at);
    expect(seen.message).toContain(message);
    expect(seen.fix).toContain(fix);
  });

  it('a step without its dash', () =>
    expect(first('lesson: a\ntitle: A\nsteps:\n  say: Hola\n').message).toContain('begun with `- `'));

  it('an empty file is called empty', () => expect(first('').message).toContain('empty'));

  it('a file that is not UTF-8, or has characters no phone shows, is refused where they stand', () => {
    expect(first(`${HEAD}  - say: Qu\uFFFD bien.\n`)).toMatchObject({ code: 'FILE_NOT_TEXT', at: '4:12', all: 1 });
    expect(first(`${HEAD}  - say: Qu\u0000 bien.\n`)).toMatchObject({ code: 'FILE_NOT_TEXT', at: '4:12' });
    expect(build(packFiles('lesson: a\r\ntitle: Algo\r\nsteps:\r\n  - say: Hola 🎉.\r\n')).issues).toEqual([]);
  });

  it('a placeholder in a text of several lines is marked itself', () => {
    expect(first(`${HEAD}  - say: |\n      Hola.\n      Hoy, {{nombre}}, sumamos.\n`)).toMatchObject({
      code: 'PLACEHOLDER_UNKNOWN',
      at: '6:12',
      fix: expect.stringContaining('{{name|'),
    });
  });

  it('a very long line is shown around the spot', () => {
    const { issues } = build(packFiles(`${HEAD}  - say: ${'palabra '.repeat(40)}{{nmae|vecina}}\n`));
    const shown = frame(told(issues[0]!, english), `${HEAD}  - say: ${'palabra '.repeat(40)}{{nmae|vecina}}\n`).split(
      '\n',
    );
    expect(Math.max(...shown.map((line) => line.length))).toBeLessThan(160);
    const code = shown.find((line) => line.includes('nmae|'))!;
    const mark = shown.find((line) => line.includes('^^'))!;
    expect(code.indexOf('{{nmae')).toBe(mark.indexOf('^'));
  });

  it.each([
    [`${HEAD}${ASK}${ASK}`, 'ID_DUPLICATE', 'another'],
    [`${HEAD}${ASK}    options: [ALTO, SIGO]\n`, 'OPTION_OPT_OUT', 'another word'],
  ])('says what to write instead', (text, code, fix) => {
    expect(first(text)).toMatchObject({ code, fix: expect.stringContaining(fix) });
  });
});
