import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildLibrary } from '../../src/flow/library-build.ts';
import type { Verb } from '../../src/flow/steps/step.ts';
import { english } from '../locale/tell.ts';
import { FACTS, KINDS, VERBS } from './capabilities.ts';

const DATA = join(import.meta.dirname, '../data/flow');
const written = VERBS.map((verb) => verb as unknown as Verb).filter((verb) => !verb.internal);

type Files = Readonly<Record<string, string>>;

function check(files: Files): readonly string[] {
  const programme = {
    programme: 'llera',
    title: 'Negocio de mi tierra',
    languages: ['es-MX'],
    timezone: 'America/Monterrey',
    join: 'MITIERRA',
    modules: [
      { title: 'Dinero', lessons: Object.keys(files).flatMap((path) => /^lessons\/(.+)\.yaml$/.exec(path)?.[1] ?? []) },
    ],
    certificate: 'count.homework.accepted == count.homework.assigned',
  };
  const all = { 'programme.yaml': JSON.stringify(programme), ...files };
  const { issues } = buildLibrary({
    files: Object.entries(all).map(([path, text]) => ({ path: `llera/${path}`, text })),
    mediaPaths: [],
    translations: [],
    verbs: VERBS,
    fileKinds: KINDS,
    facts: FACTS,
  });
  return issues
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, place }) => `${code} ${place.path}:${place.line} ${english(message)}`);
}

describe.each(written.map((verb) => [verb.verb, verb] as const))('%s', (name, verb) => {
  const file = join(DATA, `${name}.yaml`);

  test('has its test data', () => expect(existsSync(file)).toBe(true));

  const data = parse(readFileSync(file, 'utf8')) as { right: Files; wrong: ({ readonly code: string } & Files)[] };

  test('is accepted as it should be written', () => expect(check(data.right)).toEqual([]));

  test.each(data.wrong.map((wrong, i) => [i + 1, wrong.code, wrong] as const))(
    'mistake %i is found: %s',
    (_i, code, { code: _code, ...files }) => {
      const found = check(files);
      expect(found.map((issue) => issue.split(' ')[0])).toContain(code);
    },
  );

  test('the manual says what it does, with an example that runs', () => {
    expect(verb.manual.purpose.length).toBeGreaterThan(60);
    const files = verb.manual.example.split('\n---\n').map((text) => [`${pathOf(text)}.yaml`, text] as const);
    expect(files.some(([, text]) => text.includes(`- ${name}:`))).toBe(true);
    expect(check(Object.fromEntries(files))).toEqual([]);
  });
});

const FOLDERS: Readonly<Record<string, string>> = {
  lesson: 'lessons',
  homework: 'homework',
  survey: 'surveys',
  service: 'services',
};

function pathOf(text: string): string {
  const [, kind = '', name = ''] = /^(\w+): (\S+)/.exec(text) ?? [];
  return `${FOLDERS[kind]}/${name}`;
}
