import { createHash } from 'node:crypto';
import { RecadoError } from '../../../base/errors.ts';
import { FILE_MOST, type Source } from './source.ts';

export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

export interface Sniffed {
  /** Of the whole file, hex: the same file again is known by it. */
  readonly sha256: string;
  readonly bytes: number;
  /** Null: a spreadsheet. */
  readonly encoding: Encoding | null;
}

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
/** The container of Excel before 2007, and of any spreadsheet that a password protects. */
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const WIDE: readonly { readonly mark: Buffer; readonly encoding: Encoding }[] = [
  { mark: Buffer.from([0xff, 0xfe]), encoding: 'utf-16le' },
  { mark: Buffer.from([0xfe, 0xff]), encoding: 'utf-16be' },
];

/**
 * What a file is, by its bytes and never by its name. Text that is not UTF-8 is what Spanish Windows writes.
 * Throws IMPORT_EMPTY, IMPORT_TOO_LARGE, IMPORT_OLD_EXCEL, IMPORT_NOT_A_TABLE.
 */
export async function sniff(source: Source): Promise<Sniffed> {
  const hash = createHash('sha256');
  const strict = new TextDecoder('utf-8', { fatal: true });
  let head = Buffer.alloc(0);
  let bytes = 0;
  let isUtf8 = true;
  let hasNull = false;
  const decode = (part?: Uint8Array): void => {
    try {
      strict.decode(part, { stream: part !== undefined });
    } catch {
      isUtf8 = false;
    }
  };
  for await (const part of source.open()) {
    bytes += part.length;
    if (bytes > FILE_MOST) throw new RecadoError('IMPORT_TOO_LARGE', { limit: FILE_MOST / 1024 / 1024 });
    hash.update(part);
    if (head.length < OLE.length) head = Buffer.concat([head, part.subarray(0, OLE.length)]);
    if (isUtf8) decode(part);
    hasNull ||= part.includes(0);
  }
  if (bytes === 0) throw new RecadoError('IMPORT_EMPTY');
  if (isUtf8) decode();
  const begins = (mark: Buffer) => head.subarray(0, mark.length).equals(mark);
  const sniffed = { sha256: hash.digest('hex'), bytes };
  if (begins(ZIP)) return { ...sniffed, encoding: null };
  if (begins(OLE)) throw new RecadoError('IMPORT_OLD_EXCEL');
  const wide = WIDE.find(({ mark }) => begins(mark));
  if (wide) return { ...sniffed, encoding: wide.encoding };
  if (hasNull) throw new RecadoError('IMPORT_NOT_A_TABLE');
  return { ...sniffed, encoding: isUtf8 ? 'utf-8' : 'windows-1252' };
}
