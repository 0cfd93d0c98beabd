import type { Handler } from '../../programme/manifest.ts';

export const timerCancel: Handler<'timer.cancel'> = ({ personId, key }) => [
  { op: 'delete', table: 'timer', key: { person_id: personId, key } },
];
