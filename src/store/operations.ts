import { keepAside, lookAtQueues } from './aside.ts';
import { listFlowVersions, recordFlowVersions } from './flow-versions.ts';
import { jobFailed, nextJob } from './jobs.ts';
import { nextTimer } from './pending.ts';
import type { AnyOperation } from './port.ts';
import { getSetting, setSetting } from './settings.ts';

/** The store's own named operations; `assemble` adds those of the capabilities. */
export const storeOperations: readonly AnyOperation[] = [
  getSetting,
  setSetting,
  recordFlowVersions,
  listFlowVersions,
  nextTimer,
  nextJob,
  jobFailed,
  keepAside,
  lookAtQueues,
];
