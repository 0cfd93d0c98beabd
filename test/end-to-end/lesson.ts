import { expect } from 'vitest';
import { MINUTE, type Millis } from '../../src/base/clock.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import type { House } from './house.ts';

/** The first lesson as she meets it: what she is asked, and what she answers. */
export const DOS_BOTES = [
  { step: 'separa', asks: 'Ya separa el dinero', answers: 'todavia no', plain: 'not yet' },
  { step: 'maiz', asks: '500 pesos de tamales', answers: 'negocio', plain: 'NEGOCIO' },
  { step: 'cuaderno', asks: 'necesita un cuaderno', answers: 'casa', plain: 'CASA' },
] as const;

/** The messages that carry a question, in order: one a turn, and none twice. */
export const QUESTIONS = [...DOS_BOTES.map(({ asks }) => asks), 'Su tarea.'];

/** Accents aside, so that one test reads the same on SMS. */
export const plain = (text: string): string => text.normalize('NFD').replace(/(?<!n)[\u0300-\u036f]/gi, '');

/** Answers question after question of dos-botes, each a minute after the one before. `at` is called before each answer. */
export async function takeLesson(
  house: House,
  phone: Phone,
  at: (step: string) => Promise<void> | void = () => {},
): Promise<void> {
  for (const { step, answers } of DOS_BOTES) {
    await at(step);
    phone.sends(answers);
    await house.settle();
    await house.time.until(house.clock.now() + MINUTE);
  }
}

/** Every answer of the lesson is there once, with nothing beside it, and the lesson is finished. */
export function expectOneLesson(house: House): void {
  expect(house.rows('select step, plain, correct from answer order by entered_at, rowid')).toEqual(
    DOS_BOTES.map(({ step, plain: value }) => ({
      step,
      plain: JSON.stringify(value),
      correct: step === 'separa' ? null : 1,
    })),
  );
  expect(
    house.rows(
      'select flow, finished_at is not null as done, left_at from flow_progress where flow = ?',
      'llera/dos-botes',
    ),
  ).toEqual([{ flow: 'llera/dos-botes', done: 1, left_at: null }]);
  expect(house.rows('select name, state from homework')).toEqual([{ name: 'botes', state: 'assigned' }]);
  expect(house.count('inbox where state <> 1')).toBe(0);
  expect(house.count('event where state <> 1')).toBe(0);
  expect(house.count('set_aside')).toBe(0);
}

/** Everything that we said reached her once, in the order of the questions, and none waits. */
export function expectSaidOnce(house: House, phone: Phone): void {
  const said = house.emulator.received.map(({ outboxId }) => outboxId);
  expect(new Set(said).size).toBe(said.length);
  expect(house.rows('select id from outbox order by seq').map(({ id }) => id)).toEqual(said);
  expect(
    house.rows("select id, state, why from outbox where state not in ('delivered', 'read') or repeat = 1"),
  ).toEqual([]);
  expect(questionsOn(phone)).toEqual(QUESTIONS);
}

/** Which questions her screen shows, in order, as often as it does. */
export function questionsOn(phone: Phone, from = 0): string[] {
  return phone.inbox.slice(from).flatMap(({ text }) => QUESTIONS.filter((asks) => plain(text).includes(plain(asks))));
}

export const at = (local: string): Millis => Date.parse(`${local}:00-06:00`);
