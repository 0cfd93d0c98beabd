import { parentPort, workerData } from 'node:worker_threads';
import { serveStore } from '../../src/store/worker/serve.ts';
import { openTestEngine, type Tuning } from './setup.ts';

const { path, tuning } = workerData as { path: string; tuning: Tuning };
serveStore(parentPort!, () => openTestEngine(path, tuning));
