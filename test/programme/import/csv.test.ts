import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecadoError } from '../../../src/base/errors.ts';
import { sniff, sourceOf } from '../../../src/programme/import/read/index.ts';
import { bytes, cellsOf, inPieces, rowsOf } from './files.ts';

const HEADER = 'Nombre;Teléfono\n';

const refused = async (whole: Buffer): Promise<string> => {
  try {
    await rowsOf(sourceOf(whole));
    return 'read';
  } catch (error) {
    expect(error).toBeInstanceOf(RecadoError);
    return (error as RecadoError).code;
  }
};

describe('a CSV file', () => {
  test.each([
    ['semicolons', 'Nombre;Teléfono\nAna;834'],
    ['commas', 'Nombre,Teléfono\nAna,834'],
    ['tabs', 'Nombre\tTeléfono\nAna\t834'],
    ['a line that says so', 'sep=;\nNombre;Teléfono\nAna;834'],
    ['CRLF', 'Nombre;Teléfono\r\nAna;834\r\n'],
    ['CR alone', 'Nombre;Teléfono\rAna;834\r'],
    ['a BOM', '\ufeffNombre;Teléfono\nAna;834'],
    ['a comma in the quoted name of a column', '"Nombre, completo";Teléfono\nAna;834'],
  ])('with %s', async (_, text) => {
    const [head, row] = await cellsOf(text);
    expect(head?.at(-1)).toBe('Teléfono');
    expect(row).toEqual(['Ana', '834']);
  });

  test.each([
    ['UTF-8', bytes(`${HEADER}Ñusta Pérez;1`), 'utf-8'],
    ['Windows-1252', bytes(`${HEADER}Ñusta Pérez;1`, 'latin1'), 'windows-1252'],
    [
      'UTF-16 as Excel calls Unicode',
      Buffer.concat([Buffer.from([0xff, 0xfe]), bytes(`${HEADER}Ñusta Pérez;1`, 'utf16le')]),
      'utf-16le',
    ],
  ])('in %s', async (_, whole, encoding) => {
    expect((await sniff(sourceOf(whole))).encoding).toBe(encoding);
    expect((await rowsOf(sourceOf(whole)))[1]?.cells).toEqual(['Ñusta Pérez', '1']);
  });

  test('is the same in whatever pieces it comes, in the middle of a letter too', async () => {
    const whole = bytes(`${HEADER}Ñusta Pérez;1\n"Sofía\nMaría";2\n`);
    const rows = await rowsOf(sourceOf(whole));
    for (const size of [1, 2, 3, 7]) expect(await rowsOf(inPieces(whole, size))).toEqual(rows);
  });

  test.each([
    '\n\nNombre;Teléfono\nAna;834',
    'sep=;\n\nNombre;Teléfono\nAna;834',
    '"Nombre\ncompleto";Teléfono\nAna;834',
  ])('whose first line has no columns is the same in whatever pieces it comes: %j', async (text) => {
    for (const size of [1, 2, 5, 1_000])
      expect((await rowsOf(inPieces(bytes(text), size))).at(-1)!.cells).toEqual(['Ana', '834']);
  });

  test('counts its rows as a spreadsheet does: empty ones count, a line broken within quotes does not', async () => {
    const rows = await rowsOf(sourceOf(bytes('Nombre;Tel\n\n"Ana\nLuz";1\n;;\nEva;2\n')));
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1, 'Nombre'],
      [3, 'Ana\nLuz'],
      [5, 'Eva'],
    ]);
  });

  test('keeps a cell of a megabyte, a stray quote, and rows of uneven width', async () => {
    const rows = await cellsOf(`${HEADER}${'x'.repeat(1024 * 1024)};1\nAna "la güera";2\nEva\nMar;1;2;3\n`);
    expect(rows[1]?.[0]?.length).toBe(1024 * 1024);
    expect(rows.slice(2)).toEqual([['Ana "la güera"', '2'], ['Eva'], ['Mar', '1', '2', '3']]);
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'IMPORT_EMPTY'],
    ['a picture', Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(200)]), 'IMPORT_NOT_A_TABLE'],
    [
      'Excel before 2007, or behind a password',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(200)]),
      'IMPORT_OLD_EXCEL',
    ],
    ['a quote that nothing closes', bytes(`${HEADER}"Ana;1\n`), 'IMPORT_UNREADABLE'],
    ['ten thousand columns', bytes(Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(';')), 'IMPORT_TOO_WIDE'],
    ['fifty megabytes', Buffer.alloc(50 * 1024 * 1024, 'a\n'), 'IMPORT_TOO_LARGE'],
  ])('that is %s is refused', async (_, whole, code) => {
    expect(await refused(whole)).toBe(code);
  });

  test('of any bytes is read or refused with a code', async () => {
    const pieces = fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map((one) => Buffer.from(one)),
      fc
        .constantFrom('"', ';', ',', '\r', '\n', '\t', 'sep=', '=1+1', 'Ñ', '\ufeff', 'PK\u0003\u0004', '\u0000')
        .map((one) => bytes(one)),
      fc.string({ unit: 'binary', maxLength: 30 }).map((one) => bytes(one)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), async (some, size) => {
        const whole = Buffer.concat(some);
        try {
          await rowsOf(inPieces(whole, size));
        } catch (error) {
          if (!(error instanceof RecadoError)) throw error;
        }
      }),
      { numRuns: 400 },
    );
  });
});
