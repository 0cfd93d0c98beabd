import fc from 'fast-check';
import { MINUTE, SECOND } from '../../../src/base/clock.ts';
import type { Turned } from '../../../src/conversation/event.ts';
import type { InboundContent } from '../../../src/domain/inbound.ts';
import { MONDAY } from '../../end-to-end/house.ts';
import { broken, type Target } from '../target.ts';
import { depsOf } from '../targets/conversations.ts';
import { Phones } from '../targets/phone.ts';

/** Questions whose answers fit no other of them, and what she says to each. */
const ASKED = [
  { ask: { ask: '¿Ya separa su dinero?', answer: 'yes-no-notyet' }, says: 'todavía no', plain: 'not yet' },
  { ask: { ask: '¿De qué bote sale?', options: ['NEGOCIO', 'CASA'] }, says: 'negocio', plain: 'NEGOCIO' },
  { ask: { ask: '¿Qué compra?', options: ['TELA', 'HILO', 'LANA'] }, says: 'hilo', plain: 'HILO' },
  { ask: { ask: '¿Qué día?', options: ['LUNES', 'MARTES'] }, says: 'martes', plain: 'MARTES' },
  { ask: { ask: '¿Cuántas?', answer: 'number' }, says: '14', plain: 14 },
] as const;

/** What she answers ahead, in one breath, and the order in which it comes. */
interface Breath {
  readonly questions: readonly number[];
  /**
   * Between each of her messages and the one before, in seconds: WhatsApp tells whole ones. Slower than that she may have read
   * that the first was not understood, and three such in a row are a step that is passed by (DESIGN §2.1).
   */
  readonly gaps: readonly number[];
  /** By how much each comes later than it was sent, in seconds. */
  readonly delays: readonly number[];
}

const PACK = (questions: readonly number[]): readonly [string, string] => {
  const steps = questions.map((n, i) => ({ ...ASKED[n]!.ask, id: `p${i}` }));
  return [
    JSON.stringify({ lesson: 'uno', title: 'uno', steps }),
    JSON.stringify({ lesson: 'dos', title: 'dos', steps: [{ ask: '¿Cómo le fue?', id: 'fue', answer: 'text' }] }),
  ];
};

/** The answers that were kept, by step; words that were added to one stand beside it. */
export function answersOf(turns: readonly Turned[]): readonly string[] {
  return turns
    .flatMap(({ effects }) => effects)
    .flatMap((effect) =>
      effect.kind === 'answer' ? [`${effect.step}${effect.appends ? '+' : ''} ${JSON.stringify(effect.answer)}`] : [],
    )
    .toSorted();
}

function play({ questions, gaps }: Breath, late: readonly number[]): readonly string[] {
  const phones = new Phones(depsOf(PACK(questions))!, MONDAY, [{ id: 'ana', name: 'Ana', facts: {} }]);
  const turns = [
    phones.hears({
      kind: 'event',
      personId: 'ana',
      name: 'programme.place',
      payload: { programme: 'prueba', stage: 'lessons' },
    }),
    phones.hears({ kind: 'event', personId: 'ana', name: 'flow.start', payload: { flow: 'uno' } }),
  ];
  let sentAt = phones.now + MINUTE;
  const arriving = questions
    .map((n, i) => {
      sentAt += gaps[i]! * SECOND;
      const content: InboundContent = { kind: 'text', text: ASKED[n]!.says };
      return { content, sentAt, at: sentAt + late[i]! * SECOND, n: i };
    })
    .toSorted((a, b) => a.at - b.at || a.n - b.n);
  for (const { content, sentAt: sent, at } of arriving) {
    phones.now = Math.max(phones.now, at - 10 * SECOND); // `message` adds what a message takes to come
    turns.push(phones.message(content, 'wa', sent));
  }
  return answersOf(turns);
}

function holds(breath: Breath): void {
  const inOrder = play(
    breath,
    breath.delays.map(() => 0),
  );
  if (inOrder.length !== breath.questions.length) broken('in order her answers answer not one question each', inOrder);
  const shuffled = play(breath, breath.delays);
  if (JSON.stringify(shuffled) !== JSON.stringify(inOrder))
    broken('in another order her answers are others', { inOrder, shuffled });
}

const MOST = ASKED.length;

export const breaths: Target<Breath> = {
  name: 'breaths',
  promise:
    'What she answers ahead in one breath on WhatsApp, messages 2 to 4 s apart whose words fit one question only, answers the same questions in whatever order it comes within a minute.',
  cases: fc.record({
    questions: fc.shuffledSubarray([...ASKED.keys()], { minLength: 1 }),
    gaps: fc.array(fc.integer({ min: 2, max: 4 }), { minLength: MOST, maxLength: MOST }),
    delays: fc.array(fc.integer({ min: 0, max: 45 }), { minLength: MOST, maxLength: MOST }),
  }),
  short: 100,
  long: 20_000,
  chunk: 2_000,
  open: async () => ({ holds }),
};
