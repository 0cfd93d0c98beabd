import type { Handler } from '../../programme/manifest.ts';

/** That someone is needed, never what was said: the phrase is not written anywhere. */
export const alert: Handler<'alert'> = ({ personId }, at) => [
  {
    op: 'insert',
    table: 'safeguarding_alert',
    values: { id: at.newId(), workspace: at.workspace, person_id: personId, state: 'open', raised_at: at.now },
  },
];
