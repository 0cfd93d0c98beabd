import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecadoError } from '../../../src/base/errors.ts';
import { columnsOf } from '../../../src/programme/import/columns.ts';
import { placesOf } from '../../../src/programme/import/places.ts';
import type { Plan } from '../../../src/programme/import/plan.ts';
import { PROBLEMS } from '../../../src/programme/import/problem.ts';
import { understood } from '../../../src/programme/import/row.ts';

const FIELDS = { fields: { 'profile.giro': 'team', 'profile.nacionalidad': 'never', 'profile.edad': 'team' } } as const;
const PLACES = placesOf([
  { kind: 'cohort', id: 'c1', name: 'grupo-a', title: 'grupo-a', cohort: null },
  { kind: 'cohort', id: 'c2', name: 'grupo-b', title: 'grupo-b', cohort: null },
  { kind: 'group', id: 'g1', name: 'manana', title: 'Mañana', cohort: 'grupo-a' },
  { kind: 'group', id: 'g2', name: 'manana', title: 'Mañana', cohort: 'grupo-b' },
  { kind: 'site', id: 's1', name: 'la-mesa', title: 'Ejido La Mesa', cohort: null },
]);

function read(header: string, row: string, more: Partial<Plan> = {}, map: Record<string, string> = {}) {
  const { columns, ignored } = columnsOf(header.split(';'), FIELDS, map);
  const plan: Plan = {
    encoding: 'utf-8',
    columns,
    ignored,
    country: 'MX',
    languages: ['es-MX', 'yua', 'en'],
    ...FIELDS,
    today: '2026-03-02',
    update: false,
    similar: false,
    narrow: false,
    place: { channel: 'twilio-sms', ourNumber: '+520' },
    ...more,
  };
  const { planned, problems } = understood({ line: 7, cells: row.split(';') }, { plan, places: PLACES });
  return { planned, ignored, codes: problems.map(({ code }) => code), problems };
}
const phone = (text: string) => {
  const { planned, codes } = read('Nombre;Teléfono', `Ana;${text}`);
  return planned ? [planned.row.phone ?? null, ...codes] : codes;
};
const columnError = (header: string, map: Record<string, string> = {}): string => {
  try {
    columnsOf(header.split(';'), FIELDS, map);
    return 'read';
  } catch (error) {
    return (error as RecadoError).code;
  }
};

describe('columns', () => {
  test.each([
    'Nombre completo;Celular;Idioma;Grupo;Comunidad;Etapa;Socio;Sexo;Folio;Fecha',
    'NOMBRE COMPLETO ;Telefono celular;LENGUA;grupo;ejido;fase;organización;género;hoja;fecha de firma',
    'Name;Phone;Language;Group;Community;Stage;Partner;Sex;Proof;Consent date',
    'Nome;Telefone;Língua;Grupo;Comunidade;Etapa;Parceira;Sexo;Folha;Data do consentimento',
  ])('are known by their names: %s', (header) => {
    const { columns, ignored } = columnsOf(header.split(';'), {});
    expect(columns.map(({ field }) => field).sort()).toEqual(
      ['name', 'phone', 'language', 'group', 'site', 'stage', 'partner', 'profile.sexo', 'sheet', 'signed'].sort(),
    );
    expect(ignored).toEqual([]);
  });

  test('a bare number is the phone only where no column says it better', () => {
    const fields = (header: string) =>
      columnsOf(header.split(';'), {}).columns.map(({ heading, field }) => `${heading} ${field}`);
    expect(fields('Nombre;Número')).toEqual(['Nombre name', 'Número phone']);
    expect(fields('Número;Nombre;Celular')).toEqual(['Nombre name', 'Celular phone']);
  });

  test('others are read where the programme declares them or the importer says so, and else named as not read', () => {
    const header = 'Nombre;Teléfono;Giro;Notas;Apodo;Fecha';
    expect(read(header, 'Ana;8341234567;tamales;secreto;Nana;x', {}, { Apodo: 'profile.apodo' })).toMatchObject({
      planned: { row: { profile: { giro: 'tamales', apodo: 'Nana' } } },
      ignored: ['Notas', 'Fecha'],
    });
  });

  test('that are missing, twice, or mapped to nothing are refused', () => {
    expect(columnError('Nombre')).toBe('IMPORT_COLUMN_MISSING');
    expect(columnError('Ana López;8341234567')).toBe('IMPORT_COLUMN_MISSING');
    expect(columnError('Nombre;Teléfono;Celular')).toBe('IMPORT_COLUMN_TWICE');
    expect(columnError('Nombre;Teléfono;Celular', { Celular: '-' })).toBe('read');
    expect(columnError('Nombre;Contacto', { Contacto: 'teléfono' })).toBe('read');
    expect(columnError('Nombre;Teléfono', { Contacto: 'telefono' })).toBe('IMPORT_MAP_WRONG');
    expect(columnError('Nombre;Teléfono;X', { X: 'person.x' })).toBe('IMPORT_MAP_WRONG');
  });
});

describe('a phone', () => {
  test.each([
    ['834 123 4567', ['+528341234567']],
    ['(834) 123-4567', ['+528341234567']],
    ['+52 834 123 4567', ['+528341234567']],
    ["'+528341234567", ['+528341234567']],
    ['5218341234567', ['+528341234567', 'phone-old']],
    ['0448341234567', ['+528341234567']],
    ['8341234567.0', ['+528341234567']],
    ['8.341234567E+09', ['+528341234567']],
    ['+1 512 555 0100', ['+15125550100']],
    ['no tiene', [null, 'phone-none']],
    ['', ['phone-missing']],
    ['834123', ['phone-short']],
    ['8.34123E+09', ['phone-excel']],
    ['8341234567 / 8341234568', ['phone-long']],
    ['preguntar', ['phone-wrong']],
    ['=8341234567', ['formula']],
    ['+52 834 123 4567+1', ['formula']],
    ['#¡VALOR!', ['formula']],
  ])('%s', (text, expected) => expect(phone(text)).toEqual(expected));
});

