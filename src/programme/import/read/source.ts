import { RecadoError } from '../../../base/errors.ts';

/** The bytes of a file. Opened twice: once to see what it is, once to read it. */
export interface Source {
  open(): AsyncIterable<Uint8Array>;
}

export const sourceOf = (bytes: Uint8Array): Source => ({
  async *open() {
    yield bytes;
  },
});

/** A row as a file has it: `line` as a spreadsheet numbers it, the header being 1. A formula begins with `=`, its result is not read. */
export interface RawRow {
  readonly line: number;
  readonly cells: readonly string[];
}

const MEGABYTE = 1024 * 1024;
/** A hundred thousand people with ten columns each are some 12 MB. */
export const FILE_MOST = 20 * MEGABYTE;
/** What a spreadsheet may unpack to; ordinary ones pack ten to one. */
export const UNPACKED_MOST = 200 * MEGABYTE;
export const ROWS_MOST = 100_000;
export const COLUMNS_MOST = 200;

/** The whole file in memory, which a spreadsheet needs: its directory stands at its end. */
export async function wholeOf(source: Source): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source.open()) parts.push(part);
  return Buffer.concat(parts);
}

export const unreadable = (why: string, cause?: unknown): RecadoError =>
  new RecadoError('IMPORT_UNREADABLE', { why }, { cause });
