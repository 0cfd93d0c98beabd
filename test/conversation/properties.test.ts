import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY } from '../../src/base/clock.ts';
import { converse } from '../../src/conversation/converse.ts';
import type { InboundContent } from '../../src/domain/inbound.ts';
import { PACK } from './flows.ts';
import { Talk } from './talk.ts';

const WORDS = [
  'PRUEBO',
  'si',
  'no',
  'todavia no',
  '1',
  '2',
  '0',
  '350',
  'rosa',
  'negocio',
  'ayuda',
  'repetir',
  'persona',
  'menu',
  'tarea',
  'tarea 1 ya',
  'seguir',
  'pausa',
  'idioma',
  'stop',
  'alta',
  'salir',
  'listo',
  'gracias',
  'al rato',
  'me pega',
  'hartas',
  '',
  '🙂',
  '2 mil',
  '\u0000',
  '__proto__',
];

const content = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...WORDS).map((text): InboundContent => ({ kind: 'text', text })) },
  fc.string({ unit: 'binary', maxLength: 40 }).map((text): InboundContent => ({ kind: 'text', text })),
  fc
    .constantFrom('photo', 'voice', 'video', 'document', 'sticker')
    .map((kind): InboundContent => ({ kind: 'media', media: [{ kind: kind as 'photo' }] })),
  fc.constantFrom<InboundContent>(
    { kind: 'location', latitude: 1, longitude: 2 },
    { kind: 'contacts', phones: [] },
    { kind: 'reaction', to: 'x' },
    { kind: 'welcome' },
    { kind: 'unsupported', type: 'x' },
    { kind: 'tap', id: 'q.0.9', title: 'x' },
    { kind: 'tap', id: 'c.constructor', title: 'x' },
    { kind: 'tap', id: 'nonsense', title: 'si' },
  ),
);

type Move =
  | { readonly do: 'send'; readonly content: InboundContent; readonly late: number }
  | { readonly do: 'tap' | 'timer' | 'wait'; readonly n: number }
  | { readonly do: 'event'; readonly name: string };
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('send' as const), content, late: fc.constantFrom(0, 0, 0, 5_000, 2 * DAY) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('tap' as const, 'timer' as const, 'wait' as const), n: fc.nat(9) }),
  },
  fc.record({
    do: fc.constant('event' as const),
    name: fc.constantFrom('case.answer', 'case.close', 'case.alert', 'nonsense', 'toString'),
  }),
);

/** Half of them have joined already, so that what is deeper is reached too. */
function play(talk: Talk, moves: readonly Move[]): Talk {
  if (moves.length % 2 === 0) talk.says('PRUEBO').says('si').says('rosa');
  for (const one of moves) {
    if (one.do === 'send') talk.sends(one.content, { sentAt: talk.now - one.late });
    else if (one.do === 'wait') talk.waits(one.n * DAY);
    else if (talk.people.size === 0) continue;
    else if (one.do === 'event') talk.event(one.name, { case: 'k' }, talk.first());
    else if (one.do === 'timer') {
      const request = [...talk.timers.values()][one.n];
      if (request) talk.firesRequest(request);
    } else {
      const question = talk.questions()[one.n];
      if (question) talk.taps((one.n % 3) + 1, question.id);
    }
  }
  return talk;
}

const moves = fc.array(move, { maxLength: 30 });
const RUNS = { numRuns: 60 };

describe('whatever she sends', () => {
  test('a turn ends, and what it keeps is plain JSON', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const talk = play(new Talk(PACK), list);
        for (const { turned } of talk.log) {
          expect(JSON.parse(JSON.stringify(turned))).toEqual(turned);
          expect(turned.effects.filter(({ kind }) => kind === 'send').length).toBeLessThanOrEqual(1);
        }
      }),
      RUNS,
    );
  });

  test('the same turn thought twice is the same turn', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const talk = play(new Talk(PACK), list);
        for (const { view, event, at, turned } of talk.log)
          expect(converse(view, event, talk.deps, at)).toEqual(turned);
      }),
      RUNS,
    );
  });

  test('every open question belongs to a thread that stands at it, and no id is open twice', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const { questions, threads } = play(new Talk(PACK), list).state();
        expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
        for (const question of questions.filter(({ thread }) => !thread.startsWith('@'))) {
          expect(threads.find(({ id }) => id === question.thread)?.machine.value).toBe(question.step);
        }
        expect(
          questions.filter((question) => !question.thread.startsWith('@') && !question.collects).length,
        ).toBeLessThanOrEqual(2);
      }),
      RUNS,
    );
  });

  test('nothing is sent to an address that has opted out', () => {
    fc.assert(
      fc.property(moves, (list) => {
        for (const { view, turned } of play(new Talk(PACK), list).log) {
          if (!view.addresses[0]!.optedOut || turned.effects.some(({ kind }) => kind === 'opt-in')) continue;
          expect(turned.effects.filter(({ kind }) => kind === 'send')).toEqual([]);
        }
      }),
      RUNS,
    );
  });
});
