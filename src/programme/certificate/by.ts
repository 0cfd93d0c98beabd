import { z } from 'zod';

/** Who steers (programme/audit.ts By), as operations take it. */
export const by = z.strictObject({ kind: z.enum(['staff', 'token', 'shell', 'system']), id: z.string() });
