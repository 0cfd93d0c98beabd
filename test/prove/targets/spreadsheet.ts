import fc from 'fast-check';
import { workbook, zipOf } from '../../programme/import/files.ts';
import { anyWords, change, changed } from '../bytes.ts';

/** What people and programs put into the cells of a list. */
export const cell = (usual: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 14, arbitrary: usual },
    fc.constantFrom(
      '',
      '=1+1',
      '=HYPERLINK("http://x")',
      '@SUM(A1)',
      '-1',
      "'+52",
      '#REF!',
      '8.3E+09',
      'a;b',
      'a"b',
      '"',
      'x\ny',
    ),
    anyWords,
  );

const quoted = (text: string, by: string) =>
  text.includes(by) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
const xml = (text: string) =>
  text
    .replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/g, '');

function asSheet(rows: readonly (readonly string[])[]): Buffer {
  const column = (n: number) => String.fromCharCode(65 + (n % 26));
  const data = rows
    .map(
      (row, r) =>
        `<row r="${r + 1}">${row.map((text, c) => `<c r="${column(c)}${r + 1}" t="inlineStr"><is><t>${xml(text)}</t></is></c>`).join('')}</row>`,
    )
    .join('');
  return zipOf(workbook({ Hoja1: data }));
}

/** A table as a file: CSV by any sign and in any letters, or XLSX; of these, some spoiled. Bytes, each a character. */
export function fileOf(table: fc.Arbitrary<readonly (readonly string[])[]>): fc.Arbitrary<string> {
  const csv = fc
    .tuple(
      table,
      fc.constantFrom(';', ',', '\t'),
      fc.constantFrom('\r\n', '\n', '\r'),
      fc.constantFrom<BufferEncoding>('utf8', 'utf8', 'latin1', 'utf16le'),
      fc.constantFrom('', '\ufeff', 'sep=;\n'),
    )
    .map(([rows, by, end, letters, first]) =>
      Buffer.from(
        (letters === 'utf16le' ? '\ufeff' : first) +
          rows.map((row) => row.map((text) => quoted(text, by)).join(by)).join(end),
        letters,
      ).toString('latin1'),
    );
  const sound = fc.oneof(
    { weight: 4, arbitrary: csv },
    table.map((rows) => asSheet(rows.map((row) => row.slice(0, 26))).toString('latin1')),
  );
  const spoiled = fc
    .tuple(sound, fc.array(change, { minLength: 1, maxLength: 6 }))
    .map(([bytes, changes]) => changed(bytes, changes));
  return fc.oneof(
    { weight: 8, arbitrary: sound },
    { weight: 4, arbitrary: spoiled },
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  );
}
