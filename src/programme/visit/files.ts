import { z } from 'zod';
import type { RowWrite } from '../../store/port.ts';

/** Files of one message, as the effect `staff.files` names them: with these the media row is found. */
export const filesSchema = z
  .array(z.strictObject({ seq: z.number().int(), nth: z.number().int(), kind: z.string() }))
  .max(30)
  .default([]);
export type Files = z.output<typeof filesSchema>;

export const fileRows = (visit: string, files: Files, workspace: string): readonly RowWrite[] =>
  files.map(({ seq, nth, kind }) => ({
    op: 'insert-new',
    table: 'visit_file',
    values: { visit_id: visit, inbox_seq: seq, nth, workspace, kind },
  }));
