import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { partsOf } from '../../../src/channels/render/parts.ts';
import { toSms } from '../../../src/text/fold.ts';
import { segmentsOf } from '../../../src/text/segments.ts';
import { split } from '../../../src/text/split.ts';
import { anyWords } from '../bytes.ts';
import { broken, type Target } from '../target.ts';

interface Words {
  readonly text: string;
  readonly limit: number;
  readonly last: number;
}

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from('aé ñ€[]{}~|^\\ @£\n.')), maxLength: 700 }),
  fc.string({ unit: fc.constantFrom(...Array.from('áéíóúñü¿¡“”–…👏ka. ')), maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom('a', 'sol', ' ', '. ', '\n', '\n\n', '👏', 'n\u0303', '¿', '👩🏽‍🌾', 'سلام '),
    maxLength: 300,
  }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  anyWords,
);

/** Twilio keeps graphemes together (CR LF, combined emoji); networks keep only surrogate pairs together. */
const OTHERWISE = /\r\n|\p{M}|\u200d|[\u{1f3fb}-\u{1f3ff}]|[\u{1f1e6}-\u{1f1ff}]|\p{Cs}/u;

function holds({ text, limit, last }: Words): void {
  const parts = split(text, limit);
  if (parts.join('') !== text) broken('the parts are not the text', parts);
  if (parts.some((part) => part.length > limit)) broken('a part is too long', parts);
  if (text !== '' && parts.includes('')) broken('a part is empty', parts);
  if (!/\p{Cs}/u.test(text) && parts.some((part) => /\p{Cs}/u.test(part))) broken('a character was cut in two', parts);

  const shown = partsOf(text, limit, Math.min(last, limit));
  const bare = (of: string) => of.replace(/\s+/g, '');
  if (bare(shown.join('')) !== bare(text)) broken('what is shown is not the text', shown);
  if (shown.some((part) => part.length > limit)) broken('a part that is shown is too long', shown);
  if ((shown.at(-1)?.length ?? 0) > Math.min(last, limit)) broken('the part with the question is too long', shown);

  const folded = toSms(text);
  if (toSms(folded) !== folded) broken('folding twice folds more', folded);
  const before = segmentsOf(text.normalize('NFC'));
  if (segmentsOf(folded).segments > before.segments) broken('folding made it dearer', folded);
  if (text.length > 2_000 || OTHERWISE.test(text)) return;
  const ours = segmentsOf(text);
  const oracle = new SegmentedMessage(text);
  const theirs = { segments: oracle.segmentsCount, encoding: oracle.encodingName === 'GSM-7' ? 'gsm7' : 'ucs2' };
  if (ours.segments !== theirs.segments || ours.encoding !== theirs.encoding)
    broken('Twilio counts otherwise', { ours, theirs, text });
}

export const sms: Target<Words> = {
  name: 'sms',
  promise:
    'Parts of an SMS joined are its text, no character is cut, and segments are what Twilio’s own calculator counts.',
  cases: fc.record({ text, limit: fc.integer({ min: 2, max: 400 }), last: fc.integer({ min: 2, max: 400 }) }),
  short: 1_500,
  long: 300_000,
  chunk: 10_000,
  open: async () => ({ holds }),
};
