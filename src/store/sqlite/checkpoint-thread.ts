import { parentPort, workerData } from 'node:worker_threads';
import { connectCopier } from './connect.ts';

/** While it copies, more is written: it goes on until little is left, or the writer is too fast for it. */
const PASSES = 4;
const LITTLE = 100;

const db = connectCopier((workerData as { path: string }).path);
const copy = db.prepare('pragma wal_checkpoint(passive)').raw(); // waits for nobody
const look = db.prepare('pragma wal_checkpoint(noop)').raw();

parentPort?.on('message', () => {
  try {
    for (let pass = 0; pass < PASSES; pass++) {
      copy.get();
      const [, inLog, copied] = look.get() as [number, number, number];
      if (inLog - copied <= LITTLE) break;
    }
  } catch {
    // A full or failing disk: the writer meets it too, and says so.
  }
  parentPort?.postMessage('copied');
});
