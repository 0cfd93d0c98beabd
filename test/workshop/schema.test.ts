import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { VERBS } from '../../src/assemble/capabilities.ts';
import { schemaTexts } from '../../src/assemble/schema.ts';
import { programmeSchema } from '../../src/flow/programme-schema.ts';
import { CORE_VERBS } from '../../src/flow/steps/index.ts';
import { PROGRAMME_SAID } from '../../src/workshop/schema/said.ts';

const TOP = join(import.meta.dirname, '../..');
const KEPT = join(TOP, 'docs/schema');
const ajv = new Ajv({
  allowUnionTypes: true,
  strict: true,
  strictRequired: false,
  strictTypes: false,
  allErrors: true,
});
const schemas = Object.fromEntries(
  Object.entries(schemaTexts()).map(([name, text]) => [
    name.replace('.json', ''),
    ajv.compile(JSON.parse(text) as object),
  ]),
) as Record<string, ValidateFunction>;

const wrong = (name: string, value: unknown): string[] => {
  const check = schemas[name]!;
  return check(value) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

describe('the schemas kept in docs/schema are those of the language', () => {
  test.each(Object.entries(schemaTexts()))('%s', (name, text) => {
    if (process.env['UPDATE_GOLDEN']) {
      mkdirSync(KEPT, { recursive: true });
      writeFileSync(join(KEPT, name), text);
    }
    expect(readFileSync(join(KEPT, name), 'utf8')).toBe(text);
  });
  test('and no others', () => expect(readdirSync(KEPT).sort()).toEqual(Object.keys(schemaTexts()).sort()));
});

const FOLDERS = [
  'flows',
  'test/end-to-end/flows',
  'test/data/every-verb',
  'test/end-to-end/flows-surveys',
  'test/end-to-end/flows-selection',
];
const KIND: Readonly<Record<string, string>> = {
  lessons: 'lesson',
  homework: 'homework',
  surveys: 'survey',
  services: 'service',
};
const packFiles = FOLDERS.flatMap((folder) =>
  readdirSync(join(TOP, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ya?ml$/.test(path))
    .map((path) => [join(folder, path), /([^/]+)\.yaml$/.exec(path)![1]!, path.split('/').at(-2)!] as const),
);

test('every file of the shipped packs is what its schema says', () => {
  expect(packFiles.length).toBeGreaterThan(30);
  const found = packFiles.flatMap(([path, base, folder]) => {
    const name = KIND[folder] ?? base;
    return wrong(name, parse(readFileSync(join(TOP, path), 'utf8'))).map((words) => `${path} ${words}`);
  });
  expect(found).toEqual([]);
});

test('every example of a verb is what the schema of its kind says', () => {
  for (const verb of [...CORE_VERBS, ...VERBS].filter(({ internal }) => !internal)) {
    for (const document of parseAllDocuments(verb.manual.example)) {
      const value = document.toJS() as Record<string, unknown>;
      expect([verb.verb, wrong(Object.keys(value)[0]!, value)]).toEqual([verb.verb, []]);
    }
  }
});

describe('a mistake is named where it is', () => {
  const lesson = (...steps: unknown[]) => wrong('lesson', { lesson: 'uno', title: 'Uno', steps });
  test('in a lesson', () => {
    expect(lesson({ say: 'Hola' }, { homework: 'botes', wait: true }, { say: 'x', if: 'true' })).toEqual([]);
    expect(lesson({ quiz: '¿?', id: 'x', options: ['A', 'B'], correct: 'A', atempts: 2 })).toContain(
      '/steps/0 must NOT have additional properties',
    );
    expect(lesson({ sya: 'Hola' })).not.toEqual([]);
    expect(lesson({ ask: '¿?', id: 'x', answer: 'chioce' })).toContain(
      '/steps/0/answer must be equal to one of the allowed values',
    );
    expect(lesson({ ask: '¿?', id: 'x', when: { yes: [{ sya: 'x' }] } })).not.toEqual([]);
    expect(wrong('lesson', { lesson: 'uno' })).toContain(" must have required property 'steps'");
    // A text that YAML reads as a number is taken as it is written.
    expect(lesson({ ask: '¿?', id: 'x', options: [1, 2] })).toEqual([]);
  });
  test('in the other files', () => {
    expect(wrong('programme', { programme: 'x' })).not.toEqual([]);
    expect(wrong('homework', { homework: 'x', title: 'X', ask: 'x', accept: ['foto'] })).not.toEqual([]);
    expect(wrong('service', { phrases: [] })).not.toEqual([]);
    expect(wrong('templates', { templates: [{ for: 'lesson' }] })).not.toEqual([]);
    expect(
      wrong('translation', {
        uno: { title: 'One', maiz: { ask: 'How much?', right: { text: 'Yes', of: '0a1b2c3d' } } },
      }),
    ).toEqual([]);
    expect(wrong('translation', { uno: { maiz: { ask: 3 } } })).not.toEqual([]);
  });
});

test('every key of programme.yaml, of a step and of a file says what it is', () => {
  expect(Object.keys(programmeSchema.shape).filter((key) => !PROGRAMME_SAID[key])).toEqual([]);
  const bare = Object.entries(schemaTexts()).flatMap(([name, text]) => {
    const schema = JSON.parse(text) as Described & { definitions?: Record<string, Described> };
    const places = [['', schema] as const, ...Object.entries(schema.definitions ?? {})];
    return places.flatMap(([at, { properties = {} }]) =>
      Object.entries(properties).flatMap(([key, inner]) =>
        inner.description || inner.$ref ? [] : [`${name} ${at} ${key}`],
      ),
    );
  });
  expect(bare).toEqual([]);
});

interface Described {
  readonly properties?: Readonly<Record<string, { readonly description?: string; readonly $ref?: string }>>;
}
