import type { Manifest } from '../manifest.ts';
import { packFactsKeep } from '../pack-facts.ts';
import { ask } from './ask.ts';
import { byCode } from './by-code.ts';
import { confirm } from './confirm.ts';
import { enqueue } from './enqueue.ts';
import { freeze } from './freeze.ts';
import { preview } from './preview.ts';
import { routes } from './routes.ts';
import { steer, sweepOn } from './steer.ts';
import { tryOut } from './try.ts';
import { cancel, remind, send, tryIt } from './verbs.ts';
import { watch } from './watch.ts';

export { confirm } from './confirm.ts';
export type { BroadcastDraft } from './preview.ts';
export { type Doing, previewed } from './run.ts';
export { steer, type Turn } from './steer.ts';
export { tryOut } from './try.ts';
export { listQuery, recipientsQuery, type View, viewed } from './view.ts';

/** One message to many: previewed, confirmed by a code, sent behind everything else, and every recipient accounted for. */
export const broadcast = {
  name: 'broadcast',
  operations: [preview, freeze, confirm, tryOut, enqueue, watch, steer, sweepOn, ask, byCode, packFactsKeep],
  routes,
  staffVerbs: [remind, send, tryIt, cancel],
} satisfies Manifest;
