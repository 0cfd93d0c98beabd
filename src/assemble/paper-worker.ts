import { parentPort } from 'node:worker_threads';
import type { Sheet } from '../domain/sheet.ts';
import type { PaperGiven } from '../paper/given.ts';
import { toWire } from '../store/worker/wire.ts';
import { here, type PaperReply } from './paper.ts';

// The thread that draws printed pages: sheets and pictures come as data, bytes go back.
const draw = here();
const port = parentPort!;

port.on('message', ({ id, sheet, given }: { id: number; sheet: Sheet; given: Omit<PaperGiven, 'fonts'> }) => {
  draw(sheet, given).then(
    (bytes) => port.postMessage({ id, bytes } satisfies PaperReply),
    (error: unknown) => port.postMessage({ id, error: toWire(error) } satisfies PaperReply),
  );
});
