import { z } from 'zod';
import { type Operation, operationName } from '../../store/port.ts';

/** Files of one look. */
const MOST = 50;

/** Files that no row names any more and that may still lie on the disk. One that somebody sent again meanwhile stays. */
export const trashNext: Operation<Record<string, never>, readonly string[]> = {
  name: 'media.trash.next',
  input: z.object({}),
  reads: {
    paths: () => ({
      sql: {
        sqlite: `select path from trash t where not exists (select 1 from media m where m.path = t.path) order by path limit ${MOST}`,
      },
      params: {},
    }),
  },
  decide: ({ paths }) => ({ rows: [], output: (paths ?? []).map((row) => String(row['path'])) }),
};
export const trashNextName = operationName(trashNext);

const gone = z.object({ paths: z.array(z.string()) });

/** They are off the disk; those that somebody uses again are no trash either. */
export const trashGone: Operation<z.output<typeof gone>, null> = {
  name: 'media.trash.gone',
  input: gone,
  reads: {},
  decide: (_, { paths }) => ({
    rows: [],
    statements: [
      {
        sql: {
          sqlite: `delete from trash where path in (select value from json_each(@paths))
            or exists (select 1 from media m where m.path = trash.path)`,
        },
        params: { paths: JSON.stringify(paths) },
      },
    ],
    output: null,
  }),
};
export const trashGoneName = operationName(trashGone);
