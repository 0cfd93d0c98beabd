import type { Handler } from '../../programme/manifest.ts';

export const personTag: Handler<'person.tag'> = ({ personId, tag, on }, at) => [
  on
    ? {
        op: 'insert-new',
        table: 'tag',
        values: { person_id: personId, tag, workspace: at.workspace, since: at.now },
      }
    : { op: 'delete', table: 'tag', key: { person_id: personId, tag } },
];
