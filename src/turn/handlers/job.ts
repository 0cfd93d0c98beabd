import { jobRow } from '../../programme/job.ts';
import type { Handler } from '../../programme/manifest.ts';

export const job: Handler<'job'> = ({ personId, operation, input }, at) => [
  jobRow({ lane: at.laneId, person: personId, operation, input, at: at.now, workspace: at.workspace }, at),
];
