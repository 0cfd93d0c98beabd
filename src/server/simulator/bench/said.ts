import { RecadoError } from '../../../base/errors.ts';
import type { Form } from '../../../domain/channel.ts';
import { BENCH_FAULTS, type BenchAct, type BenchPhone } from './deps.ts';

const TEXT_LIMIT = { whatsapp: 4_096, sms: 1_530 } as const;
const STAND_INS = ['photo', 'voice', 'location'] as const;
/** What the page offers, in hours. */
export const WAITS = [1, 24, 48, 168] as const;
const HOUR_MS = 3_600_000;

/** What the form of the bench asks for. Throws SIMULATOR_INPUT_INVALID. Only what is on a screen of `phones` can be tapped. */
export function readAct(fields: URLSearchParams, who: 0 | 1, phones?: Readonly<Record<Form, BenchPhone>>): BenchAct {
  const pass = fields.get('pass');
  if (pass === 'next' || pass === 'restart') return { kind: pass };
  if (pass !== null) {
    const hours = WAITS.find((one) => String(one) === pass);
    if (hours === undefined) throw invalid('so much time cannot pass at once');
    return { kind: 'wait', ms: hours * HOUR_MS };
  }
  const form: Form = fields.get('form') === 'sms' ? 'sms' : 'whatsapp';
  const fault = BENCH_FAULTS.find((one) => one === fields.get('fault'));
  return { kind: 'say', form, who, said: readSaid(fields, form, phones?.[form]), ...(fault ? { fault } : {}) };
}

function readSaid(fields: URLSearchParams, form: Form, phone?: BenchPhone): (BenchAct & { kind: 'say' })['said'] {
  const tap = fields.get('tap');
  if (tap !== null) {
    const choice = phone?.bubbles.flatMap(({ choices }) => choices).find(({ id }) => id === tap);
    if (!choice || form === 'sms') throw invalid('that option is not on the screen');
    return { tap: choice.title };
  }
  const kind = fields.get('kind');
  if (kind !== null) {
    const standIn = STAND_INS.find((one) => one === kind);
    if (!standIn || form === 'sms') throw invalid('an SMS carries text only');
    return { standIn };
  }
  // A transcript keeps her words on one line.
  const text = (fields.get('word') ?? fields.get('text') ?? '').replace(/[\p{Cc}\s]+/gu, ' ').trim();
  if (text === '') throw invalid('the message is empty');
  if (text.length > TEXT_LIMIT[form]) throw invalid(`it is longer than ${TEXT_LIMIT[form]} characters`);
  return { text };
}

const invalid = (why: string): RecadoError => new RecadoError('SIMULATOR_INPUT_INVALID', { why });
