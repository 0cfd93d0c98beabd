import { crc32, deflateRawSync } from 'node:zlib';
import { type RawRow, type Source, sniff, sourceOf, tableRows } from '../../../src/programme/import/read/index.ts';

export const bytes = (text: string, encoding: BufferEncoding = 'utf8'): Buffer => Buffer.from(text, encoding);

/** A source in pieces of so many bytes, as a disk or a socket gives them. */
export const inPieces = (whole: Uint8Array, size: number): Source => ({
  async *open() {
    for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
  },
});

export async function rowsOf(source: Source, sheet?: string): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const row of tableRows(source, await sniff(source), sheet)) rows.push(row);
  return rows;
}

export const cellsOf = async (text: string | Buffer): Promise<string[][]> =>
  (await rowsOf(sourceOf(Buffer.from(text)))).map(({ cells }) => [...cells]);

interface Entry {
  readonly name: string;
  readonly data: string | Buffer;
  /** What its directory line claims, where it lies. */
  readonly claims?: number;
}

/** A zip as a spreadsheet program writes one. */
export function zipOf(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, data, claims } of entries) {
    const raw = Buffer.from(data);
    const packed = deflateRawSync(raw);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(raw), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(claims ?? raw.length, 22);
    head.writeUInt16LE(name.length, 26);
    const line = Buffer.alloc(46);
    line.writeUInt32LE(0x02014b50, 0);
    line.writeUInt16LE(20, 4);
    line.writeUInt16LE(20, 6);
    head.copy(line, 10, 8, 30);
    line.writeUInt16LE(name.length, 28);
    line.writeUInt32LE(at, 42);
    directory.push(Buffer.concat([line, Buffer.from(name)]));
    parts.push(head, Buffer.from(name), packed);
    at += 30 + name.length + packed.length;
  }
  const lines = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(lines.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, lines, end]);
}

/** A workbook of sheets written as the XML of their cells: `<c r="A1" t="s"><v>0</v></c>`. */
export function workbook(
  sheets: Readonly<Record<string, string>>,
  { strings = [], hidden = [] }: { readonly strings?: readonly string[]; readonly hidden?: readonly string[] } = {},
): readonly Entry[] {
  const names = Object.keys(sheets);
  return [
    ...Object.values(sheets).map((rows, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      data: `<?xml version="1.0"?><worksheet xmlns="urn:x"><sheetData>${rows}</sheetData></worksheet>`,
    })),
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns="urn:x" xmlns:r="urn:r"><sheets>${names
        .map(
          (name, i) =>
            `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"${hidden.includes(name) ? ' state="hidden"' : ''}/>`,
        )
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships xmlns="urn:p">${names.map((_, i) => `<Relationship Id="rId${i + 1}" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      data: `<sst xmlns="urn:x">${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    },
    {
      name: 'xl/styles.xml',
      data: `<styleSheet xmlns="urn:x"><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0.00&quot; días&quot;"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
    },
  ];
}
