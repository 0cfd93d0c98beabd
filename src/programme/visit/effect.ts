import type { Json } from '../../base/json.ts';
import { jobRow } from '../job.ts';
import type { Handler } from '../manifest.ts';

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** A job with the files that came in the same message: its input gets them as `files`, by which their media rows are found. */
    'staff.files': {
      readonly personId: string;
      readonly operation: string;
      readonly input: Readonly<Record<string, Json>>;
      /** Of each file, in order. */
      readonly kinds: readonly string[];
    };
    /** What she says to the reminder of something she agreed to at a visit. */
    'commitment.said': { readonly personId: string; readonly commitment: string; readonly says: string };
  }
}

/** A sticker is no file: no media row is made of it. */
export const staffFiles: Handler<'staff.files'> = ({ personId, operation, input, kinds }, at) => {
  const seq = Number(at.cause?.inboxId);
  const files = at.cause ? kinds.flatMap((kind, nth) => (kind === 'sticker' ? [] : [{ seq, nth, kind }])) : [];
  return [
    jobRow(
      {
        lane: at.laneId,
        person: personId,
        operation,
        input: { ...input, files },
        at: at.now,
        workspace: at.workspace,
      },
      at,
    ),
  ];
};

export const commitmentSaid: Handler<'commitment.said'> = ({ personId, commitment, says }, at) => [
  {
    op: 'update',
    table: 'commitment',
    key: { id: commitment, person_id: personId },
    set: { said: says, said_at: at.now },
  },
];
