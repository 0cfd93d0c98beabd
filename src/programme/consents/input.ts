import { z } from 'zod';

export const by = z.strictObject({ kind: z.enum(['staff', 'token', 'shell', 'system']), id: z.string().min(1) });

/** The purpose without which nothing else is: taking part. Others are ticks of their own (programme.yaml `purposes`). */
export const PARTICIPATING = 'programme';
