import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecadoError } from '../../../src/base/errors.ts';
import { sourceOf } from '../../../src/programme/import/read/index.ts';
import { rowsOf, workbook, zipOf } from './files.ts';

const row = (n: number, ...cells: readonly string[]): string => `<row r="${n}">${cells.join('')}</row>`;
const read = (sheet: string, strings: readonly string[] = []) =>
  rowsOf(sourceOf(zipOf(workbook({ Hoja1: sheet }, { strings }))));

const refused = async (bytes: Buffer, sheet?: string): Promise<string> => {
  try {
    await rowsOf(sourceOf(bytes), sheet);
    return 'read';
  } catch (error) {
    expect(error).toBeInstanceOf(RecadoError);
    return (error as RecadoError).code;
  }
};

describe('a spreadsheet', () => {
  test('gives its texts, its numbers whole, its dates as days and its formulas as formulas', async () => {
    const strings = ['<t>Nombre</t>', '<r><t>Ana </t></r><r><t>López</t></r><rPh sb="0" eb="1"><t>アナ</t></rPh>'];
    const rows = await read(
      row(1, '<c r="A1" t="s"><v>0</v></c>', '<c r="C1" t="inlineStr"><is><t>Teléfono</t></is></c>') +
        row(
          3,
          '<c r="A3" t="s"><v>1</v></c>',
          '<c r="B3" s="2"><v>46082</v></c>',
          '<c r="C3"><v>8.3412345670000000E9</v></c>',
        ) +
        row(
          4,
          '<c r="A4" t="str"><f>HYPERLINK("http://x","Eva")</f><v>Eva</v></c>',
          '<c r="B4" s="3"><v>2.5</v></c>',
          '<c r="C4"><f>1+1</f></c>',
        ),
      strings,
    );
    expect(rows).toEqual([
      { line: 1, cells: ['Nombre', '', 'Teléfono'] },
      { line: 3, cells: ['Ana López', '2026-03-01', '8341234567'] },
      { line: 4, cells: ['=HYPERLINK("http://x","Eva")', '2.5', '=1+1'] },
    ]);
  });

  test('is read from its first sheet that is shown, or from the one that is named', async () => {
    const name = (text: string) => row(1, `<c r="A1" t="inlineStr"><is><t>${text}</t></is></c>`);
    const bytes = zipOf(
      workbook({ Oculta: name('no'), Lista: name('sí'), Otra: name('otra') }, { hidden: ['Oculta'] }),
    );
    expect((await rowsOf(sourceOf(bytes)))[0]?.cells).toEqual(['sí']);
    expect((await rowsOf(sourceOf(bytes), 'Otra'))[0]?.cells).toEqual(['otra']);
    expect(await refused(bytes, 'Nadie')).toBe('IMPORT_SHEET_UNKNOWN');
  });

  test('without references, with prefixed names, and with empty rows', async () => {
    const entries = workbook({ Hoja1: '' }).map((entry) =>
      entry.name.includes('sheet1')
        ? {
            ...entry,
            data: '<x:worksheet xmlns:x="u"><x:sheetData><x:row/><x:row><x:c t="inlineStr"><x:is><x:t>Ana</x:t></x:is></x:c><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>',
          }
        : entry,
    );
    expect(await rowsOf(sourceOf(zipOf(entries)))).toEqual([{ line: 2, cells: ['Ana', '7'] }]);
  });

  test('that would unpack to far more is refused before it is unpacked; one that lies about it while it is', async () => {
    const huge = Buffer.alloc(210 * 1024 * 1024, ' ');
    const sheets = workbook({ Hoja1: '' });
    expect(await refused(zipOf([...sheets, { name: 'xl/extra.bin', data: huge }]))).toBe('IMPORT_BOMB');
    const lying = sheets.map((entry) =>
      entry.name.includes('sheet1') ? { ...entry, data: huge, claims: 100 } : entry,
    );
    expect(await refused(zipOf(lying))).toBe('IMPORT_UNREADABLE');
  });

  test.each([
    ['a zip of something else', zipOf([{ name: 'hola.txt', data: 'hola' }])],
    ['a broken one', zipOf(workbook({ Hoja1: '' })).subarray(0, 300)],
    ['one whose sheet is no XML', zipOf(workbook({ Hoja1: '<row' }))],
    [
      'one with entities of its own',
      zipOf(
        workbook({ Hoja1: '' }).map((entry) =>
          entry.name.includes('sheet1')
            ? { ...entry, data: '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>' }
            : entry,
        ),
      ),
    ],
  ])('that is %s is refused', async (_, bytes) => {
    expect(await refused(bytes)).toBe('IMPORT_UNREADABLE');
  });

  test('with any byte of it spoilt is read or refused with a code', async () => {
    const good = zipOf(workbook({ Hoja1: row(1, '<c r="A1" t="inlineStr"><is><t>Ana</t></is></c>') }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (spots) => {
          const bytes = Buffer.from(good);
          for (const [at, byte] of spots) bytes[at] = byte;
          await refused(bytes);
        },
      ),
      { numRuns: 300 },
    );
  });
});
