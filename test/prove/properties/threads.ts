import fc from 'fast-check';
import { HOUR, MINUTE, SECOND } from '../../../src/base/clock.ts';
import type { Json } from '../../../src/base/json.ts';
import type { Turned } from '../../../src/conversation/event.ts';
import { readConversation } from '../../../src/conversation/stored.ts';
import type { InboundContent } from '../../../src/domain/inbound.ts';
import { tapId } from '../../../src/domain/option.ts';
import type { OpenQuestion } from '../../../src/domain/question.ts';
import { MONDAY } from '../../end-to-end/house.ts';
import { broken, type Target } from '../target.ts';
import { depsOf } from '../targets/conversations.ts';
import { Phones } from '../targets/phone.ts';
import { answersOf } from './breaths.ts';

const FLOWS = ['uno', 'libreta', 'aparte', 'base', 'sesion'] as const;
const PACK: readonly [string, string] = [
  JSON.stringify({
    lesson: 'uno',
    title: 'Uno',
    steps: [
      { ask: '¿De qué bote sale?', id: 'bote', options: ['NEGOCIO', 'CASA'], save: 'person.x' },
      { ask: '¿Cuántas?', id: 'cuantas', answer: 'number' },
    ],
  }),
  JSON.stringify({
    lesson: 'dos',
    title: 'Dos',
    steps: [{ 'check-in': '¿Ya está en la sesión?', id: 'sesion' }],
  }),
];
/** A session that is on now: its question goes before everything. */
const SESSION: Json = {
  ...{ id: 'x1', plan: 's1', title: 'Arranque', place: '', word: 'COLIBRI', status: '', recorded: false },
  ...{ starts: MONDAY, ends: MONDAY + 2 * HOUR, opens: MONDAY - HOUR, closes: MONDAY + 3 * HOUR },
};
const ON: Readonly<Record<string, Json>> = { sessions: { missed_in_a_row: 0, list: [SESSION], now: SESSION } };

/** What waits for her, and the order in which her answers come. */
interface Waiting {
  readonly flows: readonly (typeof FLOWS)[number][];
  /** Shares that order the answers as they come; each comes this often. */
  readonly order: readonly number[];
  readonly copies: readonly number[];
  /** Which of its options she takes, and whether she taps or quotes. */
  readonly option: number;
  readonly taps: boolean;
}

/** An answer that names its question, and fits it. */
function naming(question: OpenQuestion, { option, taps }: Waiting): { content: InboundContent; quoted?: string } {
  const { id, options, accepts } = question;
  const chosen = options[option % Math.max(1, options.length)];
  if (chosen && taps) {
    return { content: { kind: 'tap', id: tapId.option(id, options.indexOf(chosen)), title: chosen.label } };
  }
  const [type] = accepts.types;
  if (question.collects) return { content: { kind: 'media', media: [{ kind: 'photo', id: 'p' }] }, quoted: id };
  const text =
    chosen?.label ?? (type === 'money' || type === 'number' ? '120' : type === 'yes-no' ? 'sí' : 'pues bien');
  return { content: { kind: 'text', text }, quoted: id };
}

/** Everything that she has answered, and where each of her threads stands: ids and times aside. */
function play(waiting: Waiting, order: readonly number[]): readonly string[] {
  const phones = new Phones(depsOf(PACK)!, MONDAY, [{ id: 'ana', name: 'Ana', facts: { ...ON } }]);
  const turns: Turned[] = [];
  const news = (name: string, payload: Json) => {
    phones.now += MINUTE;
    turns.push(phones.hears({ kind: 'event', personId: 'ana', name, payload }));
  };
  news('programme.place', { programme: 'prueba', stage: 'lessons' });
  for (const flow of waiting.flows) news('flow.start', { flow: flow === 'sesion' ? 'dos' : flow });
  const state = () => {
    const kept = phones.people.get('ana')!;
    return readConversation(kept.state, kept.schema);
  };
  const open = state().questions.filter(({ thread }) => !thread.startsWith('@'));
  const sentAt = phones.now + MINUTE;
  const coming = open
    .flatMap((question, n) =>
      Array.from({ length: waiting.copies[n]! }, (_, copy) => ({
        ...naming(question, waiting),
        sentAt: sentAt + n * 2 * SECOND,
        rank: order[(n * 2 + copy) % order.length]!,
        copy,
      })),
    )
    .toSorted((a, b) => a.rank - b.rank);
  const seen = new Set<number>();
  for (const { content, quoted, sentAt: at } of coming) {
    // The inbox knows a message by its id: a copy of the wire never gets here, but a second tap of hers does.
    if (content.kind !== 'tap' && seen.has(at)) continue;
    seen.add(at);
    turns.push(phones.message(content, 'wa', at, quoted));
  }
  const { threads, questions } = state();
  return [
    ...answersOf(turns),
    ...threads.map(({ flow, machine }) => `${flow} at ${JSON.stringify(machine.value)}`).toSorted(),
    ...questions.map(({ thread, step }) => `asks ${thread.startsWith('@') ? thread : step}`).toSorted(),
  ];
}

function holds(waiting: Waiting): void {
  const inOrder = play(
    waiting,
    Array.from({ length: 2 * FLOWS.length }, (_, n) => n),
  );
  const shuffled = play(waiting, waiting.order);
  if (JSON.stringify(inOrder) !== JSON.stringify(shuffled))
    broken('answers that name their questions came in another order, and the end is another', { inOrder, shuffled });
}

const shares = fc.noBias(fc.nat(999));

export const threads: Target<Waiting> = {
  name: 'threads',
  promise:
    'A lesson, homework, a survey, attendance and a service wait at once: answers that name their question by a tap or a quote come in any order, taps twice, and end where they would have ended in order.',
  cases: fc.record({
    flows: fc.shuffledSubarray([...FLOWS], { minLength: 2 }),
    order: fc.array(shares, { minLength: 2 * FLOWS.length, maxLength: 2 * FLOWS.length }),
    copies: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: FLOWS.length, maxLength: FLOWS.length }),
    option: fc.nat(2),
    taps: fc.boolean(),
  }),
  short: 200,
  long: 30_000,
  chunk: 2_000,
  open: async () => ({ holds }),
};