test.each(['=1+1', '=HYPERLINK("http://x";"Ana")', '@SUM(A1)', '+cmd|x', '-2+3', '\t=1+1', '#REF!'])(
  'a formula is never a name: %s',
  (cell) => {
    expect(
      read('Nombre\u0001Teléfono'.replace('\u0001', ';'), `${cell.replaceAll(';', ',')};8341234567`).codes,
    ).toEqual(['formula']);
  },
);

test('a name of several columns is one; none, a number or a page of text is none', () => {
  expect(read('Nombre;Apellido paterno;Apellido materno;Tel', 'Ana ; López;García;8341234567').planned?.row.name).toBe(
    'Ana López García',
  );
  expect(read('Nombre;Tel', ' ;8341234567').codes).toEqual(['name-missing']);
  expect(read('Nombre;Tel', '8341234568;8341234567').codes).toEqual(['name-odd']);
  expect(read('Nombre;Tel', `${'Ana '.repeat(40)};8341234567`).codes).toEqual(['name-long']);
  expect(read('Nombre;Tel', `${'x'.repeat(1024 * 1024)};8341234567`).codes).toEqual(['too-long']);
});

test('letters that arrived broken are told, and go on', () => {
  expect(read('Nombre;Tel', 'Ana PÃ©rez;8341234567')).toMatchObject({
    codes: ['damaged'],
    planned: { row: { name: 'Ana PÃ©rez' } },
  });
  expect(read('Nombre;Tel', 'Ângela Ñusta;8341234567').codes).toEqual([]);
});

test('places are found by what people call them, and a group is often the whole cohort', () => {
  const at = (group: string, more: Partial<Plan> = {}) => {
    const { planned, codes } = read('Nombre;Tel;Grupo;Comunidad', `Ana;8341234567;${group};ejido la mesa`, more);
    return planned ? [planned.row.cohort, planned.row.group, planned.site] : codes;
  };
  expect(at('Grupo A')).toEqual(['grupo-a', undefined, 's1']);
  expect(at('mañana', { cohort: 'grupo-b' })).toEqual(['grupo-b', 'manana', 's1']);
  expect(at('mañana')).toEqual(['group-unknown']); // of two cohorts
  expect(at('tarde', { cohort: 'grupo-a' })).toEqual(['group-unknown']);
  expect(read('Nombre;Tel;Comunidad', 'Ana;8341234567;Marte').codes).toEqual(['place-unknown']);
});

test('languages, days, papers and sexes as people write them', () => {
  const said = (column: string, cell: string) => {
    const { planned, codes } = read(`Nombre;Tel;${column}`, `Ana;8341234567;${cell}`);
    return planned ? planned.row : codes;
  };
  expect(said('Idioma', 'Maya')).toMatchObject({ language: 'yua' });
  expect(said('Idioma', 'español')).toMatchObject({ language: 'es-MX' });
  expect(said('Idioma', 'Inglés')).toMatchObject({ language: 'en' });
  expect(said('Idioma', 'klingon')).toEqual(['language-unknown']);
  expect(said('Fecha;Folio', '28/02/2026;12-B')).toMatchObject({ paper: { on: '2026-02-28', proof: '12-B' } });
  expect(said('Fecha;Folio', '31/02/2026;12')).toEqual(['date-wrong']);
  expect(said('Fecha;Folio', '03/03/2026;12')).toEqual(['date-wrong']);
  expect(said('Fecha;Folio', ';12')).toEqual(['paper-half']);
  expect(said('Sexo', 'F')).toMatchObject({ profile: { sexo: 'mujer' } });
  expect(said('Sexo', 'M')).toEqual(['sex-unclear']);
  expect(said('Edad', '35')).toMatchObject({ profile: { edad: 35 } });
});

test('V11: what leaves by no door is not repeated when something is wrong with it', () => {
  const { problems } = read('Nombre;Tel;Nacionalidad;Giro', 'Ana;8341234567;=hondureña;=tamales');
  expect(problems.map(({ code, heading, value }) => [code, heading, value])).toEqual([
    ['formula', 'Nacionalidad', undefined],
    ['formula', 'Giro', '=tamales'],
  ]);
});

test.each(['es', 'en'])('whatever may be said of a row has its text: %s', (language) => {
  const path = join(import.meta.dirname, '../../../locales', language, 'system.json');
  const texts = Object.keys(JSON.parse(readFileSync(path, 'utf8')));
  const wanted = [
    ...Object.keys(PROBLEMS),
    ...['line', 'column', 'level', 'says', 'value'].map((part) => `head-${part}`),
    ...[...new Set(Object.values(PROBLEMS))].map((level) => `level-${level}`),
    ...['at', 'at-line', 'template'],
  ].map((key) => `import.${key}`);
  expect(texts.filter((key) => key.startsWith('import.')).sort()).toEqual(wanted.sort());
});

test('whatever the cells hold, a row is understood or told what is wrong', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('=1', '+', '-', 'é', '8.3E+99', '31/02/2026', '\u0000'),
  );
  const header = 'Nombre;Teléfono;Idioma;Grupo;Comunidad;Sexo;Fecha;Folio;Giro;Nacionalidad';
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 12 }), (cells) => {
      const { planned, codes } = read(header, cells.map((one) => one.replaceAll(';', ',')).join(';'));
      expect(planned !== null || codes.length > 0).toBe(true);
    }),
    { numRuns: 500 },
  );
});
