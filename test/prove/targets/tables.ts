import fc from 'fast-check';
import { RecadoError } from '../../../src/base/errors.ts';
import { inPieces, rowsOf } from '../../programme/import/files.ts';
import { broken, bytesOf, type Target } from '../target.ts';
import { cell, fileOf } from './spreadsheet.ts';

interface Given {
  readonly bytes: string;
  readonly piece: number;
}

const any = cell(fc.constantFrom('Ana López', '8341234501', 'grupo-a', 'español', 'tamales', 'Ñusta'));
const table = fc
  .tuple(fc.constant(['Nombre', 'Teléfono', 'Cohorte']), fc.array(fc.array(any, { maxLength: 5 }), { maxLength: 12 }))
  .map(([head, rows]) => [head, ...rows]);

async function holds({ bytes, piece }: Given): Promise<void> {
  const whole = bytesOf(bytes);
  const first = await readIn(whole, Math.max(1, whole.length));
  const second = await readIn(whole, Math.max(piece, Math.ceil(whole.length / 50)));
  if (JSON.stringify(first) !== JSON.stringify(second)) broken('another reading in other pieces', { first, second });
}

/** Its rows, or the code by which it was refused. */
async function readIn(whole: Buffer, size: number): Promise<unknown> {
  try {
    const rows = await rowsOf(inPieces(whole, size));
    let line = 0;
    for (const row of rows) {
      if (row.line <= line) broken('rows do not count up', row.line);
      line = row.line;
    }
    return rows;
  } catch (error) {
    if (error instanceof RecadoError) return error.code;
    throw error;
  }
}

export const tables: Target<Given> = {
  name: 'tables',
  promise: 'Any bytes as CSV or XLSX: read the same in whatever pieces they come, or refused with a code.',
  cases: fc.record({ bytes: fileOf(table), piece: fc.integer({ min: 1, max: 64 }) }),
  short: 400,
  long: 180_000,
  chunk: 5_000,
  open: async () => ({ holds }),
};
