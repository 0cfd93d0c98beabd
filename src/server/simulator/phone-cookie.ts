import type { FastifyReply, FastifyRequest } from 'fastify';
import { RecadoError } from '../../base/errors.ts';
import type { Form } from '../../domain/channel.ts';
import type { SimulatorPhone } from './deps.ts';

const NAME = 'recado_phone';
const COOKIE = new RegExp(`(?:^|;\\s*)${NAME}=([0-9a-z]{20,40})(?:;|$)`);
/** A season: someone who comes back to the page next week finds her conversation. */
const KEPT_SECONDS = 90 * 24 * 3_600;

/** `?form=sms` asks for the SMS phone; anything else is WhatsApp. */
export const formOfQuery = (query: unknown): Form =>
  (query as { form?: unknown } | null)?.form === 'sms' ? 'sms' : 'whatsapp';

/** The phone of this browser, or null when it has none yet. */
export function phoneOf(request: FastifyRequest, form: Form): SimulatorPhone | null {
  const id = COOKIE.exec(request.headers.cookie ?? '')?.[1];
  return id ? { id, form } : null;
}

export function phoneOrRefuse(request: FastifyRequest, form: Form): SimulatorPhone {
  const phone = phoneOf(request, form);
  if (!phone)
    throw new RecadoError('SIMULATOR_INPUT_INVALID', { why: 'this browser has no phone yet (are cookies allowed?)' });
  return phone;
}

/** A new phone for this browser. `SameSite=Strict` is what keeps other sites from writing in her name. */
export function givePhone(reply: FastifyReply, token: string): string {
  const id = token.slice(0, 40);
  reply.header('set-cookie', `${NAME}=${id}; Path=/simulator; Max-Age=${KEPT_SECONDS}; HttpOnly; SameSite=Strict`);
  return id;
}
