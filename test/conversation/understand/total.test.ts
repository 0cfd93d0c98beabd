import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Asked,
  commandIn,
  optInIn,
  optOutIn,
  smallTalk,
  understand,
} from '../../../src/conversation/understand/index.ts';
import { MISSES } from '../../../src/conversation/understand/result.ts';
import { ANSWER_TYPES } from '../../../src/domain/answer.ts';
import type { InboundContent } from '../../../src/domain/inbound.ts';
import { context } from './asking.ts';

/** Text as it may come: words that mean something, digits and separators, and anything at all. */
const text = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        'sí',
        'no',
        'todavía',
        'mil',
        'y',
        'medio',
        'media',
        'docena',
        'el',
        'lunes',
        '12',
        '1.500',
        '/',
        '-',
        '$',
        'de',
        'mayo',
        'como',
        'k',
        'o',
        '👍',
        '1️⃣',
        'en',
        'días',
        '99999999',
        '%',
        "'",
        'por favor',
        'constructor',
        '__proto__',
      ),
      { maxLength: 8 },
    )
    .map((words) => words.join(' ')),
  fc.string({ unit: fc.constantFrom(...Array.from("0123456789.,'/-: oy")), maxLength: 24 }),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constant('9'.repeat(5000)),
  fc.constant('no '.repeat(2000)),
);

const mediaKind = fc.constantFrom('photo', 'voice', 'video', 'document', 'sticker');
const content: fc.Arbitrary<InboundContent> = fc.oneof(
  { weight: 6, arbitrary: text.map((value) => ({ kind: 'text' as const, text: value })) },
  fc.record({
    kind: fc.constant('tap' as const),
    id: fc.oneof(text, fc.constantFrom('q.q1.0', 'q.q1.99', 'q.zz.0', 'c.menu')),
    title: text,
  }),
  fc.record(
    {
      kind: fc.constant('media' as const),
      media: fc.array(fc.record({ kind: mediaKind }), { maxLength: 3 }),
      caption: text,
    },
    { requiredKeys: ['kind', 'media'] },
  ),
  fc.constant({ kind: 'location' as const, latitude: 1, longitude: 2 }),
  fc.constant({ kind: 'contacts' as const, phones: [] }),
  fc.constant({ kind: 'reaction' as const, emoji: '👍', to: 'm' }),
  fc.constant({ kind: 'edit' as const, of: 'm', text: 'sí' }),
  fc.constant({ kind: 'deletion' as const, of: 'm' }),
  fc.constant({ kind: 'welcome' as const }),
  fc.constant({ kind: 'number-change' as const, now: { raw: 'x' } }),
  fc.constant({ kind: 'unsupported' as const, type: 'order' }),
);

/** A pack's labels are short; the property is about what is sent. */
const label = text.map((words) => words.slice(0, 80));
const number = fc.double({ noNaN: true });
const question: fc.Arbitrary<Asked> = fc.record(
  {
    id: fc.constant('q1'),
    accepts: fc.record(
      { types: fc.subarray([...ANSWER_TYPES]), min: number, max: number, currency: fc.constant('MXN') },
      { requiredKeys: ['types'] },
    ),
    options: fc.array(fc.record({ key: fc.oneof(label, fc.constantFrom('yes', 'no', 'done')), label }), {
      maxLength: 12,
    }),
    last: number,
  },
  { requiredKeys: ['accepts', 'options'] },
);

describe('understanding', () => {
  it('has an answer or a reason for any content and any question, in any language', () => {
    fc.assert(
      fc.property(content, question, fc.constantFrom('es-MX', 'en', 'pt', 'yua', 'ar'), (sent, asked, language) => {
        const understood = understand(sent, asked, context(language));
        if (understood.fit === 0) {
          expect(MISSES).toContain(understood.why);
          return;
        }
        expect([1, 2, 3, 'echo']).toContain(understood.fit);
        const { answer } = understood;
        if (answer.type === 'choice' && asked.options.length > 0) {
          expect(asked.options.map(({ key }) => key)).toContain(answer.option);
        }
        if (answer.type === 'number') expect(answer.number).toSatisfy(Number.isFinite);
        if (answer.type === 'money') expect(answer.minor).toSatisfy(Number.isSafeInteger);
        if (answer.type === 'date') expect(answer.date).toMatch(/^\d{4}-\d\d-\d\d$/);
        if (answer.type === 'name') expect(answer.text.length).toBeLessThanOrEqual(60);
        // What is kept is JSON and comes back as it went.
        expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
      }),
      { numRuns: 600 },
    );
  });

  it('finds commands, leaving and small talk in anything without failing', () => {
    fc.assert(
      fc.property(text, (said) => {
        const { lexicon } = context();
        commandIn(said, lexicon);
        smallTalk(said, lexicon);
        if (optOutIn(said, lexicon) === 'stop') expect(optInIn(said, lexicon)).toBe(false);
      }),
    );
  });

  it('always gives the same result for the same message', () => {
    fc.assert(
      fc.property(content, question, (sent, asked) => {
        expect(understand(sent, asked, context())).toEqual(understand(sent, asked, context()));
      }),
      { numRuns: 100 },
    );
  });
});
