import { parentPort, workerData } from 'node:worker_threads';
import pino from 'pino';
import { systemClock } from '../base/clock.ts';
import { logSettings } from '../server/logging.ts';
import { openEngine } from '../store/sqlite/engine.ts';
import { serveStore } from '../store/worker/serve.ts';
import { OPERATIONS } from './capabilities.ts';
import { buildMind, rebuilder } from './mind.ts';
import type { StoreData } from './open-store.ts';

// The store's thread: the same registries, and packs that came as data.
const { path, migrations, packs, logLevel } = workerData as StoreData;

const log = pino(logSettings(logLevel));

serveStore(parentPort!, () => {
  const mind = buildMind(packs);
  const { think, facts } = mind;
  return openEngine({
    path,
    migrations,
    clock: systemClock,
    think,
    facts,
    operations: OPERATIONS,
    rebuild: rebuilder(mind),
    onFailure: (outcome, error) => log.error({ outcome, err: error }, 'a turn failed; its message is kept'),
  });
});
