import { describe, expect, it } from 'vitest';
import { frame } from '../../src/flow/frame.ts';
import {
  DEPTH_MAX,
  FILE_MAX,
  MESSAGE_MAX,
  NAME_PLAUSIBLE,
  SIGNATURE_PLAUSIBLE,
  STEPS_MAX,
  TEXT_MAX,
} from '../../src/flow/limits.ts';
import { told } from '../../src/flow/told.ts';
import { textHash } from '../../src/flow/version.ts';
import { english } from '../locale/tell.ts';
import { build, packFiles, programmeFile } from './pack.ts';

const codes = (...texts: string[]) => build(packFiles(...texts)).issues.map((issue) => issue.code);
const head = 'lesson: grande\ntitle: Grande\nsteps:\n';

describe('limits', () => {
  it('of a file', () => {
    expect(codes(`${head}  - say: Hola.\n# ${'x'.repeat(FILE_MAX)}`)).toEqual(['FILE_TOO_BIG']);
  });
  it('of depth', () => {
    expect(codes(`${head}  - say: ${'['.repeat(DEPTH_MAX * 2)}1${']'.repeat(DEPTH_MAX * 2)}`)).toEqual([
      'YAML_TOO_DEEP',
    ]);
  });
  it('of steps', () => {
    expect(codes(head + '  - say: Hola.\n'.repeat(STEPS_MAX + 1))).toEqual(['STEPS_TOO_MANY']);
    expect(codes(head + '  - say: Hola.\n'.repeat(STEPS_MAX))).toEqual([]);
  });
  it('of a text, tighter where options go with it', () => {
    expect(codes(`${head}  - say: ${'a'.repeat(TEXT_MAX + 1)}`)).toEqual(['TEXT_TOO_LONG']);
    expect(codes(`${head}  - say: ${'a'.repeat(TEXT_MAX)}`)).toEqual(['TEXT_SPLIT']);
    const fits = MESSAGE_MAX - SIGNATURE_PLAUSIBLE;
    expect(codes(`${head}  - say: ${'a'.repeat(fits)}`)).toEqual([]);
    expect(codes(`${head}  - say: ${'a'.repeat(fits + 1)}`)).toEqual(['TEXT_SPLIT']);
    // Her name takes the room of the longest that is likely, whatever its placeholder takes.
    const named = `{{name|usted}}${'a'.repeat(fits - NAME_PLAUSIBLE)}`;
    expect(codes(`${head}  - say: '${named}'`)).toEqual([]);
    expect(codes(`${head}  - say: '${named}a'`)).toEqual(['TEXT_SPLIT']);
    expect(codes(`${head}  - ask: ${'a'.repeat(1025)}\n    id: a\n    answer: yes-no`)).toEqual(['TEXT_TOO_LONG']);
    expect(codes(`${head}  - ask: ${'a'.repeat(1025)}\n    id: a`)).toEqual([]);
  });
});

describe('translations', () => {
  const lesson = `${head}  - ask: Hola {{name|vecina}}, ¿cuál?\n    id: cual\n    options: [Uno, Dos]\n`;
  const pack = [
    { ...programmeFile(['grande']), text: programmeFile(['grande']).text.replace('[es-MX]', '[es-MX, en]') },
    packFiles(lesson)[1]!,
  ];
  const issuesOf = (entries: unknown) => {
    const text = JSON.stringify(entries, null, 2);
    const { issues } = build(pack, {
      translations: [{ language: 'en', programme: 'prueba', entries, path: 'locales/en/prueba.json', text }],
    });
    return issues.map(
      (issue) => `${issue.code} ${issue.place.path.split('/').pop()}:${issue.place.line}:${issue.place.column}`,
    );
  };
  const whole = {
    title: 'Big',
    cual: { ask: 'Hi {{name|friend}}, which?', 'options.Uno': 'One', 'options.Dos': 'Two' },
  };

  it('complete are fine', () => expect(issuesOf({ grande: whole })).toEqual([]));

  it('of nothing that is there', () => {
    expect(issuesOf({ grande: whole, pequena: {} })).toEqual(['TRANSLATION_UNKNOWN prueba.json:10:3']);
    expect(issuesOf({ grande: { ...whole, cuall: { ask: 'x' } } })).toEqual(['TRANSLATION_UNKNOWN prueba.json:9:5']);
    expect(issuesOf({ grande: { ...whole, cual: { ...whole.cual, 'options.Tres': 'x' } } })).toEqual([
      'TRANSLATION_UNKNOWN prueba.json:8:7',
    ]);
  });

  it('missing are counted for each flow', () => {
    expect(issuesOf({ grande: { title: 'Big' } })).toEqual(['TRANSLATION_MISSING grande.yaml:1:1']);
    expect(build(pack).issues.map((issue) => issue.code)).toEqual(['TRANSLATION_MISSING']);
  });

  it('go stale when the text changes', () => {
    const of = textHash('Hola {{name|vecina}}, ¿cuál?');
    const withHash = (hash: string) => ({
      grande: { ...whole, cual: { ...whole.cual, ask: { text: 'Hi {{name|friend}}, which?', of: hash } } },
    });
    expect(issuesOf(withHash(of))).toEqual([]);
    expect(issuesOf(withHash('00000000'))).toEqual(['TRANSLATION_STALE prueba.json:5:7']);
  });

  it('may not name what the text does not', () => {
    expect(issuesOf({ grande: { ...whole, cual: { ...whole.cual, ask: 'Hi {{nmae|friend}}' } } })).toEqual([
      'TRANSLATION_PLACEHOLDER prueba.json:5:7',
    ]);
  });

  it('may not make an option a word that stops everything', () => {
    expect(issuesOf({ grande: { ...whole, cual: { ...whole.cual, 'options.Dos': 'Stop' } } })).toEqual([
      'OPTION_OPT_OUT prueba.json:7:7',
    ]);
  });
});

describe('the frame of an issue', () => {
  it('shows the place, the lines before it, the mark and what to do', () => {
    const text = 'lesson: a\ntitle: A\nsteps:\n  - sya: Hola.\n';
    const issue = build(packFiles(text)).issues[0]!;
    expect(frame(told(issue, english), text)).toBe(
      [
        'flows/prueba/lessons/a.yaml:4:5 error VERB_UNKNOWN: `sya` is not a verb.',
        '  2 | title: A',
        '  3 | steps:',
        '> 4 |   - sya: Hola.',
        '    |     ^^^',
        '  → Did you mean `say`?',
      ].join('\n'),
    );
  });
  it('does without the file', () => {
    const issue = {
      code: 'X',
      severity: 'error',
      place: { path: 'a.yaml', line: 9, column: 1 },
      message: 'No.',
    } as const;
    expect(frame(issue)).toBe('a.yaml:9:1 error X: No.');
    expect(frame(issue, 'one line')).toBe('a.yaml:9:1 error X: No.');
  });
});
