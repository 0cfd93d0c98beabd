import { Worker } from 'node:worker_threads';
import { start } from '../../src/assemble/start.ts';
import { readConfig } from '../../src/config.ts';

// Run by crash.test.ts: starts the product by the settings in its environment, then ends the thread of its store.
const threads: Worker[] = [];
const original = Object.getOwnPropertyDescriptor(Worker.prototype, 'unref')!;
Worker.prototype.unref = function (this: Worker) {
  if (!threads.includes(this)) threads.push(this);
  original.value.call(this);
};
await start(readConfig(process.env));
console.log('started');
await threads[0]!.terminate();
setInterval(() => {}, 1_000); // whatever it serves would keep the process up
