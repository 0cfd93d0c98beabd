import { z } from 'zod';

/** Setting under which a database remembers that it was restored, until the first start after it has settled that. */
export const RESTORE_NOTE = 'restore';

/** What the first start after a restore must know. */
export const restoreNote = z.strictObject({
  /** Up to here the database is as it was. */
  takenAt: z.number().int(),
  restoredAt: z.number().int(),
  /** Nothing worked the database in between: what waits in it never left. */
  unusedSince: z.boolean(),
  /** person.id of those whom the newer database had erased, or blocked to be erased at that moment; null: at once. */
  erase: z.array(z.strictObject({ person: z.string(), at: z.number().int().nullable() })),
  /** What consents had been taken back there: to take part, or others. */
  withdraw: z.array(
    z.strictObject({ person: z.string(), programme: z.string(), purpose: z.string(), at: z.number().int() }),
  ),
  /** null: still to be settled. */
  settledAt: z.number().int().nullable(),
});
export type RestoreNote = z.output<typeof restoreNote>;
