import { z } from 'zod';
import { CATEGORIES, PURPOSES } from '../domain/template.ts';

/** `templates.yaml`: what may be said on WhatsApp to someone who has not written for a day. */
export const templatesSchema = z.strictObject({
  allow_marketing: z.boolean().optional(),
  templates: z
    .array(
      z.strictObject({
        for: z.enum(PURPOSES),
        name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'expects.template'),
        category: z.enum(CATEGORIES).optional(),
        languages: z.record(z.string(), z.strictObject({ text: z.string().min(1), button: z.string().optional() })),
      }),
    )
    .min(1),
});

export type TemplatesFile = z.output<typeof templatesSchema>;
