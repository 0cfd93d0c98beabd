import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../base/clock.ts';
import { openEngine } from '../store/sqlite/engine.ts';
import { serveStore } from '../store/worker/serve.ts';
import { OPERATIONS } from './capabilities.ts';
import { buildMind } from './mind.ts';
import type { StoreData } from './open-store.ts';
import type { Packs } from './packs.ts';

// The store's thread: the same registries, and packs that came as data.
const { path, migrations, packs } = workerData as StoreData;

serveStore(parentPort!, () => {
  const { think, facts } = buildMind(packs);
  return openEngine({
    path,
    migrations,
    clock: systemClock,
    think,
    facts,
    operations: OPERATIONS,
    rebuild: (edited) => buildMind(edited as Packs),
  });
});
