import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { RecadoError } from '../../../base/errors.ts';
import type { Encoding } from './sniff.ts';
import { COLUMNS_MOST, type RawRow, type Source, unreadable } from './source.ts';

/** A quote that nothing closes swallows the rest of a file: so much of it is taken for one row, and no more. */
const ROW_MOST = 4 * 1024 * 1024;
/** So much text is looked at for its first line. */
const HEAD = 64 * 1024;

/** The rows of a CSV file as they come; what stands between the cells is seen from the first line. Throws IMPORT_UNREADABLE, IMPORT_TOO_WIDE. */
export async function* csvRows(source: Source, encoding: Encoding): AsyncGenerator<RawRow> {
  const text = decoded(source, encoding);
  const head = await headOf(text);
  // Excel's own way to say what stands between the cells; it does not count as a row.
  const said = /^sep=([;,\t|])\r?\n?/.exec(head);
  const first = said ? head.slice(said[0].length) : head;
  const parser = parse({
    delimiter: said?.[1] ?? delimiterOf(first.slice(0, HEAD)),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: ROW_MOST,
    info: true,
  });
  pipeline(Readable.from(after(first, text)), parser, () => {}); // its error comes out of the loop below
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { records: number; empty_lines: number };
    }>) {
      if (record.length > COLUMNS_MOST) throw new RecadoError('IMPORT_TOO_WIDE', { limit: COLUMNS_MOST });
      yield { line: info.records + info.empty_lines, cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw unreadable(whyOf(error), error);
    throw error;
  } finally {
    parser.destroy();
  }
}

async function* decoded(source: Source, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const part of source.open()) {
    // In pieces, so that a whole file in one part is not twice in memory.
    for (let at = 0; at < part.length; at += HEAD) yield decoder.decode(part.subarray(at, at + HEAD), { stream: true });
  }
  yield decoder.decode();
}

/** The same head in whatever pieces the file comes: a first line may end, or a quote close, in a later one. */
async function headOf(text: AsyncGenerator<string>): Promise<string> {
  let head = '';
  while (head.length < HEAD) {
    const { value, done } = await text.next();
    if (done) return head;
    head += value;
  }
  return head;
}

async function* after(head: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}

/** The sign that stands most often in the first line that is not empty, quoted parts aside. */
function delimiterOf(head: string): string {
  const line =
    head
      .replace(/"(?:[^"]|"")*"/g, '')
      .split(/[\r\n]+/)
      .find((one) => one.trim() !== '') ?? '';
  const times = (sign: string) => line.split(sign).length - 1;
  return [';', ',', '\t', '|'].reduce((best, sign) => (times(sign) > times(best) ? sign : best));
}

function whyOf({ code, ...error }: CsvError): string {
  const line = (error as { lines?: number }).lines ?? 0;
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE')
    return `a quotation mark is not closed, perhaps on line ${line}`;
  return `line ${line} is broken`;
}
