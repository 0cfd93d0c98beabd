import type { Handler } from '../../programme/manifest.ts';

/** The same reason twice is one thing to do: while it is open the second changes nothing. */
export const task: Handler<'task'> = ({ personId, topic, why, about }, at) => [
  {
    op: 'insert-new',
    table: 'task',
    values: {
      id: at.newId(),
      workspace: at.workspace,
      person_id: personId,
      topic,
      why,
      about: about ?? '',
      state: 'open',
      opened_at: at.now,
    },
  },
];
