import { z } from 'zod';
import { CHANNELS } from '../../domain/channel.ts';

export const enrolInput = z.strictObject({
  programme: z.string().min(1),
  /** Its name; without one she takes part on her own. */
  cohort: z.string().optional(),
  name: z.string().trim().min(1).max(80),
  /** E.164, Mexico's 521 already made 52. */
  phone: z.string().regex(/^\+[1-9]\d{6,14}$/),
  /** Where we would write to her first, and from which number of ours. */
  channel: z.enum(CHANNELS),
  ourNumber: z.string().min(1),
  language: z.string().optional(),
  workspace: z.string().default('main'),
});
export type EnrolInput = z.output<typeof enrolInput>;
