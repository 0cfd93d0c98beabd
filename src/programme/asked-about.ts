import type { z } from 'zod';

/**
 * What a verb asked and keeps as JSON until it is answered (`said.asked`). Undefined where it cannot be read: another version
 * of the product may have written it into her conversation, and what she says now is then heard as if nothing was asked.
 */
export function askedAbout<T>(schema: z.ZodType<T>, about: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(about)).data;
  } catch {
    return undefined;
  }
}
