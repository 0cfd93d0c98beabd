import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../base/clock.ts';
import { toWire, type WireError } from '../store/worker/wire.ts';
import { type BackupOptions, backUp } from './backup.ts';

/** What the thread is given, and what it answers. */
export type BackupData = Omit<BackupOptions, 'clock' | 'onProgress'>;
export type BackupReply = { readonly bytes: number; readonly removed: number } | { readonly error: WireError };

// A thread of its own: copying, checking and hashing block it for as long as they take.
backUp({ ...(workerData as BackupData), clock: systemClock }).then(
  ({ manifest, removed }) => parentPort!.postMessage({ bytes: manifest.database.bytes, removed } satisfies BackupReply),
  (error: unknown) => parentPort!.postMessage({ error: toWire(error) } satisfies BackupReply),
);
