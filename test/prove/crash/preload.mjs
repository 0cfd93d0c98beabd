// Goes before the product (NODE_OPTIONS=--import), in its store's thread too. Plain JavaScript: the product runs without a compiler.
//   CRASH_AT=point:n        the process kills itself at the n-th time that it comes to this point …
//   CRASH_BOOK=file         … and says so here, which a killed process can: the line is the operating system's by then
//   CRASH_CLOCK=from:at:pace    its clock stood at `from` when the machine's stood at `at`, and runs `pace` times as fast
import { subscribe } from 'node:diagnostics_channel';
import { openSync, writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const { CRASH_AT, CRASH_BOOK, CRASH_CLOCK } = process.env;

if (CRASH_AT && CRASH_BOOK) {
  const [point, nth] = CRASH_AT.split(':');
  const book = openSync(CRASH_BOOK, 'a');
  let left = Number(nth);
  subscribe(`recado:${point}`, () => {
    if (--left > 0) return;
    writeSync(book, `${point} ${isMainThread ? 'main' : 'worker'}\n`);
    process.kill(process.pid, 'SIGKILL');
  });
}

if (CRASH_CLOCK) {
  const [from, at, pace] = CRASH_CLOCK.split(':').map(Number);
  const machine = Date.now;
  Date.now = () => Math.floor(from + (machine() - at) * pace);
  const wait = globalThis.setTimeout;
  globalThis.setTimeout = Object.assign((act, ms = 0, ...given) => wait(act, ms / pace, ...given), wait);
}
