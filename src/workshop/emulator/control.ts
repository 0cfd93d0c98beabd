import { z } from 'zod';
import type { Emulator } from './index.ts';
import type { Said } from './said.ts';
import { json } from './shared.ts';

const channel = z.enum(['whatsapp-cloud', 'twilio-sms', 'twilio-whatsapp', 'sms-gateway']);
const file = z.strictObject({
  caption: z.string().optional(),
  filename: z.string().optional(),
  mime: z.string().optional(),
});
const said = z.union([
  z.string(),
  z.strictObject({ tap: z.string() }),
  z.strictObject({ photo: file }),
  z.strictObject({ voice: file }),
  z.strictObject({ video: file }),
  z.strictObject({ document: file }),
  z.strictObject({ sticker: file }),
  z.strictObject({ location: z.tuple([z.number(), z.number()]), name: z.string().optional() }),
  z.strictObject({ reaction: z.string().nullable(), to: z.string() }),
  z.strictObject({ contact: z.string() }),
  z.strictObject({ edit: z.string(), of: z.string() }),
  z.strictObject({ deletes: z.string() }),
  z.strictObject({ welcome: z.literal(true) }),
  z.strictObject({ unsupported: z.string() }),
  z.strictObject({ becomes: z.string() }),
]);
const sends = z.strictObject({
  channel,
  phone: z.string().min(3),
  said,
  quote: z.string().optional(),
  late: z.number().min(0).optional(),
  id: z.string().optional(),
});
const fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('http'),
    status: z.number().int(),
    code: z.number().int().optional(),
    retryAfter: z.number().optional(),
  }),
  z.strictObject({ kind: z.literal('unreachable') }),
  z.strictObject({ kind: z.literal('drop-after-accept') }),
  z.strictObject({ kind: z.literal('undelivered'), code: z.number().int() }),
]);
const faults = z.strictObject({
  fault,
  times: z.number().int().min(1).default(1),
  on: z.enum(['meta', 'twilio', 'gateway', 'any']).default('any'),
});
const amount = z.number().min(0);
const knobs = z
  .strictObject({
    inboundDelay: amount,
    statusDelay: z.strictObject({ sent: amount, delivered: amount, read: amount }),
    shuffle: amount,
    duplicates: z.number().int().min(0).max(100),
    drop: z.number().min(0).max(1),
    reads: z.boolean(),
    tokenExpired: z.boolean(),
  })
  .partial();

/**
 * The robots and knobs over HTTP, for whoever runs the emulator as a server: `POST /emulator/sends`,
 * `GET /emulator/received?from=0`, `PATCH /emulator/knobs`, `POST /emulator/faults`. Undefined: not one of these.
 */
export async function control(emulator: Emulator, request: Request): Promise<Response | undefined> {
  const { pathname, searchParams } = new URL(request.url);
  const route = `${request.method} ${pathname}`;
  try {
    if (route === 'GET /emulator/received') {
      const from = Number(searchParams.get('from') ?? 0) || 0;
      return json(200, { next: emulator.received.length, messages: emulator.received.slice(from) });
    }
    if (route === 'POST /emulator/sends') {
      const { channel: on, phone, said: what, ...how } = sends.parse(await request.json());
      return json(200, { id: emulator.phone(phone, on).sends(what as Said, how as object) });
    }
    if (route === 'PATCH /emulator/knobs') {
      Object.assign(emulator.knobs, knobs.parse(await request.json()));
      return json(200, emulator.knobs);
    }
    if (route === 'POST /emulator/faults') {
      const wanted = faults.parse(await request.json());
      emulator.failNext(wanted.fault as Parameters<Emulator['failNext']>[0], wanted.times, wanted.on);
      return json(200, { ok: true });
    }
    return undefined;
  } catch (error) {
    return json(400, { error: error instanceof z.ZodError ? z.prettifyError(error) : String(error) });
  }
}
