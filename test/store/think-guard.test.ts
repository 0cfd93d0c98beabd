import { expect, test } from 'vitest';
import { createThinkGuard } from '../../src/store/sqlite/think-guard.ts';

const forever = () => {
  for (;;);
};
const catastrophe = () => void /^(a+)+$/.test(`${'a'.repeat(40)}b`);

test('a hundred hangs in a row are stopped, and every promise and timer that waited meanwhile comes', async () => {
  const [guard, next] = [createThinkGuard(40), createThinkGuard()];
  const kept: Promise<number>[] = [];
  for (let n = 0; n < 100; n++) {
    kept.push(Promise.resolve(n), new Promise((resolve) => setTimeout(() => resolve(n), 1)));
    expect(guard.alone(n % 2 === 0 ? forever : catastrophe)).toBe(false);
    // What comes after one is not stopped with it.
    const ran: number[] = [];
    expect(next.alone(() => void ran.push(n))).toBe(true);
    expect(ran).toEqual([n]);
    if (n % 10 === 0) await kept.at(-1);
  }
  expect(await Promise.all(kept)).toEqual(Array.from({ length: 200 }, (_, i) => Math.floor(i / 2)));
});

test('what the work throws is thrown on, whatever it is', () => {
  const guard = createThinkGuard();
  const odd = { code: 'ODD' };
  for (const thrown of [odd, undefined, new Error('x')]) {
    let caught: unknown = 'nothing';
    try {
      guard.batch(() => {
        throw thrown;
      });
    } catch (error) {
      caught = error;
    }
    expect(caught).toBe(thrown);
  }
});

test('two guards in one thread each run their own work', () => {
  const [one, other] = [createThinkGuard(), createThinkGuard()];
  let sum = 0;
  for (let n = 0; n < 2_000; n++) (n % 2 === 0 ? one : other).batch(() => void sum++);
  expect(sum).toBe(2_000);
});
