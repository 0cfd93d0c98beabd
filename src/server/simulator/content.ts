import type { FastifyRequest } from 'fastify';
import { RecadoError } from '../../base/errors.ts';
import type { InboundContent } from '../../domain/inbound.ts';
import type { SimulatorMessage, SimulatorPhone } from './deps.ts';

/** WhatsApp's own limit; a phone splits longer SMS by itself at ten parts of 153 septets. */
const TEXT_LIMIT = { whatsapp: 4_096, sms: 1_530 } as const;

/** Stand-ins: what a phone would send, without asking a newcomer for a real photo or for where she is. */
const STAND_INS: Readonly<Record<string, InboundContent>> = {
  photo: { kind: 'media', media: [{ kind: 'photo', id: 'simulator-photo', mime: 'image/png' }] },
  voice: { kind: 'media', media: [{ kind: 'voice', id: 'simulator-voice', mime: 'audio/ogg' }] },
  location: { kind: 'location', latitude: 23.3186, longitude: -99.0246, name: 'Plaza de Llera' },
};

export interface SentForm {
  readonly content: InboundContent;
  readonly quoted?: string;
}

/** What the form of the phone says. Throws SIMULATOR_INPUT_INVALID. Only what is on the screen can be tapped or quoted. */
export function readSent(fields: URLSearchParams, phone: SimulatorPhone, view: readonly SimulatorMessage[]): SentForm {
  const quoted = fields.get('quoted') ?? '';
  const quote = phone.form === 'whatsapp' && view.some((message) => message.id === quoted) ? { quoted } : {};
  const tap = fields.get('tap');
  if (tap !== null) return { content: tapped(tap, phone, view) };
  const kind = fields.get('kind');
  if (kind !== null) return { content: standIn(kind, phone), ...quote };
  // NUL ends a text in half the systems it may still travel through; no phone can type one.
  const text = (fields.get('text') ?? '').replaceAll('\u0000', '').trim();
  if (text === '') throw invalid('the message is empty');
  if (text.length > TEXT_LIMIT[phone.form]) throw invalid(`it is longer than ${TEXT_LIMIT[phone.form]} characters`);
  return { content: { kind: 'text', text }, ...quote };
}

function tapped(id: string, phone: SimulatorPhone, view: readonly SimulatorMessage[]): InboundContent {
  const option = view.flatMap((message) => message.options ?? []).find((shown) => shown.id === id);
  if (!option || phone.form === 'sms') throw invalid('that option is not on the screen');
  return { kind: 'tap', id: option.id, title: option.title };
}

function standIn(kind: string, phone: SimulatorPhone): InboundContent {
  const content = Object.hasOwn(STAND_INS, kind) ? STAND_INS[kind] : undefined;
  if (!content || phone.form === 'sms') throw invalid('an SMS carries text only');
  return content;
}

const invalid = (why: string): RecadoError => new RecadoError('SIMULATOR_INPUT_INVALID', { why });

/** The fields of a posted form. */
export function fieldsOf(request: FastifyRequest): URLSearchParams {
  return request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
}
