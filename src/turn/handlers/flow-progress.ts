import type { Handler } from '../../programme/manifest.ts';

const COLUMN = { opened: 'opened_at', finished: 'finished_at', left: 'left_at' } as const;

/** One row a flow and person: when it was last opened, finished and left. A lesson taken again is still one lesson. */
export const flowProgress: Handler<'flow.progress'> = ({ personId, flow, version, state }, at) => [
  {
    op: 'upsert',
    table: 'flow_progress',
    key: ['person_id', 'flow'],
    values: { person_id: personId, flow, workspace: at.workspace, version, [COLUMN[state]]: at.now },
  },
];
