import type { Handler } from '../../programme/manifest.ts';

const COLUMN = { released: 'released_at', opened: 'opened_at', finished: 'finished_at', left: 'left_at' } as const;

/** One row a flow and person: when it was last released, opened, finished and left. A lesson taken again is still one. */
export const flowProgress: Handler<'flow.progress'> = ({ personId, flow, version, state }, at) =>
  state === 'unsent'
    ? [{ op: 'update', table: 'flow_progress', key: { person_id: personId, flow }, set: { opened_at: null } }]
    : [
        {
          op: 'upsert',
          table: 'flow_progress',
          key: ['person_id', 'flow'],
          values: { person_id: personId, flow, workspace: at.workspace, version, [COLUMN[state]]: at.now },
        },
      ];
