import { z } from 'zod';

/** Requests to `/{phone_number_id}/messages` as strictly as the documents allow: every limit of CHANNELS.md §2.2, no unknown key. */
const body = z.string().min(1).max(1024);
const title = (limit: number) => z.string().min(1).max(limit);
const file = z.strictObject({ id: z.string().min(1).optional(), link: z.url().optional() });
const whole = { message: 'needs id or link' };
const hasFile = (f: { id?: string | undefined; link?: string | undefined }) =>
  f.id !== undefined || f.link !== undefined;
const captioned = file.extend({ caption: z.string().max(1024).optional() });
const distinct = (values: readonly string[]) => new Set(values).size === values.length;

const header = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: title(60) }),
  z.strictObject({ type: z.literal('image'), image: file.refine(hasFile, whole) }),
  z.strictObject({ type: z.literal('video'), video: file.refine(hasFile, whole) }),
  z.strictObject({ type: z.literal('document'), document: file.refine(hasFile, whole) }),
]);
const footer = z.strictObject({ text: title(60) });

const buttons = z.strictObject({
  type: z.literal('button'),
  header: header.optional(),
  body: z.strictObject({ text: body }),
  footer: footer.optional(),
  action: z.strictObject({
    buttons: z
      .array(z.strictObject({ type: z.literal('reply'), reply: z.strictObject({ id: title(256), title: title(20) }) }))
      .min(1)
      .max(3)
      .refine((all) => distinct(all.map((b) => b.reply.title)), { message: 'button titles must differ' })
      .refine((all) => distinct(all.map((b) => b.reply.id)), { message: 'button ids must differ' }),
  }),
});

const rows = z.array(z.strictObject({ id: title(200), title: title(24), description: z.string().max(72).optional() }));
const list = z.strictObject({
  type: z.literal('list'),
  header: z.strictObject({ type: z.literal('text'), text: title(60) }).optional(),
  body: z.strictObject({ text: body }),
  footer: footer.optional(),
  action: z.strictObject({
    button: title(20),
    sections: z
      .array(z.strictObject({ title: title(24).optional(), rows: rows.min(1) }))
      .min(1)
      .max(10)
      .refine((all) => all.length === 1 || all.every((s) => s.title), { message: 'sections need titles' })
      .refine((all) => all.flatMap((s) => s.rows).length <= 10, { message: 'at most 10 rows in all' })
      .refine((all) => distinct(all.flatMap((s) => s.rows).map((r) => r.id)), { message: 'row ids must differ' }),
  }),
});

/** Parameters are text, or files in a header, or payloads of buttons: only text is looked into. */
const parameter = z.looseObject({ type: z.string().min(1), text: z.string().min(1).optional() });
const template = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.strictObject({
    code: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/),
    policy: z.literal('deterministic').optional(),
  }),
  components: z
    .array(z.looseObject({ type: z.enum(['header', 'body', 'button']), parameters: z.array(parameter) }))
    .optional(),
});

const common = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z
    .string()
    .regex(/^\+?\d{8,15}$/)
    .optional(),
  recipient: z.string().min(1).optional(),
  context: z.strictObject({ message_id: z.string().min(1) }).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
};
const message = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ ...common, type: z.literal(type), ...shape });

export const sendRequest = z
  .discriminatedUnion('type', [
    message('text', {
      text: z.strictObject({ body: z.string().min(1).max(4096), preview_url: z.boolean().optional() }),
    }),
    message('interactive', { interactive: z.discriminatedUnion('type', [buttons, list]) }),
    message('image', { image: captioned.refine(hasFile, whole) }),
    message('video', { video: captioned.refine(hasFile, whole) }),
    message('audio', { audio: file.extend({ voice: z.boolean().optional() }).refine(hasFile, whole) }),
    message('document', {
      document: captioned.extend({ filename: z.string().max(240).optional() }).refine(hasFile, whole),
    }),
    message('template', { template }),
  ])
  .refine((m) => m.to !== undefined || m.recipient !== undefined, { message: 'to or recipient is required' });

export type SendRequest = z.infer<typeof sendRequest>;

/** Blue ticks and "typing…" (CHANNELS.md §1.8). */
export const readRequest = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string().min(1),
  typing_indicator: z.strictObject({ type: z.literal('text') }).optional(),
});
