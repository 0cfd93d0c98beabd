import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { phoneStones, phoneStonesQuery } from '../tombstone.ts';

const input = z.strictObject({ phones: z.array(z.string()), workspace: z.string().default('main') });

/** Those of these phones (E.164) whose only user was erased, and when: what was sent before is not to be taken in again. */
export const erasedAt: Operation<z.output<typeof input>, readonly (readonly [phone: string, at: number])[]> = {
  name: 'privacy.erased-at',
  input: input as z.ZodType<z.output<typeof input>>,
  reads: { stones: phoneStonesQuery },
  decide: ({ stones }, { phones }) => ({ rows: [], output: phoneStones(stones, phones) }),
};
