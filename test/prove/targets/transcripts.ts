import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { compare, matches } from '../../../src/workshop/transcript/match.ts';
import { parseTranscript } from '../../../src/workshop/transcript/parse.ts';
import { updated } from '../../../src/workshop/transcript/update.ts';
import { TOP } from '../../end-to-end/house.ts';
import { english } from '../../locale/tell.ts';
import { anyWords, change, changed } from '../bytes.ts';
import { asBytes, broken, bytesOf, type Target } from '../target.ts';

/** A transcript as somebody left it, and what came in its play. */
interface Written {
  readonly bytes: string;
  readonly came: readonly string[];
}

const FOLDER = join(TOP, 'flows/llera/transcripts');
const SHIPPED = readdirSync(FOLDER)
  .sort()
  .map((file) => readFileSync(join(FOLDER, file)).toString('latin1'));

const person = fc.constantFrom('', '', 'Luz ', 'Luz@sms ', 'Luz@whatsapp ', 'coordinadora ', 'Él@fax ');
const words = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '…',
      '……',
      '…dos botes…',
      'hola',
      '{codigo}',
      '…{codigo}…{codigo}',
      '{a}{b}…',
      '[photo] x',
      '[audio a.ogg]',
      '(button) Sí',
      '(quote UNO) STOP',
      '(sent 2 days ago) 1',
      '.*+?^$()|[]\\',
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.constantFrom('…', '…a', '…a', '…{x}', '…{y}b', 'a', ' ', 'á', 'hola', '\u0301'), { maxLength: 40 })
      .map((parts) => parts.join('')),
  },
  anyWords,
);
const header = fc
  .tuple(
    fc.constantFrom('programme llera', 'programme __proto__', 'lesson x'),
    fc.constantFrom('lesson dos-botes', 'newcomer', ''),
    fc.constantFrom('sms', 'whatsapp', 'whatsapp twilio', 'sms-gateway', 'fax'),
    fc.constantFrom('es-MX', 'en', 'yua', 'xx-XX', 'sms'),
    fc.constantFrom('Ana', 'Ana+Luz', 'Ana, Luz', 'ana', 'Ana+Ana'),
    fc.constantFrom('2026-03-02 10:00 America/Monterrey', '2026-13-45 99:99 Mars/Olympus', '2026-03-02 10:00'),
  )
  .map((parts) => parts.filter(Boolean).join(' · '));
const line = fc.oneof(
  fc.tuple(person, fc.constantFrom('> ', '< ', '>', '<'), words).map((parts) => parts.join('')),
  fc
    .tuple(
      fc.constantFrom('~ ', '@ ', '! ', '= ', '$ ', '# ', '% '),
      fc.oneof(
        fc.constantFrom(
          '2 days',
          '99999999999999999999 weeks',
          '2026-03-05 18:00',
          'duplicate',
          'send fails 503',
          'template rejected x',
          'homework.botes.state == "x"',
          'recado cohort new',
        ),
        words,
      ),
    )
    .map((parts) => parts.join('')),
  words,
);
const made = fc
  .tuple(header, fc.array(line, { maxLength: 20 }), fc.constantFrom('\n', '\r\n', '\r'))
  .map(([head, lines, end]) => asBytes([head, ...lines].join(end)));
const spoiled = fc
  .tuple(fc.constantFrom(...SHIPPED), fc.array(change, { minLength: 1, maxLength: 6 }))
  .map(([text, changes]) => changed(text, changes, 60_000));

function holds({ bytes, came }: Written): void {
  const text = bytesOf(bytes).toString('utf8');
  const read = parseTranscript('t.txt', text);
  const lines = text.split(/\r?\n/).length;
  if ('mistakes' in read) {
    if (read.mistakes.length === 0) broken('no transcript and no mistake');
    for (const { line, says } of read.mistakes)
      if (line < 1 || line > lines || english(says) === '') broken('a mistake has no place', { line, says });
    return;
  }
  const expected = read.transcript.lines.flatMap((one) => (one.kind === 'expect' ? [one] : []));
  for (const one of read.transcript.lines) if (one.line < 1 || one.line > lines) broken('a line has no place', one);
  for (const one of expected.slice(0, 10)) for (const message of came) matches(one.text, message);
  const block = expected.slice(0, 10);
  for (const difference of compare(block, came, 1))
    if (english(difference.says) === '') broken('a difference says nothing', difference);
  if (typeof updated(text, [{ expected: block, messages: came, before: lines + 1 }]) !== 'string') broken('no text');
}

export const transcripts: Target<Written> = {
  name: 'transcripts',
  promise: 'Any bytes as a transcript: read, or each mistake told with its line; comparing it with what came ends too.',
  cases: fc.record({
    bytes: fc.oneof(made, spoiled),
    came: fc.array(fc.oneof(words, fc.constantFrom('a'.repeat(400), 'a a '.repeat(100), 'b\n'.repeat(40))), {
      maxLength: 4,
    }),
  }),
  short: 1_500,
  long: 262_000,
  chunk: 10_000,
  open: async () => ({ holds }),
};
